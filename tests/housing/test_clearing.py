"""A closing house is cleared: fifty people at a time, households together, each step one act."""

import re
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from casework.access.roles import Role
from casework.database.base import db
from casework.housing.stays import DwellingSpan, StageSpan
from tests import factories

ARRIVED, CLOSED = date(2025, 3, 3), date(2025, 7, 1)
PEOPLE = re.compile(r'name="people"[^>]*value="([^"]+)"')
UNDO = re.compile(r"/stays/acts/[0-9a-f-]+/undo[^\"]*")


class Closing:
    """A house in which 20 households of three live, and another one."""

    def __init__(self) -> None:
        self.town = factories.municipality()
        self.lead = factories.user(self.town)
        self.house = factories.house(self.town, "Altbau", rooms={"A1": 60})
        self.new = factories.house(self.town, "Neubau", rooms={"N1": 100})
        self.households = []
        for number in range(20):
            mark = factories.household(self.town, f"H{number}")
            members = [factories.person(self.town, f"Muster {number}", household=mark) for _one in range(3)]
            for member in members:
                factories.stay(member, stage="VU", house=self.house, room="A1", starts_on=ARRIVED)
            self.households.append({str(member.id) for member in members})

    @property
    def page(self) -> str:
        return f"/accommodations/{self.house.id}/clear"


@pytest.fixture
def closing(app: Flask, client: FlaskClient) -> Closing:
    with app.app_context():
        closing = Closing()
    factories.sign_in(client, closing.lead)
    return closing


def living_in(app: Flask, house: factories.House, day: date) -> set[str]:
    with app.app_context():
        rows = db.session.scalars(
            db.select(DwellingSpan.person_id).where(
                DwellingSpan.accommodation_id == house.id,
                DwellingSpan.known_until.is_(None),
                DwellingSpan.starts_on <= day,
                DwellingSpan.ends_on.is_(None) | (DwellingSpan.ends_on > day),
            )
        )
        return {str(person_id) for person_id in rows}


def test_a_house_is_cleared_step_by_step_until_it_is_empty(
    app: Flask, client: FlaskClient, closing: Closing
) -> None:
    assert "Haus räumen" in client.get(f"/accommodations/{closing.house.id}").text
    place, left = f"room:{closing.new.id}/{closing.new.rooms['N1']}", 60
    for expected in (48, 12):
        step = set(PEOPLE.findall(client.get(f"{closing.page}?on=2025-07-01").text))
        assert len(step) == expected
        assert all(household <= step or household.isdisjoint(step) for household in closing.households)
        done = client.post(
            closing.page,
            data={"people": sorted(step), "on": "01.07.2025", "place": place},
            follow_redirects=True,
        )
        assert done.status_code == 200
        assert f"{expected} Personen ziehen am 01.07.2025 aus" in done.text
        left -= expected
        assert len(living_in(app, closing.house, CLOSED)) == left
    assert "wohnt niemand mehr in diesem Haus" in done.text
    assert len(living_in(app, closing.new, CLOSED)) == 60
    undo = UNDO.search(done.text)
    assert undo
    assert client.post(undo[0].replace("&amp;", "&")).status_code == 302
    assert len(living_in(app, closing.house, CLOSED)) == 12


def test_who_is_not_checked_stays_and_the_next_step_is_reached(
    app: Flask, client: FlaskClient, closing: Closing
) -> None:
    first = set(PEOPLE.findall(client.get(closing.page).text))
    second = set(PEOPLE.findall(client.get(f"{closing.page}?page=2").text))
    assert len(first) == 48
    assert len(second) == 12
    assert first.isdisjoint(second)
    leave = {"people": sorted(second), "on": "01.07.2025", "leaves": "y"}
    assert client.post(f"{closing.page}?page=2", data=leave).status_code == 302
    assert living_in(app, closing.house, CLOSED) == first
    with app.app_context():
        ended = db.session.scalars(
            db.select(StageSpan.person_id).where(StageSpan.ends_on == CLOSED, StageSpan.known_until.is_(None))
        )
        assert {str(person_id) for person_id in ended} == second


def test_to_leave_and_to_move_are_two_things(client: FlaskClient, closing: Closing) -> None:
    step = PEOPLE.findall(client.get(closing.page).text)
    data = {
        "people": step,
        "on": "01.07.2025",
        "leaves": "y",
        "stage": "AU",
        "reason": "Ende des Mietvertrags",
    }
    refused = client.post(closing.page, data=data)
    assert refused.status_code == 422
    assert "Bitte entscheiden Sie sich" in refused.text
    assert "Ende des Mietvertrags" in refused.text


def test_who_sees_own_cases_only_clears_no_house(app: Flask, closing: Closing) -> None:
    with app.app_context():
        manager = factories.user(closing.town, Role.CASE_MANAGER)
    client = app.test_client()
    factories.sign_in(client, manager)
    assert client.get(closing.page).status_code == 403
    assert "Haus räumen" not in client.get(f"/accommodations/{closing.house.id}").text
