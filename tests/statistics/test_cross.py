"""The cross table: any two dimensions of an evening, the people behind each number, and what leaves the house."""

import csv
import io
import json
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient, FlaskCliRunner
from justhtml import JustHTML
from openpyxl import load_workbook

from casework.access.roles import Role
from casework.database.base import db
from casework.database.transaction import transaction
from casework.people.models import Person
from casework.people.titles import state_title
from casework.statistics.dimensions import DIMENSIONS
from tests import factories

ON = "30.06.2025"


@pytest.fixture
def town(app: Flask) -> dict[str, Any]:
    """Eleven people: a house in Nord, one in West, two private flats, somebody without a dwelling."""
    with app.app_context():
        town = factories.municipality()
        north = factories.house(town, "GU Nord", rooms={"N1": 8}, district="Nord")
        west = factories.house(town, "AU West", kind="AU", rooms={"W1": 4}, district="West")
        births = ["01.07.2022", "2010", "15.03.1990", "00.00.2007", None, "01.01.1950"]
        people = [
            factories.person(
                town,
                f"Nord{number}",
                sex="mw"[number % 2],
                birth_date=birth,
                nationalities=["475"] if number < 4 else ["166"],
            )
            for number, birth in enumerate(births)
        ]
        for person in people:
            factories.stay(person, stage="VU", house=north, room="N1", starts_on=date(2025, 1, 15))
        for number in range(2):
            person = factories.person(town, f"West{number}", sex="w")
            factories.stay(person, stage="VU", starts_on=date(2022, 6, 30), house=north, room="N1")
            factories.stay(person, stage="AU", starts_on=date(2024, 1, 1), house=west, room="W1")
        for number in range(2):
            person = factories.person(town, f"Flat{number}", sex="m")
            factories.stay(
                person,
                stage="AU",
                starts_on=date(2025, 6, 1),
                form="PRIVATE",
                district=("West", "Süd")[number],
            )
        homeless = factories.person(town, "Homeless")
        factories.stay(homeless, stage="UMA", starts_on=date(2025, 4, 30))
        with transaction():
            row = db.session.get_one(Person, people[0].id)
            state_title(row, "GESTATTUNG", starts_on=date(2025, 1, 20))
            state_title(row, "AE_25_3", starts_on=date(2025, 3, 1), ends_on=date(2025, 6, 30))
            state_title(db.session.get_one(Person, people[1].id), "GESTATTUNG", starts_on=date(2025, 7, 1))
        other = factories.municipality("Nebenan")
        factories.stay(factories.person(other, "Fremd"), stage="AU", starts_on=date(2020, 1, 1))
        manager = factories.user(town, Role.CASE_MANAGER)
        factories.case(people[0], manager, date(2025, 1, 15))
        return {
            "lead": factories.user(town),
            "admin": factories.user(town, Role.ADMINISTRATOR),
            "controller": factories.user(town, Role.CONTROLLER, name="Chris Zahl"),
            "manager": manager,
        }


def asked(runner: FlaskCliRunner, *options: str) -> dict[str, Any]:
    result = runner.invoke(args=["cross", "--on", ON, "--json", *options])
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.output)
    return found


def by(runner: FlaskCliRunner, dimension: str) -> dict[str, int]:
    found = asked(runner, "--rows", dimension)
    numbers = dict(zip(found["rows"]["labels"], found["row_totals"], strict=True))
    assert sum(numbers.values()) == found["total"] == 11
    return {label: people for label, people in numbers.items() if people}


def test_every_dimension_parts_everybody(runner: FlaskCliRunner, town: Any) -> None:
    assert by(runner, "stage") == {
        "vorläufige Unterbringung": 6,
        "Anschlussunterbringung": 4,
        "unbegleitete minderjährige Ausländer": 1,
    }
    assert by(runner, "house") == {"AU West": 2, "GU Nord": 6, "Privatwohnung": 2, "ohne bekannte Wohnung": 1}
    assert by(runner, "district") == {"Nord": 6, "Süd": 1, "West": 3, "ohne Angabe": 1}
    assert by(runner, "sex") == {"männlich": 5, "weiblich": 5, "unbekannt": 1}
    assert by(runner, "age") == {
        "0–2 Jahre": 1,
        "27–64 Jahre": 1,
        "65+ Jahre": 1,
        "ungeklärt": 8,  # 2010 may be 14 or 15, 2007 17 or 18
    }
    assert by(runner, "school_age") == {
        "unter 3 (Krippe)": 1,
        "10–15": 1,
        "volljährig": 2,
        "ungeklärt": 7,
    }
    assert by(runner, "nationality") == {"Syrien": 4, "Ukraine": 2, "ohne Angabe": 5}
    assert by(runner, "title") == {"Aufenthaltserlaubnis § 25 (3) – Abschiebungsverbot": 1, "ohne Angabe": 10}
    assert by(runner, "length_of_stay") == {
        "unter 3 Monate": 3,
        "3 bis unter 12 Monate": 6,
        "3 bis unter 5 Jahre": 2,
    }


def test_a_title_ends_after_its_last_day(runner: FlaskCliRunner, town: Any) -> None:
    result = runner.invoke(args=["cross", "--rows", "title", "--on", "01.07.2025", "--json"])
    found = json.loads(result.output)
    numbers = dict(zip(found["rows"]["codes"], found["row_totals"], strict=True))
    assert numbers == {"GESTATTUNG": 2, "unknown": 9}


def test_two_dimensions_and_a_filter(runner: FlaskCliRunner, town: Any) -> None:
    found = asked(runner, "--rows", "stage", "--columns", "sex", "--only", "district=West")
    assert (found["column_totals"], found["total"]) == ([1, 2, 0, 0, 0], 3)
    rows = dict(zip(found["rows"]["codes"], found["cells"], strict=True))
    assert rows["AU"] == [1, 2, 0, 0, 0]
    assert found["only"] == {"district": "West"}


def test_as_known_before_anything_was_recorded_nobody_is_counted(runner: FlaskCliRunner, town: Any) -> None:
    assert asked(runner, "--rows", "stage", "--columns", "sex", "--as-known-at", "2025-01-01")["total"] == 0


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--rows", "shoe"], "Möglich sind: stage, house"),
        (["--rows", "stage", "--mode", "secret"], "Möglich sind: internal"),
        (["--rows", "stage", "--only", "VU"], "als stage=VU angeben"),
        (["--rows", "stage", "--only", "shoe=9"], "Das Merkmal „shoe“ gibt es nicht"),
    ],
)
def test_what_cannot_be_asked_is_refused_on_the_command_line(
    runner: FlaskCliRunner, town: Any, options: list[str], sentence: str
) -> None:
    result = runner.invoke(args=["cross", "--on", ON, *options])
    assert result.exit_code == 2
    assert sentence in result.output


def test_the_command_line_speaks_german(runner: FlaskCliRunner, town: Any) -> None:
    result = runner.invoke(
        args=["cross", "--rows", "stage", "--columns", "sex", "--on", ON, "--mode", "round5"]
    )
    assert "auf ein Vielfaches von 5 gerundet" in result.output
    assert "Schutz: auf 5 gerundet" in result.output


def page(client: FlaskClient, address: str, status: int = 200) -> JustHTML:
    answer = client.get(address)
    assert answer.status_code == status, answer.text
    return JustHTML(answer.text, sanitize=False)


@pytest.mark.parametrize("dimension", ["house", "age", "title", "length_of_stay", "nationality", "district"])
def test_every_number_leads_to_as_many_people(client: FlaskClient, town: Any, dimension: str) -> None:
    factories.sign_in(client, town["lead"])
    links = page(client, f"/cross?on={ON}&rows={dimension}&columns=sex").query("main table a")
    assert len(links) > 4
    for link in links:
        listed = page(client, link.attrs["href"]).query("main tbody tr")
        assert len(listed) == int(link.to_text()), link.attrs["href"]


def test_what_is_left_of_many_groups_leads_to_its_people(client: FlaskClient, app: Flask) -> None:
    with app.app_context():
        town = factories.municipality()
        lead = factories.user(town)
        for number in range(60):
            house = factories.house(town, f"Haus {number}", rooms={"1": 3})
            for _person in range(1 if number else 3):
                factories.stay(factories.person(town), stage="AU", house=house, starts_on=date(2025, 1, 1))
    factories.sign_in(client, lead)
    table = page(client, f"/cross?on={ON}&rows=house&columns=").query("main tbody tr")
    assert len(table) == 50
    assert table[0].to_text().split() == ["Haus", "0", "3"]
    rest = next(row for row in table if "übrige" in row.to_text())
    (link,) = rest.query("a")
    people = page(client, link.attrs["href"]).query("main tbody tr")
    assert len(people) == int(link.to_text()) == 62 - 3 - 48


def test_a_case_manager_sees_the_numbers_and_their_own_people(client: FlaskClient, town: Any) -> None:
    factories.sign_in(client, town["manager"])
    text = page(client, f"/occupancy/people?on={ON}&in-house=private").to_text()
    assert "gehört niemand zu Ihren Fällen" in text
    text = page(client, f"/occupancy/people?on={ON}&in-stage=VU").to_text()
    assert "Sie sehen 1 von 6: nur Ihre Fälle." in " ".join(text.split())


@pytest.mark.parametrize("role", ["controller", "admin"])
def test_who_may_not_know_the_people_sees_rounded_numbers(client: FlaskClient, town: Any, role: str) -> None:
    factories.sign_in(client, town[role])
    for mode in ("", "internal", "suppress", "round5"):
        found = page(client, f"/cross?on={ON}&rows=stage&columns=sex&mode={mode}")
        numbers = [int(cell.to_text()) for cell in found.query("main table td")]
        assert {number % 5 for number in numbers} == {0}
        assert not found.query("main table a")
    assert client.get(f"/cross.csv?on={ON}").status_code == 403
    assert client.get("/occupancy/people?in-sex=w").status_code == 403


def test_a_controller_sees_nothing_else(client: FlaskClient, town: Any) -> None:
    factories.sign_in(client, town["controller"])
    for address in (
        "/occupancy",
        "/people",
        "/accommodations",
        "/partners",
        "/jour-fixe",
        "/trail",
        "/imports",
    ):
        assert client.get(address).status_code in (403, 404), address
    assert client.get("/").status_code == client.get("/answers").status_code == 200


def test_the_files_carry_day_knowledge_filter_and_definitions(client: FlaskClient, town: Any) -> None:
    factories.sign_in(client, town["lead"])
    query = f"on={ON}&rows=stage&columns=sex&in-district=West"
    answer = client.get(f"/cross.csv?{query}")
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))
    assert ["Auswertung", "Stufe nach Geschlecht, Musterstadt"] in rows
    assert ["nur", "Ortsteil: West"] in rows
    assert ["Schutz", "intern: alle Zahlen"] in rows
    assert ["Anschlussunterbringung", "1", "2", "0", "0", "0", "3"] in rows
    assert any(row[:1] == ["Ortsteil"] for row in rows)
    book = load_workbook(io.BytesIO(client.get(f"/cross.xlsx?{query}").data))
    values = [[cell.value for cell in row] for row in book["Auswertung"].iter_rows()]
    assert ["Summe", 1, 2, 0, 0, 0, 3] in values


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("on=31.02.2025", "31.02.2025 gibt es nicht"),
        ("rows=shoe", "Das Merkmal „shoe“ gibt es nicht"),
        ("as_known_at=gestern", "„gestern“ ist kein Zeitpunkt"),
    ],
)
def test_what_cannot_be_asked_is_said_above_the_table(
    client: FlaskClient, town: Any, query: str, sentence: str
) -> None:
    factories.sign_in(client, town["lead"])
    assert sentence in page(client, f"/cross?{query}", status=422).to_text()


def test_the_page_is_sound_html_in_every_mode(client: FlaskClient, town: Any) -> None:
    factories.sign_in(client, town["lead"])
    for mode in ("internal", "suppress", "round5"):
        answer = client.get(f"/cross?on={ON}&mode={mode}&in-sex=w")
        assert not JustHTML(answer.text, collect_errors=True, sanitize=False).errors


def test_every_dimension_has_words(app: Flask) -> None:
    for dimension in DIMENSIONS.values():
        assert dimension.label, dimension.name
        assert dimension.definition.endswith("."), dimension.name
        assert dimension.source.startswith("domain brief §"), dimension.name
