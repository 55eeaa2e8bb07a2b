"""Soll, Ist and Saldo with the numbers of the domain brief (§7.15), through the front door and counted."""

import json
from datetime import date
from decimal import Decimal

import pytest
from flask import Flask
from flask.testing import FlaskClient, FlaskCliRunner
from justhtml import JustHTML

from casework.access.roles import Role
from casework.database.moments import now
from casework.planning.quota import entries_into_followup, quota_of
from tests import factories

TYPED = {
    "year": "2025",
    "town_population": "93500",
    "district_population": "550000",
    "district_allocations": "1200",
    "credit": "20",
    "allocated": "171",
    "source": "Schreiben vom 12.01.2026",
}


def shown(client: FlaskClient, address: str = "/quota") -> str:
    return " ".join(JustHTML(client.get(address).text, sanitize=False).to_text().split())


@pytest.fixture
def town(app: Flask, client: FlaskClient) -> factories.Municipality:
    with app.app_context():
        town = factories.municipality()
        lead = factories.user(town)
    factories.sign_in(client, lead)
    return town


@pytest.mark.engine_independent
def test_the_worked_numbers() -> None:
    said = {"town_population": 93_500, "district_population": 550_000, "district_allocations": 1_200}
    assert quota_of(**said, credit=0) == (Decimal("17.0"), 204)
    assert quota_of(**said, credit=20) == (Decimal("17.0"), 184)
    assert quota_of(**said, credit=500) == (Decimal("17.0"), 0)


@pytest.mark.engine_independent
def test_half_a_person_is_rounded_up() -> None:
    said = {"town_population": 1, "district_population": 8, "credit": 0}
    assert quota_of(**said, district_allocations=20) == (Decimal("12.5"), 3)
    assert quota_of(**said, district_allocations=19) == (Decimal("12.5"), 2)


def test_a_year_is_stated_corrected_and_taken_back(town: factories.Municipality, client: FlaskClient) -> None:
    assert client.post("/quota/new", data=TYPED).status_code == 302
    assert "2025 17,0 % 1.200 20 184 171 −13 Mitteilung des Landratsamts" in shown(client)
    again = client.post("/quota/new", data=TYPED)
    assert again.status_code == 422
    assert "Für 2025 gibt es schon Angaben" in again.text
    assert 'value="93500"' in again.text
    address = client.get("/quota").text.split('<th scope="row"')[1].split('href="')[1].split('"')[0]
    assert client.post(address, data=TYPED | {"allocated": "190"}).status_code == 302
    assert "184 190 +6" in shown(client)
    assert 'value="190"' in client.get(address).text, "an old link leads to what holds now"
    address = client.get("/quota").text.split('<th scope="row"')[1].split('href="')[1].split('"')[0]
    assert client.post(f"{address}/retract").status_code == 302
    assert "Noch ist keine Quote eingetragen" in shown(client)


def test_the_quota_is_among_the_figures_of_its_year(
    town: factories.Municipality, client: FlaskClient, runner: FlaskCliRunner
) -> None:
    asked = ["figures", "--on", "2025-12-31", "--json"]
    assert set(json.loads(runner.invoke(args=asked).stdout)["quota"].values()) == {None}
    client.post("/quota/new", data=TYPED)
    told = json.loads(runner.invoke(args=asked).stdout)["quota"]
    assert told == {"share": 17.0, "target": 184, "actual": 171, "balance": -13}


def test_numbers_may_be_written_as_the_page_prints_them(
    town: factories.Municipality, client: FlaskClient
) -> None:
    typed = TYPED | {"town_population": "93.500", "district_population": "550.000"}
    assert client.post("/quota/new", data=typed).status_code == 302
    assert "17,0 %" in shown(client)
    answer = client.post("/quota/new", data=TYPED | {"town_population": "93.50"})
    assert answer.status_code == 422
    assert 'value="93.50"' in answer.text


def test_a_town_larger_than_its_district_is_refused(
    town: factories.Municipality, client: FlaskClient
) -> None:
    answer = client.post("/quota/new", data=TYPED | {"district_population": "9000"})
    assert answer.status_code == 422
    assert "nicht mehr Einwohner haben als der Kreis" in answer.text


def test_without_a_typed_number_those_who_came_into_the_au_count(
    app: Flask, client: FlaskClient, town: factories.Municipality
) -> None:
    with app.app_context():
        for number, (stage, day) in enumerate(
            [("AU", "2025-02-01"), ("VU", "2024-05-01"), ("AU", "2024-12-31"), ("UMA", "2025-03-01")]
        ):
            person = factories.person(town, f"Person{number}")
            factories.stay(person, stage=stage, starts_on=date.fromisoformat(day))
            if stage == "VU":
                factories.stay(person, stage="AU", starts_on=date(2025, 7, 1))
    with app.app_context():
        assert entries_into_followup(town.id, 2025, date(2025, 6, 30), now()) == 1
        assert entries_into_followup(town.id, 2025, date(2026, 6, 30), now()) == 2
        assert entries_into_followup(town.id, 2024, date(2026, 6, 30), now()) == 1
    client.post("/quota/new", data=TYPED | {"allocated": ""})
    assert "184 1 −183 gezählt, Eintritte in AU" in shown(client, "/quota?on=30.06.2025")
    assert "184 2 −182 gezählt, Eintritte in AU" in shown(client, "/quota?on=31.12.2025")


@pytest.mark.parametrize(("role", "may_write"), [(Role.ADMINISTRATOR, False), (Role.CASE_MANAGER, False)])
def test_others_read_and_do_not_write(app: Flask, client: FlaskClient, role: Role, may_write: bool) -> None:
    with app.app_context():
        user = factories.user(factories.municipality(), role)
    factories.sign_in(client, user)
    assert client.get("/quota").status_code == 200
    assert client.get("/reported-stocks").status_code == 200
    assert client.get("/forecast").status_code == 200
    assert (client.get("/quota/new").status_code == 200) is may_write
    assert (client.get("/reported-stocks/new").status_code == 200) is may_write
