"""Counselling extended to the fourth year: once, by somebody, with a reason, whoever leads the case then."""

from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from casework.access.roles import Role
from casework.database.base import db
from casework.database.moments import today
from casework.database.transaction import transaction
from casework.people.cases import hand_over_case
from casework.people.models import IntegrationCase, Person
from casework.people.queries import cases_of, find_open_case
from tests import factories

BEGAN = date(2023, 2, 1)
DECIDED = today() - timedelta(days=3)
SAID = {"extended_on": f"{DECIDED:%d.%m.%Y}", "reason": "Ausbildung beginnt im Herbst"}


class World:
    """Layla, whose case Kim leads; Robin could as well."""

    def __init__(self, app: Flask, client: FlaskClient) -> None:
        self.app, self.client = app, client
        with app.app_context():
            town = factories.municipality()
            self.kim = factories.user(town, Role.CASE_MANAGER)
            self.robin = factories.user(town, Role.CASE_MANAGER, name="Robin Beispiel")
            self.lead = factories.user(town)
            self.layla = factories.person(town, "Haddad")
            factories.case(self.layla, self.kim, BEGAN)
        factories.sign_in(client, self.lead)
        self.page = f"/people/{self.layla.id}"
        self.form = f"{self.page}/case/extension"

    def extend(self, **said: str) -> int:
        return self.client.post(self.form, data=SAID | said).status_code

    def lead_by(self, user: factories.User, starts_on: date, ends_on: date | None = None) -> int:
        said = {"case_manager_id": str(user.id), "starts_on": f"{starts_on:%d.%m.%Y}"}
        ended = {"ends_on": f"{ends_on:%d.%m.%Y}"} if ends_on else {}
        return self.client.post(f"{self.page}/case", data=said | ended).status_code

    def cases(self) -> list[tuple[date, date | None, str | None]]:
        with self.app.app_context():
            rows = cases_of(db.session.get_one(Person, self.layla.id))
            assert all(row.extended == (row.extended_on is not None) for row in rows)
            return [(row.starts_on, row.extended_on, row.extended_reason) for row in rows]


@pytest.fixture
def world(app: Flask, client: FlaskClient) -> World:
    return World(app, client)


def test_it_is_shown_on_the_case_and_the_person_and_corrected(world: World) -> None:
    assert "Beratung ins vierte Jahr verlängern" in world.client.get(f"{world.page}/case").text
    assert world.extend() == 302
    assert f"Beratung verlängert am {DECIDED:%d.%m.%Y}" in world.client.get(world.page).text
    assert SAID["reason"] in world.client.get(f"{world.page}/case").text
    assert world.extend(reason="Pflege der Mutter") == 302
    assert world.cases() == [(BEGAN, DECIDED, "Pflege der Mutter")]
    with world.app.app_context():
        case_id = find_open_case(db.session.get_one(Person, world.layla.id), today()).id
        rows = db.session.scalars(select(IntegrationCase)).all()
        assert not any(b"Pflege" in (row.__dict__["_extended_reason"] or b"") for row in rows)
    history = world.client.get(f"/history/case/{case_id}").text
    for words in (SAID["reason"], "Pflege der Mutter", world.lead.name):
        assert words in history
    assert world.client.post(f"{world.form}/take-back").status_code == 302
    assert world.cases() == [(BEGAN, None, None)]
    assert world.client.post(f"{world.form}/take-back").status_code == 409


def test_it_needs_a_reason_and_a_day_within_the_case(world: World) -> None:
    assert world.extend(reason=" ") == 422
    assert world.extend(extended_on=f"{today() + timedelta(days=1):%d.%m.%Y}") == 422
    assert world.extend(extended_on="31.01.2023") == 422
    assert world.cases() == [(BEGAN, None, None)]


def test_it_goes_along_when_somebody_else_leads_the_case(world: World) -> None:
    assert world.extend() == 302
    handed = today() - timedelta(days=2)
    with world.app.app_context(), transaction():
        case = find_open_case(db.session.get_one(Person, world.layla.id), today())
        hand_over_case(case, on=handed, case_manager_id=world.robin.id)
    said = DECIDED, SAID["reason"]
    assert world.cases() == [(handed, *said), (BEGAN, *said)]
    assert world.lead_by(world.kim, today()) == 302
    assert world.cases() == [(today(), *said), (handed, *said), (BEGAN, *said)]
    assert world.lead_by(world.robin, today(), today() + timedelta(days=40)) == 302
    assert world.extend(reason="Pflege") == 302
    assert {reason for *_days, reason in world.cases()} == {"Pflege"}
    with world.app.app_context():
        current = find_open_case(db.session.get_one(Person, world.layla.id), today()).id
    assert world.client.post(f"{world.page}/case/{current}/take-back").status_code == 302
    assert world.cases() == [(handed, DECIDED, "Pflege"), (BEGAN, DECIDED, "Pflege")]
    assert world.client.get(f"{world.page}").text.count("Beratung verlängert am") == 1


def test_a_new_case_after_an_extended_one_is_not_extended_again(world: World) -> None:
    assert world.extend() == 302
    ended = today() - timedelta(days=1)
    assert world.lead_by(world.kim, BEGAN, ended) == 302
    assert world.lead_by(world.robin, today()) == 302
    assert world.cases() == [(today(), None, None), (BEGAN, DECIDED, SAID["reason"])]
    assert "Verlängerung berichtigen" in world.client.get(f"{world.page}/case").text
    assert world.extend(reason="Nachgetragen") == 302
    assert world.cases() == [(today(), None, None), (BEGAN, DECIDED, "Nachgetragen")]


def test_without_a_case_there_is_nothing_to_extend(world: World) -> None:
    with world.app.app_context():
        case_id = find_open_case(db.session.get_one(Person, world.layla.id), today()).id
    assert world.client.post(f"{world.page}/case/{case_id}/take-back").status_code == 302
    assert world.client.get(world.form).status_code == 404
    assert "vierte Jahr" not in world.client.get(f"{world.page}/case").text
