"""The place finder through the front door."""

import re
import time
from dataclasses import dataclass
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from casework.access.roles import Role
from casework.database.base import db
from casework.database.moments import today
from casework.database.transaction import transaction
from casework.housing.finder import Heads, Sought
from casework.housing.finder_queries import find_places
from casework.housing.models import Accommodation, Room, RoomOperation
from tests import factories

SINCE = date(2025, 1, 1)
ADDRESS = "/accommodations/find-place"


@dataclass(frozen=True)
class Family:
    town: factories.Municipality
    mother: factories.Person
    son: factories.Person
    home: factories.House


@pytest.fixture
def family(app: Flask, client: FlaskClient) -> Family:
    with app.app_context():
        town = factories.municipality()
        user = factories.user(town, Role.TEAM_LEAD)
        home = factories.house(town, "GU Nord", "VU", rooms={"N1": 2, "N2": 1}, district="Nord")
        mark = factories.household(town, "H1")
        mother = factories.person(
            town, "Haddad", given_names="Layla", sex="w", birth_date="1990", household=mark
        )
        son = factories.person(town, "Haddad", given_names="Amir", sex="m", birth_date="2018", household=mark)
        for person in (mother, son):
            factories.stay(person, stage="AU", house=home, room="N1", starts_on=SINCE)
    factories.sign_in(client, user)
    return Family(town, mother, son, home)


def test_a_family_is_led_from_the_best_room_to_the_move(
    app: Flask, client: FlaskClient, family: Family
) -> None:
    with app.app_context():
        west = factories.house(family.town, "AU West", "AU", rooms={"W1": 2}, district="Nord")
        men = factories.house(family.town, "AU Männer", "AU", rooms={"M1": 4}, constraint="MEN")
    page = client.get(ADDRESS, query_string={"person_id": str(family.mother.id)}).text
    assert page.index("AU West") < page.index("AU Männer")
    assert "Die Art des Hauses passt zur Stufe: Anschlussunterbringung." in page
    assert "Bleibt im selben Ortsteil (Nord)" in page
    assert "Männerzimmer, und es zögen Frauen ein." in page
    assert "Zimmer N1" not in page
    move = next(part.split('"')[0] for part in page.split('href="') if "place=" in part.split('"')[0])
    assert f"/people/{family.mother.id}/move" in move
    assert f"place=room:{west.id}/{west.rooms['W1']}" in move.replace("%3A", ":").replace("%2F", "/")
    assert {str(family.mother.id), str(family.son.id)} <= set(re.findall(r"people=([0-9a-f-]+)", move))
    form = client.get(move.replace("&amp;", "&")).text
    ticked = re.findall(r'<input[^>]*name="people"[^>]*>', form)
    assert len(ticked) == 2
    assert all("checked" in box for box in ticked)
    (chosen,) = re.findall(r"<option[^>]*selected[^>]*>", form.split('name="place"')[1].split("</select>")[0])
    assert str(west.rooms["W1"]) in chosen
    assert f"on={today():%d.%m.%Y}" in move
    assert str(men.id) in page


def test_only_the_ticked_are_sought(app: Flask, client: FlaskClient, family: Family) -> None:
    asked = {"person_id": str(family.mother.id), "people": str(family.mother.id), "on": f"{today():%d.%m.%Y}"}
    page = client.get(ADDRESS, query_string=asked).text
    assert "Die freien Plätze passen genau (1)." in page
    assert str(family.son.id) not in page.split("Vorschläge")[1]
    nobody = client.get(ADDRESS, query_string={k: v for k, v in asked.items() if k != "people"})
    assert nobody.status_code == 422
    assert "mindestens eine Person" in nobody.text


def test_an_announced_family_is_sought_by_number(client: FlaskClient, family: Family) -> None:
    empty = client.get(ADDRESS)
    assert empty.status_code == 200
    assert "Vorschläge" not in empty.text
    asked = {"women": "1", "children": "2", "on": "01.06.2030", "stage": "VU"}
    page = client.get(ADDRESS, query_string=asked).text
    assert "Es fehlen Plätze: 1 frei, gebraucht werden 3." in page
    assert "Hierhin umziehen" not in page
    refused = client.get(ADDRESS, query_string={"on": "01.06.2030"})
    assert refused.status_code == 422
    assert "wie viele Personen" in refused.text
    assert client.get(ADDRESS, query_string={"women": "1", "on": "gestern"}).status_code == 422


def test_nobody_seeks_for_people_they_may_not_know_of(
    app: Flask, client: FlaskClient, family: Family
) -> None:
    with app.app_context():
        stranger = factories.user(family.town, Role.CASE_MANAGER)
    client.post("/sign-out")
    factories.sign_in(client, stranger)
    assert client.get(ADDRESS, query_string={"person_id": str(family.mother.id)}).status_code == 404
    assert client.get(ADDRESS, query_string={"person_id": "unsinn"}).status_code == 404


def test_three_thousand_rooms_are_weighed_while_one_waits(app: Flask) -> None:
    with app.app_context():
        town = factories.municipality()
        with transaction():
            for number in range(60):
                house = Accommodation(municipality_id=town.id, name=f"Haus {number}", kind="AU")
                db.session.add(house)
                for name in range(50):
                    room = Room(accommodation_id=house.id, name=str(name))
                    offer = RoomOperation(room_id=room.id, starts_on=SINCE, places=2, constraint="NONE")
                    db.session.add_all([room, offer])
        began = time.process_time()
        found = find_places(town.id, Sought(Heads(women=1, children=2)), today())
        assert time.process_time() - began < 2
    assert len(found) == 3000 + 60
    assert len(found[0].rooms) == 2
