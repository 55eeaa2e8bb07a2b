"""The plan of a house and the list of houses: what stands in a tile, and that long lists are cut."""

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from casework.access.roles import Role
from casework.database.transaction import transaction
from casework.housing.houses import open_house
from tests import factories

SINCE = date(2025, 3, 3)


@pytest.fixture
def town(app: Flask, client: FlaskClient) -> factories.Municipality:
    with app.app_context():
        town = factories.municipality()
        user = factories.user(town, Role.TEAM_LEAD)
    factories.sign_in(client, user)
    return town


def lodge(town: factories.Municipality, house: factories.House, room: str | None, *names: str) -> None:
    home = factories.household(town, f"HH-{names[0]}")
    for name in names:
        person = factories.person(town, name, household=home)
        factories.stay(person, stage="AU", house=house, room=room, starts_on=SINCE)


def test_a_tile_says_why_free_places_are_not_to_be_given(
    app: Flask, client: FlaskClient, town: factories.Municipality
) -> None:
    with app.app_context():
        house = factories.house(town, "AU West", "AU", rooms={"W1": 4, "W2": 2}, constraint="FAMILY")
        women = factories.house(town, "Haus Sonne", "AU", rooms={"S1": 3}, constraint="WOMEN")
        lodge(town, house, "W1", "Haddad", "Haddad")
        lodge(town, house, "W2", "Okafor", "Okafor", "Okafor")
    page = client.get(f"/accommodations/{house.id}").text
    assert "Von einer Familie bewohnt: 2 frei, nicht belegbar." in page
    assert "überbelegt: 1" in page
    assert page.count("/move?all=1") == 2
    assert "Frauenzimmer: 3 frei, nur für Frauen." in client.get(f"/accommodations/{women.id}").text


def test_a_blocked_place_says_why_and_until_when(
    app: Flask, client: FlaskClient, town: factories.Municipality
) -> None:
    with app.app_context():
        house = factories.house(town, "AU West", "AU", rooms={"W1": 4})
    block = {
        "room_id": str(house.rooms["W1"]),
        "places": "2",
        "starts_on": "01.02.2026",
        "ends_on": "01.03.2026",
        "reason": "VERMIN",
    }
    assert client.post(f"/accommodations/{house.id}/blocks/new", data=block).status_code == 302
    evening = {"on": "28.02.2026"}
    text = "Gesperrt: 2, Schädlinge, bis 01.03.2026."
    assert text in client.get(f"/accommodations/{house.id}", query_string=evening).text
    assert text not in client.get(f"/accommodations/{house.id}", query_string={"on": "01.03.2026"}).text


def test_a_house_without_rooms_names_fifty_and_leads_to_the_rest(
    app: Flask, client: FlaskClient, town: factories.Municipality
) -> None:
    with app.app_context():
        house = factories.house(town, "Halle", "NOT", rooms={"": 60})
        lodge(town, house, None, *(f"Bewohner{number:02d}" for number in range(53)))
    page = client.get(f"/accommodations/{house.id}").text
    assert "Bewohner00" in page
    assert "Bewohner49" in page
    assert "Bewohner50" not in page
    assert "und 3 weitere Personen" in page
    rest = next(part.split('"')[0] for part in page.split('href="') if "residents?from" in part.split('"')[0])
    assert "Bewohner52" in client.get(rest.replace("&amp;", "&") + "&page=2").text


def test_rooms_are_paged(app: Flask, client: FlaskClient, town: factories.Municipality) -> None:
    with app.app_context():
        house = factories.house(town, "Großhaus", "AU", rooms={f"Z{number}": 2 for number in range(1, 61)})
    address = f"/accommodations/{house.id}"
    assert client.get(address).text.count('<section class="room">') == 50
    last = client.get(address, query_string={"page": 2}).text
    assert last.count('<section class="room">') == 10
    assert "Z60" in last


def test_a_room_is_changed_from_what_it_offers_now(
    app: Flask, client: FlaskClient, town: factories.Municipality
) -> None:
    with app.app_context():
        house = factories.house(town, "AU West", "AU", rooms={"W1": 7}, constraint="MEN")
    form = client.get(f"/accommodations/{house.id}/rooms/new", query_string={"room": "W1"}).text
    assert 'value="7"' in form
    assert '<option selected value="MEN">' in form


def test_what_is_known_of_a_house_is_kept_and_shown(
    client: FlaskClient, town: factories.Municipality
) -> None:
    data = {"name": "Haus Linde", "kind": "AU", "tenure": "CONTAINER", "area_m2": "410,5"}
    created = client.post("/accommodations/new", data=data)
    page = client.get(created.headers["Location"]).text
    assert "Container oder Modulbau" in page
    assert "411 m²" in page


def test_the_list_of_houses_is_filtered_and_paged(
    app: Flask, client: FlaskClient, town: factories.Municipality
) -> None:
    with app.app_context():
        for number in range(52):
            factories.house(town, f"Haus {number:02d}", "AU", rooms={"1": 1}, district="Oststadt")
        factories.house(town, "Volles Haus", "VU", rooms={"1": 0}, district="Nordstadt")
        with transaction():
            open_house(town.id, {"name": "Neues Haus", "kind": "AU"})
    everything = client.get("/accommodations").text
    assert everything.count("/accommodations/") - everything.count("/accommodations/new") <= 60
    assert "Haus 49" in everything
    assert "Haus 50" not in everything
    assert "Neues Haus" not in everything
    assert "Neues Haus" in client.get("/accommodations?closed=1&q=neu").text
    assert "Volles Haus" in client.get("/accommodations?q=nordst").text
    assert "Volles Haus" in client.get("/accommodations?kind=VU").text
    assert "Volles Haus" not in client.get("/accommodations?free=1&page=2").text
    assert "Keine Unterkunft passt" in client.get("/accommodations?q=Atlantis").text
