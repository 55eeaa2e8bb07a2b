"""The page of figures for each role, the people behind its numbers, and the table to take along."""

import csv
import io
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from justhtml import JustHTML
from openpyxl import load_workbook

from casework.access.roles import Role
from casework.database.moments import now
from casework.statistics.all_figures import AllFigures, with_its_decimals
from casework.statistics.facts import facts_of
from casework.statistics.figures import FIGURES, figure
from casework.statistics.parts import PARTS
from casework.statistics.question import Question
from tests import factories

PAGE = "/occupancy?on=17.06.2020&from=01.06.2020"


@pytest.fixture
def town(app: Flask) -> dict[str, Any]:
    """Five people: three in one house, one in a flat, one who arrived in the period; a case manager leads two."""
    with app.app_context():
        town = factories.municipality()
        lead, admin = factories.user(town), factories.user(town, Role.ADMINISTRATOR)
        manager = factories.user(town, Role.CASE_MANAGER)
        house = factories.house(town, "=Haus", kind="VU", rooms={"N1": 4})
        people = [factories.person(town, f"Person{number}") for number in range(5)]
        for number, person in enumerate(people[:3]):
            stage = "VU" if number else "AU"
            factories.stay(person, stage=stage, house=house, room="N1", starts_on=date(2020, 1, 1))
        factories.stay(people[3], stage="AU", form="PRIVATE", starts_on=date(2020, 1, 1))
        factories.stay(people[4], stage="UMA", starts_on=date(2020, 6, 10))
        for person in people[:2]:
            factories.case(person, manager, date(2020, 1, 1))
        other = factories.municipality("Nebenan")
        factories.stay(factories.person(other, "Fremd"), stage="AU", starts_on=date(2020, 1, 1))
        return {
            "lead": lead,
            "admin": admin,
            "manager": manager,
            "house": house,
            "other": factories.user(other),
        }


def text(client: FlaskClient, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer.text
    return " ".join(JustHTML(answer.text, sanitize=False).to_text().split())


def links(client: FlaskClient, address: str) -> list[str]:
    found = JustHTML(client.get(address).text, sanitize=False).query("main a")
    return [link.attrs["href"] for link in found if "/occupancy/people" in link.attrs["href"]]


def test_the_page_says_the_evening_in_a_sentence_and_reconciles(client: FlaskClient, town: Any) -> None:
    factories.sign_in(client, town["lead"])
    page = text(client, PAGE)
    assert (
        "Am 17.06.2020 lebten 5 Geflüchtete in Musterstadt: 2 in der vorläufigen Unterbringung, "
        "2 in der Anschlussunterbringung und 1 unbegleitete minderjährige Person." in page
    )
    assert "75,0 %" in page
    for answer in (client.get(PAGE), client.get("/occupancy/people")):
        assert not JustHTML(answer.text, collect_errors=True, sanitize=False).errors


def test_every_number_leads_to_as_many_people(client: FlaskClient, town: Any) -> None:
    factories.sign_in(client, town["lead"])
    found = JustHTML(client.get(PAGE).text, sanitize=False).query("main a")
    numbers = [link for link in found if "/occupancy/people" in link.attrs["href"]]
    assert len(numbers) >= 12
    for link in numbers:
        said = int(link.to_text().split()[0])
        listed = JustHTML(client.get(link.attrs["href"]).text, sanitize=False).query("main tbody tr")
        assert len(listed) == said, link.attrs["href"]


def test_a_case_manager_is_told_of_how_many_they_see(client: FlaskClient, town: Any) -> None:
    factories.sign_in(client, town["manager"])
    page = text(client, f"/occupancy/people?on=17.06.2020&house={town['house'].id}")
    assert "Sie sehen 2 von 3: nur Ihre Fälle." in page
    assert "Person2" not in page
    assert "gehört niemand zu Ihren Fällen" in text(client, "/occupancy/people?on=17.06.2020&stage=UMA")


def test_administration_sees_numbers_without_names(client: FlaskClient, town: Any) -> None:
    factories.sign_in(client, town["admin"])
    assert "lebten 5 Geflüchtete" in text(client, PAGE)
    assert links(client, PAGE) == []
    assert client.get("/occupancy/people").status_code == 403


def test_another_municipality_has_its_own_figures(client: FlaskClient, town: Any) -> None:
    factories.sign_in(client, town["other"])
    assert "lebte 1 geflüchtete Person in Nebenan" in text(client, PAGE)
    text(client, f"/occupancy/people?on=17.06.2020&house={town['house'].id}", status=404)


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("/occupancy?on=31.02.2020", "31.02.2020 gibt es nicht"),
        ("/occupancy?on=bald", "„bald“ ist kein Datum"),
        ("/occupancy?on=01.06.2020&from=17.06.2020", "bevor er beginnt"),
        ("/occupancy?as_known_at=gestern", "„gestern“ ist kein Zeitpunkt"),
        ("/occupancy/people?stage=XX", "Möglich sind"),
        ("/occupancy/people?house=nord", "Diese Zahl gibt es nicht"),
        ("/occupancy/people?movement=flug", "Diese Zahl gibt es nicht"),
    ],
)
def test_what_cannot_be_asked_is_said_in_a_sentence(
    client: FlaskClient, town: Any, address: str, sentence: str
) -> None:
    factories.sign_in(client, town["lead"])
    page = client.get(address)
    assert page.status_code == 422
    assert sentence in page.text


def test_what_was_typed_stays(client: FlaskClient, town: Any) -> None:
    factories.sign_in(client, town["lead"])
    page = client.get("/occupancy?on=31.02.2020&as_known_at=02.04.2025+10:00").text
    assert 'value="31.02.2020"' in page
    assert 'value="02.04.2025 10:00"' in page


def test_knowledge_before_anything_was_recorded_knows_nobody(client: FlaskClient, town: Any) -> None:
    factories.sign_in(client, town["lead"])
    assert "lebten keine Geflüchteten" in text(client, f"{PAGE}&as_known_at=01.01.2021")


def test_the_csv_carries_day_knowledge_and_definitions_and_no_formula(client: FlaskClient, town: Any) -> None:
    factories.sign_in(client, town["lead"])
    answer = client.get(PAGE.replace("/occupancy", "/occupancy.csv"))
    assert answer.data.startswith(b"\xef\xbb\xbf")
    assert "belegung-2020-06-17.csv" in answer.headers["Content-Disposition"]
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))
    assert ["Stichtag", "17.06.2020"] in rows
    assert any(row[:1] == ["Wissensstand"] for row in rows)
    (house,) = [row for row in rows if row and row[0].endswith("=Haus")]
    assert house[:6] == ["'=Haus", "VU", "4", "0", "4", "3"]
    assert "75,0" in house
    assert any(row[:1] == ["Quote"] and len(row) == 2 for row in rows), "definitions stand below"


def test_the_workbook_holds_the_same_table(client: FlaskClient, town: Any) -> None:
    factories.sign_in(client, town["lead"])
    answer = client.get(PAGE.replace("/occupancy", "/occupancy.xlsx"))
    book = load_workbook(io.BytesIO(answer.data))
    sheet = book["Belegung"]
    values = {row[0].value: [cell.value for cell in row] for row in sheet.iter_rows() if row[0].value}
    assert values["Stichtag"][1] == "17.06.2020"
    assert values["=Haus"][:6] == ["=Haus", "VU", 4, 0, 4, 3]
    assert sheet.tables["Tabelle"].ref.startswith("A7:")
    assert "Definitionen" in book.sheetnames
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_an_empty_town_has_a_page_and_files(client: FlaskClient, app: Flask) -> None:
    with app.app_context():
        lead = factories.user(factories.municipality())
    factories.sign_in(client, lead)
    assert "war keine Unterkunft in Betrieb" in text(client, "/occupancy")
    assert client.get("/occupancy.csv").status_code == client.get("/occupancy.xlsx").status_code == 200


def test_who_came_twice_stands_in_the_list_once_with_both_days(client: FlaskClient, app: Flask) -> None:
    with app.app_context():
        town = factories.municipality()
        lead, person = factories.user(town), factories.person(town)
        for starts_on, ends_on in ((date(2025, 6, 2), date(2025, 6, 10)), (date(2025, 6, 20), None)):
            factories.stay(person, stage="VU", starts_on=starts_on, ends_on=ends_on)
    factories.sign_in(client, lead)
    page = client.get("/occupancy/people?on=30.06.2025&from=01.06.2025&movement=arrivals").text
    assert "(2 Vorgänge)" in page
    assert "02.06.2025, 20.06.2025" in page


def test_a_declared_figure_travels_in_every_file_by_itself(client: FlaskClient, town: Any) -> None:
    declared = figure("stock.twice", "doppelt", unit="Personen", source="nowhere", definition="Zweimal alle.")
    declared(lambda facts: 2 * facts.stock)
    try:
        factories.sign_in(client, town["lead"])
        text = client.get(PAGE.replace("/occupancy", "/occupancy.csv")).data.decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text), delimiter=";"))
        book = load_workbook(io.BytesIO(client.get(PAGE.replace("/occupancy", "/occupancy.xlsx")).data))
    finally:
        FIGURES.pop()
    (everybody,) = [row[2] for row in rows if row[:2] == ["Bestand", "Geflüchtete insgesamt"]]
    assert ["Bestand", "doppelt", str(2 * int(everybody)), "Personen"] in rows
    assert ["doppelt", "Zweimal alle."] in rows
    sheet = [[cell.value for cell in row] for row in book["Zahlen"].iter_rows()]
    assert ["Bestand", "doppelt", 2 * int(everybody), "Personen"] in sheet
    assert any(row[1] == "Geflüchtete nach Stufe: vorläufige Unterbringung" for row in sheet)


def test_every_declared_figure_has_a_row_of_its_own_and_an_index_its_decimals(app: Flask) -> None:
    with app.app_context():
        town = factories.municipality()
        facts = facts_of(Question(town.id, town.name, date(2025, 6, 30), now(), date(2025, 6, 1)))
        rows = list(AllFigures(facts).rows())
    assert {one.name.rpartition(".")[0] for one in FIGURES} <= set(PARTS)
    missing = [one.label for one in FIGURES if not any(str(row[1]).startswith(one.label) for row in rows)]
    assert missing == []
    assert with_its_decimals(Decimal("0.3061")) == 0.3061
    assert with_its_decimals(Decimal("75.0")) == Decimal("75.0")
