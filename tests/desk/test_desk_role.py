"""The house desk sees names and rooms of its own houses, and nothing else."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from casework.access.roles import Role
from casework.database.base import db
from casework.database.moments import today
from casework.desk.duty_models import HouseDuty
from tests import factories
from tests.desk.conftest import ARRIVED, Here, look_after, signed_in
from tests.desk.test_entries import hand_out


def test_the_menu_shows_only_what_may_be_opened(here: Here, porter: FlaskClient) -> None:
    page = porter.get("/").text
    menu = page.split("<main")[0]
    assert 'href="/desk"' in menu
    for closed in ("/people", "/accommodations", "/occupancy", "/partners", "/accounts", "/trail"):
        assert f'href="{closed}"' not in menu


@pytest.mark.parametrize(
    "place", ["/people", "/accommodations", "/occupancy", "/partners", "/trail", "/accounts"]
)
def test_everything_else_is_closed(here: Here, porter: FlaskClient, place: str) -> None:
    assert porter.get(place).status_code == 403


def test_a_persons_page_is_closed(here: Here, porter: FlaskClient) -> None:
    for page in ("", "/mobility", "/edit"):
        assert porter.get(f"/people/{here.layla.id}{page}").status_code == 403


def test_names_and_rooms_of_its_house(here: Here, porter: FlaskClient) -> None:
    page = porter.get(f"{here.desk}/residents").text
    assert page.index(">N1<") < page.index("Haddad, Layla") < page.index(">N2<") < page.index("Tesfay, Yonas")
    assert "Karimi" not in page
    assert here.layla.case_number not in page
    assert "/people/" not in page


def test_another_house_is_not_there(here: Here, porter: FlaskClient) -> None:
    other = f"/accommodations/{here.other_house.id}"
    for page in ("/desk", "/desk/residents", "/desk/keys", "/desk/keys/new", "/fire-list"):
        assert porter.get(f"{other}{page}").status_code == 404
    assert "Haus Süd" not in porter.get("/desk").text


def test_without_a_house_there_is_nothing(app: Flask, here: Here) -> None:
    with app.app_context():
        idle = factories.user(here.town, Role.HOUSE_DESK, name="Kai Ohnehaus")
    client = app.test_client()
    factories.sign_in(client, idle)
    assert "noch kein Haus zugeteilt" in client.get("/desk").text
    assert client.get(here.desk).status_code == 404


def test_who_moved_out_is_named_as_long_as_a_key_is_out(app: Flask, here: Here, porter: FlaskClient) -> None:
    hand_out(porter, here, here.yonas, "N-18")
    with app.app_context():
        factories.stay(here.yonas, house=here.other_house, room="S1", starts_on=today())
    page = porter.get(here.desk).text
    assert "Tesfay, Yonas" in page
    assert "wohnt nicht hier" in page
    assert "Tesfay" not in porter.get(f"{here.desk}/residents").text
    porter.post(page.split('action="')[-1].split('"')[0])
    assert "Tesfay" not in porter.get(f"{here.desk}/keys").text, "the key is back and he lives elsewhere"


def test_tomorrows_arrival_is_not_known_yet(app: Flask, here: Here, porter: FlaskClient) -> None:
    with app.app_context():
        coming = factories.person(here.town, "Morgen")
        factories.stay(coming, house=here.house, room="N2", starts_on=today() + timedelta(days=1))
    assert "Morgen" not in porter.get(f"{here.desk}/residents").text


def test_the_administration_assigns_the_houses(app: Flask, here: Here, porter: FlaskClient) -> None:
    admin = signed_in(app, here, Role.ADMINISTRATOR)
    user = here.staff[Role.HOUSE_DESK]
    assert f"/accounts/{user.id}/houses" in admin.get(f"/accounts/{user.id}").text
    page = admin.get(f"/accounts/{user.id}/houses").text
    assert "Haus Süd" in page
    chosen = {"houses": [str(here.other_house.id)]}
    assert admin.post(f"/accounts/{user.id}/houses", data=chosen).status_code == 302
    assert porter.get(here.desk).status_code == 404
    assert "Karimi, Sara" in porter.get(f"/accommodations/{here.other_house.id}/desk/residents").text
    with app.app_context():
        assert db.session.query(HouseDuty).count() == 2, "who looked after which house is kept"


def test_only_houses_of_the_own_town_are_assigned(app: Flask, here: Here) -> None:
    with app.app_context():
        foreign = factories.house(factories.municipality("Beispielburg"), "Haus Fremd")
    admin = signed_in(app, here, Role.ADMINISTRATOR)
    user = here.staff[Role.HOUSE_DESK]
    assert admin.post(f"/accounts/{user.id}/houses", data={"houses": [str(foreign.id)]}).status_code == 422


def test_the_list_of_residents_comes_in_pages(app: Flask, here: Here) -> None:
    with app.app_context():
        hall = factories.house(here.town, "Halle", rooms={"": 200})
        for number in range(60):
            person = factories.person(here.town, f"Gast{number:02d}")
            factories.stay(person, house=hall, room="", starts_on=ARRIVED)
        look_after(here.staff[Role.HOUSE_DESK], hall)
    porter = signed_in(app, here, Role.HOUSE_DESK)
    desk = f"/accommodations/{hall.id}/desk"
    first, last = (porter.get(f"{desk}/residents?page={page}").text for page in (1, 2))
    assert "Gast49" in first
    assert "Gast50" not in first
    assert "Gast59" in last
    form = porter.get(f"{desk}/keys/new").text
    assert form.count("<option") == 51, "fifty and „bitte wählen“"
    assert "10 weitere" in form
