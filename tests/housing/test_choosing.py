"""Whom and where to: people are found and places narrowed on the form itself, without losing what was typed."""

import re
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from casework.access.roles import Role
from casework.database.base import db
from casework.housing.stays import DwellingSpan
from tests import factories

ARRIVED = date(2025, 3, 3)
CHECKED = re.compile(r'<input checked[^>]*name="people"[^>]*value="([^"]+)"')
OPTION = re.compile(r'<option[^>]*value="(?:house|room):[^"]+"')


class Town:
    """A large house with many rooms, somebody who lives there, and somebody of another household."""

    def __init__(self, role: Role = Role.TEAM_LEAD) -> None:
        self.municipality = factories.municipality()
        self.user = factories.user(self.municipality, role)
        self.layla = factories.person(self.municipality, "Haddad", given_names="Layla")
        self.yonas = factories.person(self.municipality, "Tesfay", given_names="Yonas", case_number="T-1")
        self.block = factories.house(
            self.municipality, "Wohnblock", rooms={f"B{number}": 2 for number in range(80)}
        )
        self.villa = factories.house(self.municipality, "Zeder", kind="AU", rooms={"Z1": 1, "Z2": 3})
        factories.stay(self.layla, stage="AU", house=self.villa, room="Z1", starts_on=ARRIVED)

    def room(self, house: factories.House, name: str) -> str:
        return f"room:{house.id}/{house.rooms[name]}"


@pytest.fixture
def town(app: Flask, client: FlaskClient) -> Town:
    with app.app_context():
        town = Town()
    factories.sign_in(client, town.user)
    return town


def rooms_of(app: Flask, person: factories.Person) -> list[object]:
    with app.app_context():
        return list(
            db.session.scalars(
                db.select(DwellingSpan.room_id)
                .where(DwellingSpan.person_id == person.id, DwellingSpan.known_until.is_(None))
                .order_by(DwellingSpan.starts_on)
            )
        )


@pytest.mark.parametrize("page", ["move", "leave"])
def test_somebody_found_by_name_is_taken_along_and_nothing_typed_is_lost(
    app: Flask, client: FlaskClient, town: Town, page: str
) -> None:
    address = f"/people/{town.layla.id}/{page}"
    typed = {"people": [str(town.layla.id)], "on": "01.07.2025", "reason": "Wasserschaden im Keller"}
    looked = client.post(address, data=typed | {"find": "Yonas"})
    assert looked.status_code == 200
    assert f'value="{town.yonas.id}"' in looked.text
    assert "Tesfay" in looked.text
    assert "T-1" in looked.text
    assert "Wasserschaden im Keller" in looked.text
    assert "Noch ist nichts festgehalten" in looked.text
    assert 'value="Yonas"' not in looked.text
    assert CHECKED.findall(looked.text) == [str(town.layla.id)]
    assert len(rooms_of(app, town.layla)) == 1
    with app.app_context():
        factories.stay(town.yonas, stage="VU", house=town.block, room="B1", starts_on=ARRIVED)
    both = typed | {"people": [str(town.layla.id), str(town.yonas.id)]}
    done = client.post(address, data=both | {"place": town.room(town.villa, "Z2")}, follow_redirects=True)
    assert "2 Personen" in done.text
    if page == "move":
        assert rooms_of(app, town.yonas)[-1] == town.villa.rooms["Z2"]


def test_only_people_of_her_own_cases_are_found(app: Flask) -> None:
    with app.app_context():
        town = Town(Role.CASE_MANAGER)
        factories.case(town.layla, town.user, ARRIVED)
    client = app.test_client()
    factories.sign_in(client, town.user)
    address = f"/people/{town.layla.id}/move"
    looked = client.post(address, data={"people": [str(town.layla.id)], "on": "01.07.2025", "find": "Yonas"})
    assert str(town.yonas.id) not in looked.text
    taken = {"people": [str(town.layla.id), str(town.yonas.id)], "on": "01.07.2025", "stage": "VU"}
    assert client.post(address, data=taken).status_code == 422


def test_the_list_of_places_is_short_and_begins_at_home(client: FlaskClient, town: Town) -> None:
    address = f"/people/{town.layla.id}/move"
    page = client.get(address).text
    options = OPTION.findall(page)
    assert len(options) == 50
    assert str(town.villa.id) in options[0]
    assert "weitere Plätze stehen nicht in der Liste" in page
    assert town.room(town.block, "B77") not in page
    narrowed = client.post(
        address,
        data={"people": [str(town.layla.id)], "on": "01.07.2025", "where": "wohnblock b77", "look": "place"},
    ).text
    assert len(OPTION.findall(narrowed)) == 1
    assert town.room(town.block, "B77") in narrowed
    within = client.get(f"{address}?where=Zeder").text
    assert len(OPTION.findall(within)) == 3
    assert "Zimmer wechseln" in client.get(f"/people/{town.layla.id}").text


def test_looking_records_nothing_though_all_is_filled_in(app: Flask, client: FlaskClient, town: Town) -> None:
    data = {"people": [str(town.layla.id)], "on": "01.07.2025", "place": town.room(town.villa, "Z2")}
    assert client.post(f"/people/{town.layla.id}/move", data=data | {"look": "place"}).status_code == 200
    assert len(rooms_of(app, town.layla)) == 1


def test_any_place_of_the_town_is_taken_and_preselected_from_the_address(
    app: Flask, client: FlaskClient, town: Town
) -> None:
    far = town.room(town.block, "B79")
    address = f"/people/{town.layla.id}/move"
    page = client.get(f"{address}?place={far}&with={town.yonas.id}").text
    assert re.search(rf'<option selected[^>]*value="{far}"|<option value="{far}" selected', page) or (
        f'selected value="{far}"' in page
    )
    assert set(CHECKED.findall(page)) == {str(town.layla.id), str(town.yonas.id)}
    data = {"people": [str(town.layla.id)], "on": "01.07.2025", "place": far}
    assert client.post(address, data=data).status_code == 302
    assert rooms_of(app, town.layla)[-1] == town.block.rooms["B79"]
    with app.app_context():
        theirs = factories.house(factories.municipality("Beispielburg"), "Anderswo", rooms={"A1": 2})
    for wrong in (
        town.room(theirs, "A1"),
        f"house:{theirs.id}",
        f"room:{town.villa.id}/{theirs.rooms['A1']}",
        "x",
    ):
        assert client.post(address, data=data | {"on": "02.07.2025", "place": wrong}).status_code == 422
    assert len(rooms_of(app, town.layla)) == 2
