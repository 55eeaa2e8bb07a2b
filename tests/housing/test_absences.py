"""Who is away keeps stay and place; only „anwesend“ leaves the days out (domain brief §7.7, scenario 8)."""

import json
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient, FlaskCliRunner

from casework.database.base import db
from casework.database.transaction import transaction
from casework.housing.absences import absences_of, state_absence
from casework.people.merging import merge
from casework.people.models import Person
from tests import factories

AUGUST = ["figures", "--on", "2025-08-31", "--from", "2025-08-01", "--json"]


@pytest.fixture
def person(app: Flask, client: FlaskClient) -> factories.Person:
    with app.app_context():
        town = factories.municipality()
        lead = factories.user(town)
        person = factories.person(town)
        house = factories.house(town, "GU Nord", rooms={"N1": 4})
        factories.stay(person, stage="VU", house=house, room="N1", starts_on=date(2025, 6, 1))
    factories.sign_in(client, lead)
    return person


def told(runner: FlaskCliRunner, *more: str) -> tuple[int, int, int]:
    found = json.loads(runner.invoke(args=[*AUGUST, *more]).stdout)
    (house,) = found["accommodations"]
    return house["person_days"], found["period"]["person_days"], found["period"]["present_days"]


def test_scenario_8_in_hospital_the_stay_goes_on(
    client: FlaskClient, runner: FlaskCliRunner, person: factories.Person
) -> None:
    assert told(runner) == (31, 31, 31)
    address = f"/people/{person.id}/absences"
    typed = {"kind": "HOSPITAL", "starts_on": "05.08.2025", "ends_on": "15.08.2025"}
    page = client.post(address, data=typed, follow_redirects=True).text
    assert "Der Platz bleibt belegt" in page
    assert "Krankenhaus" in page
    assert told(runner) == (31, 31, 21)
    evening = ["figures", "--on", "2025-08-14", "--json"]
    stock = json.loads(runner.invoke(args=evening).stdout)["stock"]
    assert (stock["total"], stock["present"]) == (1, 0)
    back = json.loads(runner.invoke(args=["figures", "--on", "2025-08-15", "--json"]).stdout)["stock"]
    assert back["present"] == 1
    take_back = page.split(f'action="{address}/')[1].split('"')[0]
    assert client.post(f"{address}/{take_back}").status_code == 302
    assert told(runner) == (31, 31, 31)


def test_who_is_still_away_is_told_back_later(
    client: FlaskClient, runner: FlaskCliRunner, person: factories.Person
) -> None:
    address = f"/people/{person.id}/absences"
    client.post(address, data={"kind": "TRAVEL", "starts_on": "22.08.2025"})
    assert told(runner) == (31, 31, 21)
    client.post(address, data={"kind": "TRAVEL", "starts_on": "22.08.2025", "ends_on": "27.08.2025"})
    assert told(runner) == (31, 31, 26)


def test_bad_days_are_explained_and_kept(client: FlaskClient, person: factories.Person) -> None:
    address = f"/people/{person.id}/absences"
    answer = client.post(address, data={"kind": "TRAVEL", "starts_on": "05.08.2025", "ends_on": "05.08.2025"})
    assert answer.status_code == 422
    assert "liegt nicht nach dem Beginn" in answer.text
    assert 'value="05.08.2025"' in answer.text
    client.post(address, data={"kind": "TRAVEL", "starts_on": "05.08.2025", "ends_on": "15.08.2025"})
    inside = client.post(
        address, data={"kind": "CUSTODY", "starts_on": "10.08.2025", "ends_on": "20.08.2025"}
    )
    assert inside.status_code == 422
    assert "Ab 05.08.2025 ist schon eine Abwesenheit festgehalten" in inside.text


def test_of_two_records_each_day_away_counts_once(
    app: Flask, runner: FlaskCliRunner, person: factories.Person
) -> None:
    with app.app_context():
        other = factories.person(person.municipality, "Okafor")
        with transaction():
            one, two = (db.session.get_one(Person, found.id) for found in (person, other))
            state_absence(one, "TRAVEL", date(2025, 8, 5), date(2025, 8, 10))
            state_absence(two, "OTHER", date(2025, 8, 8), date(2025, 8, 12))
        assert told(runner) == (31, 31, 26)
        with transaction():
            merge(*(db.session.get_one(Person, found.id) for found in (other, person)))
        assert len(absences_of(db.session.get_one(Person, person.id))) == 2
    assert told(runner) == (31, 31, 24)
