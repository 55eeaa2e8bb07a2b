"""Leading a case and stating titles, correcting both and taking them back, through the front door."""

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from casework.access.roles import Role
from casework.accounts.operations import deactivate
from casework.accounts.queries import get_user
from casework.database.base import db
from casework.database.transaction import transaction
from casework.people.models import IntegrationCase, ResidenceTitle
from tests import factories

BEGAN = date(2025, 1, 1)


class World:
    """Layla, whose case Kim leads; Robin could as well, and the team lead looks on."""

    def __init__(self, app: Flask, client: FlaskClient) -> None:
        self.app, self.client = app, client
        with app.app_context():
            town = factories.municipality()
            self.town, self.lead = town, factories.user(town)
            self.kim = factories.user(town, Role.CASE_MANAGER, name="Kim Beispiel")
            self.robin = factories.user(town, Role.CASE_MANAGER, name="Robin Beispiel")
            self.layla = factories.person(town, "Haddad")
            factories.case(self.layla, self.kim, BEGAN)
        factories.sign_in(client, self.lead)
        self.address = f"/people/{self.layla.id}/case"

    def typed(self, user: factories.User | None, starts_on: str, ends_on: str = "") -> dict[str, str]:
        manager = str(user.id) if user else ""
        return {"case_manager_id": manager, "starts_on": starts_on, "ends_on": ends_on}

    def cases(self) -> list[tuple[date, date | None, object]]:
        with self.app.app_context():
            rows = db.session.scalars(
                db.select(IntegrationCase)
                .where(IntegrationCase.person_id == self.layla.id, IntegrationCase.superseded_at.is_(None))
                .order_by(IntegrationCase.starts_on)
            )
            return [(row.starts_on, row.ends_on, row.case_manager_id) for row in rows]

    def take_back(self, starts_on: date) -> int:
        with self.app.app_context():
            case_id = db.session.scalar(
                db.select(IntegrationCase.id).where(
                    IntegrationCase.starts_on == starts_on, IntegrationCase.superseded_at.is_(None)
                )
            )
        return self.client.post(f"{self.address}/{case_id}/take-back").status_code


@pytest.fixture
def world(app: Flask, client: FlaskClient) -> World:
    return World(app, client)


def test_a_manager_whose_account_is_closed_stays_until_somebody_says_otherwise(world: World) -> None:
    with world.app.app_context(), transaction():
        deactivate(get_user(world.town.id, world.kim.id))
    assert "Kim Beispiel (Konto gesperrt)" in world.client.get(world.address).text
    typed = world.typed(world.kim, "01.01.2025", "01.06.2025")
    assert world.client.post(world.address, data=typed).status_code == 302
    assert world.cases() == [(BEGAN, date(2025, 6, 1), world.kim.id)]


def test_a_case_in_the_way_is_a_refusal_that_keeps_the_form(world: World) -> None:
    earlier = world.client.post(world.address, data=world.typed(world.robin, "01.12.2024"))
    assert earlier.status_code == 422
    assert "beginnt am 01.01.2025 schon ein Fall" in earlier.text
    assert 'value="01.12.2024"' in earlier.text
    ended = world.typed(world.kim, "01.01.2025", "01.01.2099")
    assert world.client.post(world.address, data=ended).status_code == 302
    inside = world.client.post(world.address, data=world.typed(world.robin, "01.03.2025"))
    assert inside.status_code == 422
    assert "Der Fall ab 01.01.2025 endet laut Angabe erst am 01.01.2099." in inside.text
    assert world.cases() == [(BEGAN, date(2099, 1, 1), world.kim.id)]


def test_a_wrong_case_is_taken_back_and_the_one_before_goes_on(world: World) -> None:
    assert world.client.post(world.address, data=world.typed(world.robin, "01.03.2025")).status_code == 302
    corrected = world.typed(world.kim, "01.03.2025", "01.09.2025")
    assert world.client.post(world.address, data=corrected).status_code == 302
    assert world.take_back(date(2025, 3, 1)) == 302
    assert world.cases() == [(BEGAN, None, world.kim.id)]
    assert world.client.post(world.address, data=world.typed(world.robin, "01.04.2025")).status_code == 302
    assert world.cases() == [
        (BEGAN, date(2025, 4, 1), world.kim.id),
        (date(2025, 4, 1), None, world.robin.id),
    ]


def test_an_end_that_was_stated_stays_when_what_followed_is_taken_back(world: World) -> None:
    ended = world.typed(world.kim, "01.01.2025", "01.03.2025")
    assert world.client.post(world.address, data=ended).status_code == 302
    assert world.client.post(world.address, data=world.typed(world.robin, "01.03.2025")).status_code == 302
    assert world.take_back(date(2025, 3, 1)) == 302
    assert world.cases() == [(BEGAN, date(2025, 3, 1), world.kim.id)]


def test_what_was_taken_back_is_taken_back_once_and_stays_on_record(world: World) -> None:
    with world.app.app_context():
        case_id = db.session.scalar(db.select(IntegrationCase.id))
    address = f"{world.address}/{case_id}/take-back"
    assert world.client.post(address).status_code == 302
    assert world.client.post(address).status_code == 409
    assert world.cases() == []
    with world.app.app_context():
        assert db.session.get_one(IntegrationCase, case_id).superseded_at is not None


def test_who_takes_their_own_case_back_is_led_home(world: World, app: Flask) -> None:
    kim = app.test_client()
    factories.sign_in(kim, world.kim)
    with app.app_context():
        case_id = db.session.scalar(db.select(IntegrationCase.id))
    assert kim.post(f"{world.address}/{case_id}/take-back").location == "/"


def test_a_title_is_taken_back(world: World) -> None:
    page = f"/people/{world.layla.id}/titles/new"
    typed = {"title": "AE_25_2_FLU", "starts_on": "20.06.2025", "ends_on": "19.06.2028"}
    assert world.client.post(page, data=typed).status_code == 302
    assert "19.06.2028" in world.client.get(page).text
    with world.app.app_context():
        title_id = db.session.scalar(db.select(ResidenceTitle.id))
    address = f"/people/{world.layla.id}/titles/{title_id}/take-back"
    assert world.client.post(address).status_code == 302
    assert "19.06.2028" not in world.client.get(f"/people/{world.layla.id}").text
    assert world.client.post(address).status_code == 409


def test_nobody_takes_back_what_is_of_somebody_else(world: World, app: Flask) -> None:
    with app.app_context():
        other = factories.person(world.town, "Tesfay")
        factories.case(other, world.kim, BEGAN)
        case_id = db.session.scalar(
            db.select(IntegrationCase.id).where(IntegrationCase.person_id == other.id)
        )
    assert world.client.post(f"{world.address}/{case_id}/take-back").status_code == 409
