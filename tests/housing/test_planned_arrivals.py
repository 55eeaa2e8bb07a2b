"""Announced arrivals: entered, corrected, arrived, cancelled, and the places they keep."""

import re
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from justhtml import JustHTML

from casework.access.roles import Role
from casework.database.moments import now, today
from casework.housing.planned_arrivals import planned_reservations
from tests import factories

IN_TEN_DAYS = today() + timedelta(days=10)
TYPED = {
    "expected_on": f"{IN_TEN_DAYS:%d.%m.%Y}",
    "persons": "5",
    "stage": "VU",
    "source": "Regierungspräsidium",
    "announced_on": f"{today():%d.%m.%Y}",
    "remark": "2 Familien",
}


@pytest.fixture
def house(app: Flask, client: FlaskClient) -> factories.House:
    with app.app_context():
        town = factories.municipality()
        lead, house = factories.user(town), factories.house(town, "GU Nord", rooms={"N1": 8})
    factories.sign_in(client, lead)
    return house


def listed(client: FlaskClient, address: str = "/planned-arrivals") -> str:
    found = JustHTML(client.get(address).text, sanitize=False).query("main")
    return " ".join(found[0].to_text().split())


def address_of(client: FlaskClient, address: str = "/planned-arrivals") -> str:
    found = re.search(r"/planned-arrivals/[0-9a-f-]{36}", client.get(address).text)
    assert found
    return found[0]


def kept(app: Flask, house: factories.House, day: date) -> int:
    with app.app_context():
        return planned_reservations(house.municipality.id, day, now()).get(house.id.hex, 0)


def test_an_announcement_keeps_places_until_they_are_there(
    app: Flask, client: FlaskClient, house: factories.House
) -> None:
    place = f"{house.id}/{house.rooms['N1']}"
    assert client.post("/planned-arrivals/new", data=TYPED | {"place": place}).status_code == 302
    page = listed(client).replace(" ,", ",")
    assert "5 vorläufige Unterbringung Regierungspräsidium GU Nord, N1 2 Familien in 10 Tagen" in page
    assert kept(app, house, today()) == 5
    assert "reserviert 5" in listed(client, f"/accommodations/{house.id}")
    assert kept(app, house, today() - timedelta(days=1)) == 0
    assert kept(app, house, IN_TEN_DAYS + timedelta(days=3)) == 5, "overdue, but neither there nor cancelled"
    came = {"arrived_on": f"{today():%d.%m.%Y}"}
    assert client.post(f"{address_of(client)}/arrived", data=came).status_code == 302
    assert kept(app, house, today()) == 0
    assert "Es ist niemand angekündigt" in listed(client)
    assert f"angekommen am {today():%d.%m.%Y}" in listed(client, "/planned-arrivals?settled=1")


def test_a_cancelled_one_keeps_nothing_and_can_be_expected_again(
    app: Flask, client: FlaskClient, house: factories.House
) -> None:
    client.post("/planned-arrivals/new", data=TYPED | {"place": str(house.id)})
    before = now()
    assert client.post(f"{address_of(client)}/cancel").status_code == 302
    assert kept(app, house, today()) == 0
    with app.app_context():
        assert planned_reservations(house.municipality.id, today(), before) == {house.id.hex: 5}
    settled = address_of(client, "/planned-arrivals?settled=1")
    assert client.post(f"{settled}/expect-again").status_code == 302
    assert kept(app, house, today()) == 5


def test_a_correction_replaces_what_was_said_and_the_old_page_conflicts(
    app: Flask, client: FlaskClient, house: factories.House
) -> None:
    client.post("/planned-arrivals/new", data=TYPED | {"place": str(house.id)})
    address = address_of(client)
    assert 'value="5"' in client.get(address).text
    assert client.post(address, data=TYPED | {"persons": "7", "place": str(house.id)}).status_code == 302
    assert kept(app, house, today()) == 7
    assert 'value="7"' in client.get(address).text, "an old link leads to what holds now"
    assert client.post(f"{address}/cancel").status_code == 409
    assert client.post(f"{address_of(client)}/retract").status_code == 302
    assert kept(app, house, today()) == 0


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"persons": ""}, "Bitte geben Sie an, wie viele kommen."),
        ({"announced_on": "01.01.2100"}, "Die Ankündigung liegt nach dem Tag"),
        ({"expected_on": "31.02.2026"}, "31.02.2026 gibt es nicht"),
        ({"place": "0"}, "Bitte etwas aus der Liste wählen"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_typed_is_lost(
    client: FlaskClient, house: factories.House, typed: dict[str, str], sentence: str
) -> None:
    answer = client.post("/planned-arrivals/new", data=TYPED | typed)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "2 Familien" in answer.text


def test_nobody_arrives_ahead_of_time(client: FlaskClient, house: factories.House) -> None:
    client.post("/planned-arrivals/new", data=TYPED)
    tomorrow = {"arrived_on": f"{today() + timedelta(days=1):%d.%m.%Y}"}
    answer = client.post(f"{address_of(client)}/arrived", data=tomorrow)
    assert answer.status_code == 422
    assert "und heute an" in answer.text


def test_administration_sees_numbers_but_no_remarks(
    app: Flask, client: FlaskClient, house: factories.House
) -> None:
    client.post("/planned-arrivals/new", data=TYPED)
    with app.app_context():
        administrator = factories.user(house.municipality, Role.ADMINISTRATOR)
    office = app.test_client()
    factories.sign_in(office, administrator)
    assert "Regierungspräsidium" in listed(office)
    assert "2 Familien" not in listed(office)
    assert office.get("/planned-arrivals/new").status_code == 403
