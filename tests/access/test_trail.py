"""Who looked at whom, and what was refused, stands in the trail."""

from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from casework.access.roles import Role
from casework.audit.models import TrailEntry
from casework.database.base import db
from casework.database.moments import today
from tests import factories


class World:
    """A case manager's own case in a house, and somebody of whom they know nothing."""

    def __init__(self, role: Role) -> None:
        town = factories.municipality()
        self.user = factories.user(town, role)
        self.own = factories.person(town, "Haddad")
        self.stranger = factories.person(town, "Tesfay")
        self.house = factories.house(town)
        factories.case(self.own, self.user, today())
        for person in (self.own, self.stranger):
            factories.stay(person, stage="VU", house=self.house, room="N1", starts_on=date(2025, 1, 1))


def world(app: Flask, client: FlaskClient, role: Role = Role.CASE_MANAGER) -> World:
    with app.app_context():
        made = World(role)
    factories.sign_in(client, made.user)
    return made


def trail(app: Flask, user: factories.User) -> list[tuple[str, Any, dict[str, Any] | None]]:
    """What an account left behind since it signed in."""
    with app.app_context():
        entries = db.session.scalars(
            db.select(TrailEntry).where(TrailEntry.actor_id == user.id).order_by(TrailEntry.sequence)
        )
        return [
            (entry.action, entry.about_id, entry.detail)
            for entry in entries
            if entry.action != "accounts:session:began"
        ]


@pytest.mark.parametrize(
    "page", ["", "/edit", "/move", "/leave", "/case", "/titles/new", "/consultations/new", "/referrals/new"]
)
def test_every_page_of_a_person_is_a_look_at_them(app: Flask, client: FlaskClient, page: str) -> None:
    here = world(app, client)
    assert client.get(f"/people/{here.own.id}{page}").status_code == 200
    assert [entry[:2] for entry in trail(app, here.user)] == [("people:person:opened", here.own.id)]


@pytest.mark.parametrize("page", ["", "/edit", "/move"])
def test_somebody_elses_person_is_a_refusal(app: Flask, client: FlaskClient, page: str) -> None:
    here = world(app, client)
    assert client.get(f"/people/{here.stranger.id}{page}").status_code == 404
    assert [entry[:2] for entry in trail(app, here.user)] == [("people:person:refused", here.stranger.id)]


def test_the_list_is_a_look_with_words_with_filters_and_without(app: Flask, client: FlaskClient) -> None:
    here = world(app, client)
    for address in ("/people", "/people?stage=VU", "/people?q=haddad"):
        assert "Haddad" in client.get(address).text
    assert [(action, detail) for action, _about, detail in trail(app, here.user)] == [
        ("people:register:listed", {"found": 1}),
        ("people:register:searched", {"words": "", "filters": {"stage": "VU"}, "found": 1}),
        ("people:register:searched", {"words": "haddad", "filters": {}, "found": 1}),
    ]


def test_the_names_in_a_house_are_a_look_and_its_figures_are_none(app: Flask, client: FlaskClient) -> None:
    here = world(app, client)
    assert "Haddad" in client.get(f"/accommodations/{here.house.id}").text
    seen = ("housing:residents:listed", here.house.id, {"on": today().isoformat(), "shown": 1})
    assert trail(app, here.user) == [seen]
    client.get(f"/accommodations/{here.house.id}?on=01.01.2020")
    assert trail(app, here.user) == [seen], "nobody was shown"


def test_a_page_that_is_not_for_this_role_is_a_refusal(app: Flask, client: FlaskClient) -> None:
    here = world(app, client, Role.ADMINISTRATOR)
    assert client.get(f"/people/{here.own.id}").status_code == 403
    assert client.post("/people/new").status_code == 403
    assert trail(app, here.user) == [
        ("access:page:refused", None, {"page": "people.person", "method": "GET"}),
        ("access:page:refused", None, {"page": "people.new", "method": "POST"}),
    ]


def test_nobody_leaves_no_refusals(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        before = db.session.query(TrailEntry).count()
    assert client.post("/people/new").status_code == 403
    with app.app_context():
        assert db.session.query(TrailEntry).count() == before
