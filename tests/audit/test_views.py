"""The auditor's page."""

import re
from datetime import date

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from casework.access.roles import Role
from casework.audit.trail import Actor, act_as, note
from casework.database.transaction import transaction
from tests import factories

ROW = re.compile(r"<tr>.*?</tr>", re.DOTALL)


@pytest.fixture
def administrator(app: Flask) -> factories.User:
    with app.app_context():
        return factories.user(factories.municipality(), Role.ADMINISTRATOR)


def act(app: Flask, user: factories.User, action: str, times: int = 1) -> factories.Person:
    with app.app_context():
        person = factories.person(user.municipality, "Haddad", given_names="Layla")
        act_as(Actor(user.id, user.municipality.id))
        with transaction():
            for _time in range(times):
                note(action, subject=person.id)
        return person


def shown(client: FlaskClient, query: str = "") -> list[str]:
    """The rows of the table, as text."""
    page = client.get(f"/trail{query}")
    assert page.status_code == 200
    return [re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", row)).strip() for row in ROW.findall(page.text)][1:]


def test_the_newest_stands_first_in_german_without_names(
    app: Flask, client: FlaskClient, administrator: factories.User
) -> None:
    with time_machine.travel("2025-03-03T08:00:00Z", tick=False):
        person = act(app, administrator, "people:person:changed")
    factories.sign_in(client, administrator)
    rows = shown(client)
    assert "angemeldet" in rows[0]
    assert "03.03.2025, 09:00 Uhr Alex Vorlage Person geändert" in rows[1]
    assert str(person.id)[:8] in rows[1]
    assert str(person.id) not in client.get("/trail").text
    assert "Haddad" not in client.get("/trail").text
    assert "Protokoll gelesen" in shown(client)[0]


def test_of_another_municipality_nothing_is_shown(
    app: Flask, client: FlaskClient, administrator: factories.User
) -> None:
    with app.app_context():
        stranger = factories.user(factories.municipality("Beispielburg"), name="Robin Anders")
    act(app, stranger, "people:person:changed")
    factories.sign_in(client, administrator)
    page = client.get("/trail").text
    assert "Robin Anders" not in page
    assert "Person geändert" not in page
    assert not shown(client, f"?actor={stranger.id}")


def test_a_day_in_berlin_and_an_actor_narrow_the_list(
    app: Flask, client: FlaskClient, administrator: factories.User
) -> None:
    with app.app_context():
        lead = factories.user(administrator.municipality)
    for moment, user in (
        ("2025-03-02T22:59:59Z", lead),  # the evening before
        ("2025-03-02T23:00:01Z", lead),
        ("2025-03-03T22:59:59Z", administrator),
        ("2025-03-03T23:00:01Z", lead),
    ):
        with time_machine.travel(moment, tick=False):
            act(app, user, "people:person:changed")
    factories.sign_in(client, administrator)
    assert len(shown(client, "?on=03.03.2025")) == 2
    assert len(shown(client, f"?on=2025-03-03&actor={lead.id}")) == 1
    assert not shown(client, f"?on={date(2024, 1, 1):%d.%m.%Y}")
    assert "keine Einträge" in client.get("/trail?on=01.01.2024").text


def test_long_trails_come_in_pages(app: Flask, client: FlaskClient, administrator: factories.User) -> None:
    act(app, administrator, "people:person:changed", times=60)
    factories.sign_in(client, administrator)
    assert len(shown(client)) == 50
    assert len(shown(client, "?page=2")) == 12


def test_an_impossible_day_is_explained(client: FlaskClient, administrator: factories.User) -> None:
    factories.sign_in(client, administrator)
    answer = client.get("/trail?on=31.02.2025")
    assert answer.status_code == 422
    assert "31.02.2025 gibt es nicht" in answer.text
