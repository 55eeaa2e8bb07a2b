"""Houses, rooms and blocked places, through the front door."""

from datetime import date

from flask import Flask
from flask.testing import FlaskClient

from casework.access.roles import Role
from tests import factories


def team_lead(app: Flask, client: FlaskClient, role: Role = Role.TEAM_LEAD) -> factories.User:
    with app.app_context():
        user = factories.user(factories.municipality(), role)
    factories.sign_in(client, user)
    return user


def test_a_house_is_opened_furnished_blocked_and_released(app: Flask, client: FlaskClient) -> None:
    team_lead(app, client)
    created = client.post(
        "/accommodations/new", data={"name": "Haus Linde", "kind": "AU", "town": "Musterstadt"}
    )
    house = created.headers["Location"]
    room = {"name": "L1", "places": "4", "area_m2": "28,5", "constraint": "FAMILY", "starts_on": "01.01.2025"}
    assert client.post(f"{house}/rooms/new", data=room).status_code == 302
    page = client.get(house).text
    assert "L1" in page
    assert "4 frei" in page
    assert "Familie" in page
    form = client.get(f"{house}/blocks/new").text
    room_id = form.split('name="room_id"')[1].split('value="')[1].split('"')[0]
    block = {"room_id": room_id, "places": "2", "starts_on": "01.01.2025", "reason": "VERMIN"}
    assert client.post(f"{house}/blocks/new", data=block).status_code == 302
    blocked = client.get(house).text
    assert "2 gesperrt" in blocked
    assert "Schädlinge" in blocked
    release = blocked.split('action="')[1:]
    address = next(part.split('"')[0] for part in release if "/release" in part)
    assert client.post(address).status_code == 302
    assert "gesperrt" not in client.get(house).text.split("Zimmer</h2>")[1]


def test_a_second_house_of_the_same_name_is_refused_and_the_form_kept(
    app: Flask, client: FlaskClient
) -> None:
    team_lead(app, client)
    data = {"name": "Haus Linde", "kind": "VU", "street": "Lindenweg 4"}
    client.post("/accommodations/new", data=data)
    again = client.post("/accommodations/new", data=data)
    assert again.status_code == 422
    assert "gibt es schon" in again.text
    assert "Lindenweg 4" in again.text


def test_the_plan_shows_any_evening(app: Flask, client: FlaskClient) -> None:
    user = team_lead(app, client)
    with app.app_context():
        house = factories.house(user.municipality, "GU Nord", rooms={"N1": 2})
        layla = factories.person(user.municipality, "Haddad", given_names="Layla")
        factories.stay(
            layla, stage="VU", house=house, room="N1", starts_on=date(2025, 3, 3), ends_on=date(2025, 7, 1)
        )
    address = f"/accommodations/{house.id}"
    assert "Haddad, Layla" in client.get(address, query_string={"on": "30.06.2025"}).text
    assert "Haddad, Layla" not in client.get(address, query_string={"on": "01.07.2025"}).text
    assert client.get(address, query_string={"on": "31.02.2025"}).status_code == 422


def test_administration_sees_places_but_nobody(app: Flask, client: FlaskClient) -> None:
    user = team_lead(app, client, Role.ADMINISTRATOR)
    with app.app_context():
        house = factories.house(user.municipality, "GU Nord", rooms={"N1": 2})
        factories.stay(
            factories.person(user.municipality, "Haddad"),
            stage="VU",
            house=house,
            room="N1",
            starts_on=date(2025, 3, 3),
        )
    page = client.get(f"/accommodations/{house.id}").text
    assert "1 belegt" in page
    assert "Haddad" not in page
    assert client.get(f"/accommodations/{house.id}/rooms/new").status_code == 403
