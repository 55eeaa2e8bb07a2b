"""Who shared a room with whom, and when; and that nobody learns more names than they may know."""

from dataclasses import dataclass
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from casework.access.roles import Role
from casework.audit.models import TrailEntry
from casework.database.base import db
from tests import factories


@dataclass(frozen=True)
class Town:
    lead: factories.User
    manager: factories.User
    house: factories.House
    layla: factories.Person


@pytest.fixture
def town(app: Flask) -> Town:
    with app.app_context():
        town = factories.municipality()
        lead, manager = (factories.user(town, role) for role in (Role.TEAM_LEAD, Role.CASE_MANAGER))
        house = factories.house(town, "AU West", "AU", rooms={"W1": 4, "W2": 4})
        layla = factories.person(town, "Haddad", given_names="Layla")
        sara = factories.person(town, "Okafor", given_names="Sara")
        later = factories.person(town, "Tesfay", given_names="Yonas")
        factories.case(layla, manager, date(2025, 1, 1))
        factories.stay(
            layla, stage="AU", house=house, room="W1", starts_on=date(2025, 1, 1), ends_on=date(2025, 3, 1)
        )
        factories.stay(sara, stage="AU", house=house, room="W1", starts_on=date(2025, 2, 1))
        factories.stay(later, stage="AU", house=house, room="W1", starts_on=date(2025, 3, 1))
        factories.stay(
            factories.person(town, "Nachbar"), stage="AU", house=house, room="W2", starts_on=date(2025, 1, 1)
        )
        return Town(lead, manager, house, layla)


def room_page(client: FlaskClient, town: Town, first: str, last: str) -> str:
    asked = {"room": str(town.house.rooms["W1"]), "from": first, "to": last}
    return client.get(f"/accommodations/{town.house.id}/residents", query_string=asked).text


def test_a_room_says_who_lived_in_it_in_a_span(client: FlaskClient, town: Town) -> None:
    factories.sign_in(client, town.lead)
    first = room_page(client, town, "01.01.2025", "28.02.2025")
    assert "Haddad, Layla" in first
    assert "Okafor, Sara" in first
    assert "Tesfay" not in first
    assert "Nachbar" not in first
    assert "Haddad" not in room_page(client, town, "01.03.2025", "31.03.2025")
    assert (
        client.get(f"/accommodations/{town.house.id}/residents?from=2.1.2025&to=1.1.2025").status_code == 422
    )


def test_a_house_says_it_too_and_a_foreign_room_is_none_of_its(
    app: Flask, client: FlaskClient, town: Town
) -> None:
    with app.app_context():
        other = factories.house(town.house.municipality, "Anderes", rooms={"A1": 1})
    factories.sign_in(client, town.lead)
    page = client.get(f"/accommodations/{town.house.id}/residents?from=1.1.2025&to=31.12.2025").text
    assert "Nachbar" in page
    for room in (other.rooms["A1"], "unsinn"):
        assert client.get(f"/accommodations/{town.house.id}/residents?room={room}").status_code == 404


def test_a_person_says_with_whom_and_for_how_many_days(client: FlaskClient, town: Town) -> None:
    factories.sign_in(client, town.lead)
    page = client.get(f"/people/{town.layla.id}/roommates").text
    assert "Okafor, Sara" in page
    assert ">28<" in page
    assert "Tesfay" not in page
    assert "Nachbar" not in page


def test_who_leads_other_cases_learns_a_number_and_no_name(
    app: Flask, client: FlaskClient, town: Town
) -> None:
    factories.sign_in(client, town.manager)
    page = client.get(f"/people/{town.layla.id}/roommates").text
    assert "1 weitere Person, die nicht zu Ihren Fällen gehört" in page
    assert "Okafor" not in page
    room = room_page(client, town, "01.01.2025", "31.12.2025")
    assert "Haddad, Layla" in room
    assert "2 weitere Personen" in room
    assert "Okafor" not in room
    with app.app_context():
        seen = {entry.action for entry in db.session.query(TrailEntry)}
    assert {"housing:residents:listed", "housing:roommates:listed"} <= seen
