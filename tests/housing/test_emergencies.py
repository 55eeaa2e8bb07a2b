"""Extra beds in an emergency: activated, shown beside what a room offers, ended, and remembered."""

from datetime import date, timedelta

from flask import Flask
from flask.testing import FlaskClient

from casework.access.roles import Role
from casework.database.moments import now, today
from casework.housing.emergencies import emergency_places_on
from tests import factories


def test_emergency_places_are_a_column_of_their_own_and_end_from_today_on(
    app: Flask, client: FlaskClient
) -> None:
    with app.app_context():
        town = factories.municipality()
        user = factories.user(town, Role.TEAM_LEAD)
        house = factories.house(town, "Halle", kind="NOT", rooms={"H1": 10})
    factories.sign_in(client, user)
    address = f"/accommodations/{house.id}"
    week_ago = today() - timedelta(days=7)
    typed = {"room_id": str(house.rooms["H1"]), "places": "5", "starts_on": f"{week_ago:%d.%m.%Y}"}
    assert client.post(f"{address}/emergencies/new", data=typed).status_code == 302
    before = now()
    page = client.get(address).text
    assert "Notbelegung: 5 zusätzliche Plätze." in page
    assert "von 10 belegbaren Plätzen" in page
    end = next(part.split('"')[0] for part in page.split('action="') if "/end" in part.split('"')[0])
    assert client.post(end).status_code == 302
    assert "Notbelegung: 5" not in client.get(address).text
    assert "Notbelegung: 5" in client.get(address, query_string={"on": f"{week_ago:%d.%m.%Y}"}).text
    assert client.post(end).status_code == 422
    with app.app_context():
        key = house.rooms["H1"].hex
        assert emergency_places_on(town.id, today(), now()) == {}
        assert emergency_places_on(town.id, today(), before) == {key: 5}
        assert emergency_places_on(town.id, week_ago - timedelta(days=1), now()) == {}


def test_an_emergency_that_ends_before_it_begins_is_refused(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        town = factories.municipality()
        user = factories.user(town, Role.TEAM_LEAD)
        house = factories.house(town, "Halle", kind="NOT", rooms={"": 10})
    factories.sign_in(client, user)
    typed = {
        "room_id": str(house.rooms[""]),
        "places": "5",
        "starts_on": "02.01.2026",
        "ends_on": f"{date(2026, 1, 1):%d.%m.%Y}",
    }
    answer = client.post(f"/accommodations/{house.id}/emergencies/new", data=typed)
    assert answer.status_code == 422
    assert "vor ihrem Beginn" in answer.text
