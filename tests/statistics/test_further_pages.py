"""The pages of time series, late entries and districts, for each role; their files; what stays hidden."""

import csv
import io
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from justhtml import JustHTML
from openpyxl import load_workbook
from sqlalchemy import select

from casework.access.roles import Role
from casework.database.base import db
from casework.database.moments import today
from casework.database.transaction import transaction
from casework.housing.operations import leave_together
from casework.housing.stays import StageEpisode
from casework.people.models import Person
from tests import factories

LATE = "/statistics/corrections?on=31.03.2025&earlier=02.04.2025+10:00&later=09.04.2025"


@pytest.fixture
def town(app: Flask, clock: Any) -> dict[str, Any]:
    """Scenario 3: three men in W1 since February, one of whom left on 25.03.; that is recorded on 09.04."""
    clock("2025-02-01T09:00")
    with app.app_context():
        town = factories.municipality()
        staff = {role: factories.user(town, role, name=f"Kim {role}") for role in Role}
        house = factories.house(town, "AU West", kind="AU", rooms={"W1": 3}, district="Weststadt")
        men = [factories.person(town, f"Mann{number}") for number in range(3)]
        for man in men:
            factories.stay(man, stage="AU", house=house, room="W1", starts_on=date(2025, 2, 1))
        factories.case(men[1], staff[Role.CASE_MANAGER], date(2025, 2, 1))
    clock("2025-04-09T14:30")
    with app.app_context(), transaction():
        leave_together([db.session.get_one(Person, men[0].id)], on=date(2025, 3, 25), reason="verstorben")
    clock("2025-04-10T09:00")
    return {"staff": staff, "men": men, "house": house}


def text(client: FlaskClient, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer.text
    return " ".join(JustHTML(answer.text, sanitize=False).to_text().split())


def cells(client: FlaskClient, address: str, caption: str) -> list[list[str]]:
    page = JustHTML(client.get(address).text, sanitize=False)
    table = next(one for one in page.query("table") if caption in one.query("caption")[0].to_text())
    return [[cell.to_text().strip() for cell in row.query("th, td")] for row in table.query("tbody tr")]


def test_late_entries_with_names_for_the_team_lead(client: FlaskClient, town: Any) -> None:
    factories.sign_in(client, town["staff"][Role.TEAM_LEAD])
    assert ["Geflüchtete insgesamt", "Bestand", "3", "2", "−1"] in cells(client, LATE, "Geänderte Zahlen")
    entries = cells(client, LATE, "Einträge")
    assert len(entries) == 2
    assert all(row[0].startswith("Mann0") and row[3] == "25.03.2025" for row in entries)
    assert "09.04.2025, 14:30 Uhr" in entries[0][1]
    page = text(client, LATE)
    assert "2 berichtigt" in page
    assert "AU West, Zimmer W1 ab 01.02.2025 bis 25.03.2025" in page


@pytest.mark.parametrize("role", [Role.CASE_MANAGER, Role.ADMINISTRATOR])
def test_late_entries_about_others_are_counted_only(client: FlaskClient, town: Any, role: Role) -> None:
    factories.sign_in(client, town["staff"][role])
    page = text(client, LATE)
    assert "2 berichtigt. Davon sehen Sie 0" in page
    assert "Mann0" not in page
    assert "Geflüchtete insgesamt" in page
    told = client.get(LATE.replace("corrections?", "corrections.csv?")).text
    assert "Geflüchtete insgesamt" in told
    assert "25.03.2025" not in told


def test_who_took_an_entry_back_is_named(app: Flask, client: FlaskClient, town: Any) -> None:
    person = town["men"][1].id
    with app.app_context():
        entry = db.session.scalars(select(StageEpisode.id).where(StageEpisode.person_id == person)).one()
    factories.sign_in(client, town["staff"][Role.TEAM_LEAD])
    assert client.post(f"/people/{person}/stays/stage/{entry}/take-back").status_code == 302
    row = cells(client, LATE.replace("later=09.", "later=30."), "Einträge")[0]
    assert row[0].startswith("Mann1")
    assert row[2] == town["staff"][Role.TEAM_LEAD].name
    assert row[4:] == ["Stufe zurückgenommen", "Anschlussunterbringung ab 01.02.2025", "–"]


def test_the_use_of_rooms_as_in_scenario_3(client: FlaskClient, town: Any) -> None:
    factories.sign_in(client, town["staff"][Role.ADMINISTRATOR])
    page = client.get("/occupancy?on=31.03.2025&from=01.03.2025&as_known_at=02.04.2025").text
    (use,) = [link.attrs["href"] for link in JustHTML(page, sanitize=False).query("main a")
              if "/statistics/houses/" in link.attrs["href"]]  # fmt: skip
    assert cells(client, use, "Zimmer") == [["W1", "93", "93", "100,0\N{NO-BREAK SPACE}%"]]
    now = use.replace("02.04.2025", "10.04.2025")
    assert cells(client, now, "Zimmer") == [["W1", "86", "93", "92,5\N{NO-BREAK SPACE}%"]]


def test_late_entries_as_a_list(client: FlaskClient, town: Any) -> None:
    factories.sign_in(client, town["staff"][Role.TEAM_LEAD])
    answer = client.get(LATE.replace("corrections?", "corrections.csv?"))
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))
    assert ["Bestand", "Geflüchtete insgesamt", "Personen", "3", "2", "-1"] in rows
    assert [row[2:] for row in rows if row and row[0].startswith("09.04.2025")] == [
        [row[2], "berichtigt", row[4], row[5], "25.03.2025"]
        for row in rows
        if row and row[0].startswith("09.04.2025")
    ]
    assert sum(bool(row) and row[0].startswith("09.04.2025") for row in rows) == 2


def test_moments_that_do_not_follow_are_refused_in_words(client: FlaskClient, town: Any) -> None:
    factories.sign_in(client, town["staff"][Role.TEAM_LEAD])
    wrong = "/statistics/corrections?earlier=09.04.2025&later=02.04.2025"
    assert "nach dem früheren" in text(client, wrong, status=422)
    assert client.get(wrong.replace("corrections?", "corrections.csv?")).status_code == 302
    assert "kein Zeitpunkt" in text(client, "/statistics/corrections?earlier=gestern", status=422)


def test_a_death_is_told_by_its_reason_and_leads_to_the_person(client: FlaskClient, town: Any) -> None:
    factories.sign_in(client, town["staff"][Role.TEAM_LEAD])
    page = client.get("/occupancy?on=31.03.2025&from=01.03.2025")
    links = [link.attrs["href"] for link in JustHTML(page.text, sanitize=False).query("main a")]
    (behind,) = [link for link in links if "deceased" in link]
    assert "Mann0" in text(client, behind)
    assert "Mann1" not in text(client, behind)


def test_a_time_series_with_its_table(client: FlaskClient, town: Any) -> None:
    factories.sign_in(client, town["staff"][Role.ADMINISTRATOR])
    asked = "/statistics/series?from=01.01.2025&to=31.03.2025&figure=stock.total&add=occupied&house=AU+West"
    assert cells(client, asked, "Zeitreihe") == [
        ["31.01.2025", "0", "0"],
        ["28.02.2025", "3", "3"],
        ["31.03.2025", "2", "2"],
    ]
    page = client.get(asked).text
    assert page.count('role="img" aria-labelledby="chart-') == 1
    assert "style=" not in page[page.index('role="img"') : page.index("</figure>")]
    known_then = f"{asked}&as_known_at=02.04.2025"
    assert cells(client, known_then, "Zeitreihe")[-1] == ["31.03.2025", "3", "3"]
    assert "gibt es nicht" in text(client, "/statistics/series?figure=nonsense", status=422)
    assert "mehr als 400" in text(client, "/statistics/series?from=01.01.2020&every=day", status=422)


def test_a_time_series_to_take_along(client: FlaskClient, town: Any) -> None:
    factories.sign_in(client, town["staff"][Role.TEAM_LEAD])
    asked = "from=01.02.2025&to=31.03.2025&figure=occupancy_rate&figure=stock.total"
    rows = csv.reader(
        io.StringIO(client.get(f"/statistics/series.csv?{asked}").data.decode("utf-8-sig")), delimiter=";"
    )
    assert ["31.03.2025", "66,7", "2"] in list(rows)
    book = load_workbook(io.BytesIO(client.get(f"/statistics/series.xlsx?{asked}").data))
    last = list(book["Zeitreihe"].values)[-1]
    assert (last[0].date(), *last[1:]) == (date(2025, 3, 31), 66.7, 2)
    assert book["Definitionen"]["A1"].value
    assert client.get("/statistics/series.csv?figure=nonsense").status_code == 302


def test_inhabitants_of_districts_are_entered_corrected_and_taken_back(
    client: FlaskClient, town: Any
) -> None:
    factories.sign_in(client, town["staff"][Role.TEAM_LEAD])
    said = {"district": "weststadt", "counted_on": "31.12.2024", "inhabitants": "2000"}
    assert "ist eingetragen" in client.post("/districts", data=said, follow_redirects=True).text
    assert ["Weststadt", "2", "2.000"] in cells(client, "/statistics/districts?on=31.03.2025", "Ortsteile")
    client.post("/districts", data=said | {"district": "Weststadt", "inhabitants": "2100"})
    assert [row[:3] for row in cells(client, "/districts", "Eingetragene Zahlen")] == [
        ["Weststadt", "31.12.2024", "2.100"]
    ]
    page = JustHTML(client.get("/districts").text, sanitize=False)
    (undo,) = [
        form.attrs["action"] for form in page.query("form") if "take-back" in form.attrs.get("action", "")
    ]
    assert "zurückgenommen" in client.post(undo, follow_redirects=True).text
    assert client.post(undo).status_code == 404
    assert client.post("/districts", data=said | {"inhabitants": "-1"}).status_code == 422


def test_who_may_not_look_after_houses_enters_no_numbers(client: FlaskClient, town: Any) -> None:
    factories.sign_in(client, town["staff"][Role.CASE_MANAGER])
    assert client.get("/districts").status_code == 403
    assert "/districts" not in {
        link.attrs["href"]
        for link in JustHTML(client.get("/statistics/districts").text, sanitize=False).query("main a")
    }


def test_the_pages_stand_beside_each_other(client: FlaskClient, town: Any) -> None:
    factories.sign_in(client, town["staff"][Role.TEAM_LEAD])
    for address in ("/occupancy", "/statistics/series", "/statistics/corrections", "/statistics/districts"):
        tabs = JustHTML(client.get(address).text, sanitize=False).query("nav.tabs a")
        (here,) = [tab for tab in tabs if tab.attrs.get("aria-current") == "page"]
        assert here.attrs["href"] == address
    assert f"{today():%d.%m.%Y}" in text(client, "/statistics/corrections")
