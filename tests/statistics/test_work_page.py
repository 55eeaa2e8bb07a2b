"""The page „Arbeit“: exact numbers by column, each with its rows, for each role; and whose nobody can ask for."""

import csv
import io
import re
from collections import defaultdict
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from justhtml import JustHTML
from openpyxl import load_workbook

from casework.access.roles import Role
from casework.database.base import db
from casework.database.transaction import transaction
from casework.organisation.models import WorkerFigures
from tests import factories
from tests.statistics.conftest import World
from tests.statistics.office import Office

QUARTER = "period=2025-Q1"
PAGE = f"/work?{QUARTER}"


@pytest.fixture
def town(app: Flask) -> dict[str, Any]:
    """Two teams of three; Kim has a case with a plan and three talks, one of them confidential, Mo has one talk."""
    with app.app_context():
        office = Office(World(factories.municipality()))
        teams = {name: office.team(name) for name in ("Nord", "Süd")}
        workers = [office.worker(f"Kraft {number}") for number in range(6)]
        for number, worker in enumerate(workers):
            office.post(worker, "0.50", date(2024, 1, 1), teams["Nord" if number < 3 else "Süd"])
        kim, mo, far = workers[0], workers[1], workers[3]
        person, of_mo = office.led(kim), office.led(mo)
        office.followed_up(person, date(2025, 1, 6))
        office.goal(person, "ACHIEVED", date(2025, 3, 3), due_on=date(2025, 3, 1))
        for day in (10, 11):
            office.talk(kim, date(2025, 1, day), person, topics=["WOH", "SPR"])
        office.talk(kim, date(2025, 1, 12), person, is_confidential=True)
        office.talk(mo, date(2025, 1, 13), of_mo)
        office.talk(far, date(2025, 1, 14), contact_kind="NETWORK", minutes=15)
        lead = factories.user(office.world.town)
        admin = factories.user(office.world.town, Role.ADMINISTRATOR)
        controller = factories.user(office.world.town, Role.CONTROLLER)
        other = factories.user(factories.municipality("Nebenan"), Role.CASE_MANAGER, name="Von Nebenan")
        found = {"office": office, "kim": kim, "mo": mo, "far": far, "lead": lead, "admin": admin}
        return found | {"controller": controller, "other": other, "teams": teams}


def numbers(client: FlaskClient, address: str = PAGE) -> dict[str, dict[str, tuple[str, str | None]]]:
    """By label and column the number of the first table, and where it leads."""
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    page = JustHTML(answer.text, sanitize=False)
    table = page.query("table")[0]
    columns = [cell.to_text().strip() for cell in table.query("thead th")][1:]
    found: dict[str, dict[str, tuple[str, str | None]]] = {}
    for row in table.query("tbody tr"):
        cells, label = row.query("td"), row.query("th")[0].to_text().strip()
        if cells:
            found[label] = {
                column: (re.split(r"\s", cell.to_text().strip())[0], _link(cell))
                for column, cell in zip(columns, cells, strict=True)
            }
    return found


def _link(cell: Any) -> str | None:
    anchors = cell.query("a")
    return anchors[0].attrs["href"] if anchors else None


def browser(app: Flask, user: factories.User) -> FlaskClient:
    """One that somebody is signed in with."""
    client = app.test_client()
    factories.sign_in(client, user)
    return client


def of_row(found: dict[str, dict[str, tuple[str, str | None]]], label: str) -> dict[str, str]:
    return {column: number for column, (number, _address) in found[label].items()}


def switch_workers_on(app: Flask, town: dict[str, Any]) -> None:
    with app.app_context(), transaction():
        db.session.add(WorkerFigures(municipality_id=town["lead"].municipality.id))


def test_the_lead_sees_every_column_and_each_number_leads_to_as_many_rows(
    client: FlaskClient, town: dict[str, Any]
) -> None:
    factories.sign_in(client, town["lead"])
    found = numbers(client)
    talks = {"Ganze Kommune": "5", "Nord": "4", "Süd": "1", "Ohne Team": "0"}
    assert of_row(found, "Beratungsgespräche") == talks
    assert of_row(found, "Vollzeitstellen im Durchschnitt")["Nord"] == "1,50"
    assert of_row(found, "Erstgespräche")["Nord"] == "2"
    assert of_row(found, "Fälle am Stichtag")["Ganze Kommune"] == "2"
    assert of_row(found, "davon rechtzeitig")["Nord"] == "0,0"
    followed = 0
    for label, by_column in found.items():
        for column, (number, address) in by_column.items():
            if address is None or label.startswith("Beratungszeit"):
                continue
            rows = JustHTML(client.get(address).text, sanitize=False).query("table tbody tr")
            hidden = 1 if label in ("Beratungsgespräche", "Folgegespräche") and column != "Süd" else 0
            assert len(rows) == int(number) - hidden, (label, column, "all but the confidential talk")
            followed += 1
    assert followed > 15
    assert of_row(found, "Gespräche, in denen niemand genannt ist")["Ganze Kommune"] == "1"


def rows_of(client: FlaskClient, rows: str) -> tuple[str, list[list[str]], str]:
    """The title, the cells of the table, and all that is said."""
    text = client.get(f"/work/rows?{QUARTER}&rows={rows}").text
    page = JustHTML(text, sanitize=False)
    cells = [[cell.to_text().strip() for cell in row.query("th, td")] for row in page.query("table tr")]
    return page.query("h1")[0].to_text().strip(), cells, text


def test_the_rows_say_what_was_clicked_which_day_it_was_and_why_some_are_missing(
    app: Flask, town: dict[str, Any]
) -> None:
    lead, kim = browser(app, town["lead"]), browser(app, town["kim"])
    title, cells, text = rows_of(lead, "talks")
    assert title.startswith("Beratungsgespräche")
    assert "Sie sehen 4 von 5: was nicht vertraulich ist oder von Ihnen selbst stammt." in text
    assert "Ihren Fällen" not in text
    title, cells, _text = rows_of(lead, "cases")
    assert title.startswith("Fälle am Stichtag")
    assert (cells[0][0], {row[0] for row in cells[1:]}) == ("Fall seit", {"01.01.2025"})
    title, cells, _text = rows_of(lead, "first_talk")
    assert title.startswith("Wartezeit: davon mit erstem Gespräch")
    assert (cells[0][0], cells[1][0]) == ("Beginn der AU", "06.01.2025")
    assert cells[1][3].startswith("erstes Gespräch nach 4 Tagen")
    assert rows_of(lead, "main_topic&topic=WOH")[0].startswith("Hauptthemen: Wohnen und Wohnungssuche")
    assert "Sie sehen 1 von 2: was zu Ihren Fällen gehört." in rows_of(kim, "cases")[2]


def test_a_worker_sees_the_same_numbers_themself_and_of_the_rows_their_own(
    client: FlaskClient, town: dict[str, Any]
) -> None:
    factories.sign_in(client, town["kim"])
    found = numbers(client)
    assert of_row(found, "Beratungsgespräche")["Ich selbst"] == "3"
    assert of_row(found, "Integrationspläne neu") | {} == {
        "Ganze Kommune": "0",
        "Nord": "0",
        "Süd": "0",
        "Ohne Team": "0",
        "Ich selbst": "0",
    }
    page = client.get(found["Beratungsgespräche"]["Ganze Kommune"][1] or "").text
    assert "Sie sehen 3 von 5" in page
    assert "Kraft" not in page.split("<main")[1], "a list does not say who held which talk"
    assert "Wohnen" in client.get(PAGE).text


def test_who_may_not_know_the_people_gets_no_team_no_list_or_no_page(
    app: Flask, town: dict[str, Any]
) -> None:
    client = browser(app, town["admin"])
    found = numbers(client)
    assert of_row(found, "Beratungsgespräche") == {"Ganze Kommune": "5"}
    assert {address for row in found.values() for _number, address in row.values()} == {None}
    assert client.get(f"/work/rows?{QUARTER}&rows=talks").status_code == 403
    client = browser(app, town["controller"])
    for address in (PAGE, f"/work.csv?{QUARTER}", f"/work/rows?{QUARTER}&rows=talks"):
        assert client.get(address).status_code == 403


def asked_of_a_worker(client: FlaskClient, worker: factories.User) -> set[int]:
    return {
        client.get(f"{address}?{QUARTER}&worker={worker.id}&rows=talks").status_code
        for address in ("/work", "/work.csv", "/work.xlsx", "/work/rows")
    }


def test_nobody_can_ask_for_another_worker_unless_it_is_switched_on_for_who_leads_the_team(
    app: Flask, town: dict[str, Any]
) -> None:
    for viewer in ("kim", "lead", "admin"):
        client = browser(app, town[viewer])
        assert asked_of_a_worker(client, town["mo"]) <= {404, 403}, viewer
    switch_workers_on(app, town)
    for viewer in ("kim", "admin", "other"):
        client = browser(app, town[viewer])
        assert asked_of_a_worker(client, town["mo"]) <= {404, 403}, viewer
    client = browser(app, town["lead"])
    assert asked_of_a_worker(client, town["mo"]) == {200}
    assert asked_of_a_worker(client, town["other"]) == {404}
    assert client.get(f"{PAGE}&worker=nobody").status_code == 404
    found = numbers(client, f"{PAGE}&worker={town['mo'].id}&worker={town['kim'].id}")
    told = of_row(found, "Beratungsgespräche")
    assert (told["Kraft 0"], told["Kraft 1"]) == ("3", "1")
    client = browser(app, town["kim"])
    rows = client.get(f"/work/rows?{QUARTER}&rows=talks&worker={town['kim'].id}")
    assert rows.status_code == 200, "one's own one may always ask for"


def test_a_team_of_one_is_shown_to_that_one_alone_and_hides_the_smallest_beside_it(
    app: Flask, town: dict[str, Any]
) -> None:
    with app.app_context():
        office: Office = town["office"]
        solo, team = office.worker("Solo Muster"), office.team("Allein")
        office.post(solo, "1.00", date(2025, 2, 1), team)
        office.talk(solo, date(2025, 2, 3), office.led(solo))
    client = browser(app, town["kim"])
    told = of_row(numbers(client), "Beratungsgespräche")
    assert (told["Allein"], told["Nord"], told["Süd"], told["Ganze Kommune"]) == ("–", "–", "1", "6")
    for hidden in (team, town["teams"]["Nord"]):
        assert client.get(f"/work/rows?{QUARTER}&rows=talks&team={hidden}").status_code == 404
    assert "–" in csv_rows(client)[("Gespräche", "Beratungsgespräche")][0]
    client = browser(app, solo)
    told = of_row(numbers(client), "Beratungsgespräche")
    assert (told["Allein"], told["Nord"], told["Süd"]) == ("1", "4", "1")


def test_a_column_without_people_protects_nobody(app: Flask) -> None:
    """Two have a post of another kind in no team; what is hidden of Nord must not follow from Süd."""
    with app.app_context():
        office = Office(World(factories.municipality()))
        teams = {name: office.team(name) for name in ("Nord", "Süd")}
        workers = [office.worker(f"Kraft {number}") for number in range(5)]
        for number, worker in enumerate(workers):
            office.post(worker, "1.00", date(2024, 1, 1), teams["Nord" if number < 2 else "Süd"])
            office.talk(worker, date(2025, 1, 10), office.led(worker))
        for _one in range(2):
            office.post(factories.user(office.world.town, Role.ADMINISTRATOR), "1.00", date(2024, 1, 1))
    told = of_row(numbers(browser(app, workers[0])), "Beratungsgespräche")
    assert (told["Ganze Kommune"], told["Nord"], told["Süd"], told["Ohne Team"]) == ("5", "–", "–", "0")


def test_ticked_workers_stay_ticked(app: Flask, town: dict[str, Any]) -> None:
    switch_workers_on(app, town)
    page = browser(app, town["lead"]).get(f"{PAGE}&worker={town['mo'].id}").text
    boxes = JustHTML(page, sanitize=False).query("input[name=worker]")
    ticked = [box.attrs["value"] for box in boxes if "checked" in box.attrs]
    assert (len(boxes), ticked) == (6, [str(town["mo"].id)])


def csv_rows(client: FlaskClient) -> dict[tuple[str, str], list[list[str]]]:
    text, found = client.get(f"/work.csv?{QUARTER}").data.decode("utf-8-sig"), defaultdict(list)
    for row in csv.reader(io.StringIO(text), delimiter=";"):
        if len(row) > 2:
            found[(row[0], row[1])].append(row[2:])
    return found


def test_the_files_say_the_same_with_period_knowledge_and_definitions(
    client: FlaskClient, town: dict[str, Any]
) -> None:
    factories.sign_in(client, town["kim"])
    rows = csv_rows(client)
    assert rows[("Teil", "Zahl")] == [["Einheit", "Ganze Kommune", "Nord", "Süd", "Ohne Team", "Ich selbst"]]
    assert rows[("Gespräche", "Beratungsgespräche")] == [
        ["Gespräche", "5", "4", "1", "0", "3"],
        ["Gespräche", "1,7", "2,7", "0,7", "–", "6,0"],
    ], "counted, and per post"
    assert rows[("Hauptthemen", "Wohnen und Wohnungssuche")][0][1:4] == ["5", "4", "1"]
    assert rows[("Ludwigsburg", "01.02.2019")][0][-1] == "81,9"
    book = load_workbook(io.BytesIO(client.get(f"/work.xlsx?{QUARTER}").data))
    assert book.sheetnames == ["Arbeit", "Vollzeitstelle", "Vergleich", "Definitionen"]
    said = {str(row[0]): str(row[1]) for row in book["Arbeit"].iter_rows(max_row=4, values_only=True)}
    assert said["Zeitraum"] == "01.01.2025 bis 31.03.2025"
    meant = {str(row[0]): str(row[1]) for row in book["Definitionen"].values}
    assert "der es geführt hat" in meant["Wessen Gespräche"].replace("die es", "der es")
    assert "am letzten Tag des Zeitraums führte" in meant["Wessen Pläne, Ziele und Fälle"]


@pytest.mark.parametrize(
    ("asked", "said", "status"),
    [
        ("period=2025-H1", "01.01.2025 bis 30.06.2025", 200),
        ("period=2025", "01.01.2025 bis 31.12.2025", 200),
        ("from=05.02.2025&on=07.02.2025", "05.02.2025 bis 07.02.2025", 200),
        ("period=own&from=05.02.2025&on=07.02.2025", "05.02.2025 bis 07.02.2025", 200),
        ("period=2025-Q5", "Diesen Zeitraum gibt es nicht", 422),
        ("period=2025-Q1&from=05.02.2025", "Bitte wählen Sie „eigener Zeitraum“", 422),
        ("period=own", "Bitte sagen Sie, ab welchem Tag", 422),
        ("period=own&from=05.02.2025&on=04.02.2025", "Der Zeitraum endet", 422),
    ],
)
def test_the_period_is_a_name_or_two_days(
    client: FlaskClient, town: dict[str, Any], asked: str, said: str, status: int
) -> None:
    factories.sign_in(client, town["kim"])
    answer = client.get(f"/work?{asked}")
    assert answer.status_code == status
    assert said in answer.text
    beside = client.get(f"/work.csv?{asked}"), client.get(f"/work/rows?rows=talks&{asked}")
    assert {one.status_code for one in beside} == {200 if status == 200 else 302}


def test_a_number_there_is_not_is_not_there(client: FlaskClient, town: dict[str, Any]) -> None:
    factories.sign_in(client, town["lead"])
    for wrong in (
        "rows=nothing",
        "rows=talks&topic=XXX",
        "rows=talks&team=x",
        f"rows=talks&team={UUID(int=5)}",
    ):
        assert client.get(f"/work/rows?{QUARTER}&{wrong}").status_code == 404
