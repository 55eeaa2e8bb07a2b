"""Answers: numbered and frozen, small numbers protected, and no two days whose difference tells of one person."""

import csv
import io
import json
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from justhtml import JustHTML
from sqlalchemy import select, update

from casework.access.roles import Role
from casework.database.base import db
from casework.database.transaction import transaction
from casework.housing.ledger import DWELLING, STAGE, Ledger
from casework.people.operations import register_person
from casework.releases.models import ReleasedAnswer
from casework.vocabulary.housing import IN_ACCOMMODATION
from tests import factories

WEEKLY = "/answers/new?on={on}&rows=house&columns=&mode={mode}"


class Town:
    """A town whose people are counted by house."""

    def __init__(self) -> None:
        self.town = factories.municipality()
        self.lead = factories.user(self.town)
        self.houses: dict[str, factories.House] = {}

    def move_in(self, name: str, people: int, on: date) -> None:
        if name not in self.houses:
            self.houses[name] = factories.house(self.town, name, rooms={"1": 60})
        house = self.houses[name]
        dwelling = {
            "form": IN_ACCOMMODATION,
            "accommodation_id": house.id,
            "room_id": house.rooms["1"],
            "district": None,
        }
        with transaction():
            ids = [register_person(self.town.id, {"family_name": "Viele"}).id for _person in range(people)]
            db.session.flush()
            for axis, facts in ((STAGE, {"stage": "VU"}), (DWELLING, dwelling)):
                ledger = Ledger(axis, self.town.id, ids)
                for person_id in ids:
                    ledger.state(person_id, starts_on=on, **facts)
                ledger.close()


@pytest.fixture
def town(app: Flask) -> Town:
    """Scenario 10 of the domain brief: 41, 17 and 2 of 60."""
    with app.app_context():
        made = Town()
        for name, people in (("GU Nord", 41), ("AU West", 17), ("Schutz", 2)):
            made.move_in(name, people, date(2025, 1, 1))
        return made


def release(client: FlaskClient, on: str, mode: str = "suppress", status: int = 302, **query: str) -> str:
    """Release the table by house and return where the answer is, or the page that refuses."""
    asked = {"on": on, "rows": "house", "columns": "", "mode": mode} | query
    answer = client.post("/answers/new", query_string=asked, data={"question": "Anfrage im Gemeinderat"})
    assert answer.status_code == status, answer.text
    return answer.headers["Location"] if status == 302 else words(answer.text)


def words(html: str) -> str:
    return " ".join(JustHTML(html, sanitize=False).to_text().split())


def told(client: FlaskClient, address: str) -> dict[str, str]:
    """The numbers of an answer or a preview by house."""
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    rows = JustHTML(answer.text, sanitize=False).query("main table tr")
    cells = [
        [cell.to_text().removesuffix("gesperrt").strip() for cell in row.query("th, td")] for row in rows
    ]
    return dict(cells[1:])


def test_scenario_10_suppressed(client: FlaskClient, town: Town) -> None:
    """The 2 goes, and the smaller of the others so that it cannot be worked out; the total stays."""
    factories.sign_in(client, town.lead)
    numbers = told(client, release(client, "12.10.2025"))
    assert numbers == {
        "AU West": "•",
        "GU Nord": "41",
        "Schutz": "•",
        "Privatwohnung": "0",
        "andere Wohnform": "0",
        "Summe": "60",
    }


def test_scenario_10_rounded(client: FlaskClient, town: Town) -> None:
    factories.sign_in(client, town.lead)
    address = release(client, "12.10.2025", "round5")
    numbers = told(client, address)
    assert [numbers[name] for name in ("GU Nord", "AU West", "Schutz", "Summe")] == ["40", "15", "0", "60"]
    assert "weichen Summen von der Summe der gerundeten Zahlen ab" in words(client.get(address).text)


def test_an_answer_never_changes(app: Flask, client: FlaskClient, town: Town) -> None:
    factories.sign_in(client, town.lead)
    address = release(client, "12.10.2025")
    before = client.get(f"{address}.csv").data
    with app.app_context():
        town.move_in("GU Nord", 5, date(2025, 2, 1))
    factories.sign_in(client, town.lead)
    assert told(client, address)["Summe"] == "60"
    assert client.get(f"{address}.csv").data == before
    assert told(client, "/cross?on=12.10.2025&rows=house&columns=")["Summe"] == "65"


def test_answers_are_numbered_and_say_where_they_come_from(client: FlaskClient, town: Town) -> None:
    factories.sign_in(client, town.lead)
    first, second = release(client, "12.10.2025"), release(client, "12.10.2025")
    assert "Antwort Nr. 1 vom " in words(client.get(first).text)
    assert "Antwort Nr. 2 vom " in words(client.get(second).text)
    listed = words(client.get("/answers").text)
    assert listed.count("Anfrage im Gemeinderat") == 2
    assert town.lead.name in listed
    rows = list(csv.reader(io.StringIO(client.get(f"{first}.csv").data.decode("utf-8-sig")), delimiter=";"))
    assert rows[0][0].startswith("Antwort Nr. 1 vom ")
    assert rows[0][1] == "Anfrage im Gemeinderat"
    assert ["Schutz", "•"] in rows
    assert ["GU Nord", "41"] in rows
    assert any(row[:1] == ["Prüfwert"] and len(row[1]) == 64 for row in rows)
    assert client.get(f"{first}.xlsx").status_code == 200


def test_two_days_do_not_tell_of_one_person(app: Flask, client: FlaskClient, town: Town) -> None:
    """One more in GU Nord a week later: 41 and then 42 would tell of somebody: neither 42 nor the sum is told."""
    with app.app_context():
        town.move_in("AU Ost", 30, date(2025, 1, 1))
        town.move_in("GU Nord", 1, date(2025, 10, 15))
    factories.sign_in(client, town.lead)
    first = release(client, "12.10.2025")
    page = words(client.get(WEEKLY.format(on="19.10.2025", mode="suppress")).text)
    assert "„GU Nord“ ist gesperrt: Der Unterschied zu Antwort Nr. 1 vom " in page
    assert "„Summe“ ist gesperrt" in page
    numbers = told(client, release(client, "19.10.2025"))
    assert {name for name, number in numbers.items() if number == "•"} == {
        "AU West",
        "GU Nord",
        "Schutz",
        "Summe",
    }
    assert numbers["AU Ost"] == "30"
    assert told(client, first)["GU Nord"] == "41", "what left the house stays as it was"


def test_a_table_of_which_nothing_would_be_left_is_refused(
    app: Flask, client: FlaskClient, town: Town
) -> None:
    with app.app_context():
        town.move_in("GU Nord", 1, date(2025, 10, 15))
    factories.sign_in(client, town.lead)
    release(client, "12.10.2025")
    assert "bliebe keine Zahl übrig" in release(client, "19.10.2025", status=422)


def test_what_changed_by_many_is_told(app: Flask, client: FlaskClient, town: Town) -> None:
    with app.app_context():
        town.move_in("GU Nord", 1, date(2025, 10, 15))
        town.move_in("AU Ost", 30, date(2025, 10, 15))
    factories.sign_in(client, town.lead)
    release(client, "12.10.2025")
    numbers = told(client, release(client, "19.10.2025"))
    assert numbers["GU Nord"] == "•"
    assert numbers["AU Ost"] == "30"
    assert numbers["AU West"] == numbers["Schutz"] == "•", "what was not told and is as it was"
    assert numbers["Summe"] == "91"


def test_a_correction_of_the_same_day_is_not_told_either(app: Flask, client: FlaskClient, town: Town) -> None:
    factories.sign_in(client, town.lead)
    release(client, "12.10.2025")
    with app.app_context():
        town.move_in("GU Nord", 2, date(2025, 10, 1))
    factories.sign_in(client, town.lead)
    assert "bliebe keine Zahl übrig" in release(client, "12.10.2025", status=422)


def test_a_table_is_protected_in_one_way_only(client: FlaskClient, town: Town) -> None:
    """41, •, • of 60 beside 40, 15, 0 would leave 17 and 2 alone."""
    factories.sign_in(client, town.lead)
    release(client, "12.10.2025")
    assert "schon anders geschützt herausgegeben (Antwort Nr. 1" in release(
        client, "12.10.2025", "round5", 422
    )
    assert release(client, "12.10.2025", "round5", rows="stage")


def test_another_table_of_the_day_does_not_tell_what_was_suppressed(client: FlaskClient, town: Town) -> None:
    """AU West went to protect the 2; by stage and house its total would be told again."""
    factories.sign_in(client, town.lead)
    release(client, "12.10.2025")
    answer = client.get("/cross?on=12.10.2025&rows=house&columns=stage&mode=suppress")
    rows = JustHTML(answer.text, sanitize=False).query("main table tr")
    cells = {
        row.query("th")[0].to_text(): row.query("td")[-1].to_text().removesuffix("gesperrt").strip()
        for row in rows[1:]
    }
    assert cells["AU West"] == cells["Schutz"] == "•"
    assert cells["GU Nord"] == "41"


def test_numbers_without_protection_stay_inside(client: FlaskClient, town: Town) -> None:
    factories.sign_in(client, town.lead)
    address = release(client, "12.10.2025", "internal")
    assert "auf 5 gerundet" in words(client.get(address).text)


def test_an_answer_needs_its_question(client: FlaskClient, town: Town) -> None:
    factories.sign_in(client, town.lead)
    answer = client.post(WEEKLY.format(on="12.10.2025", mode="suppress"), data={"question": " "})
    assert answer.status_code == 422
    assert "Bitte ausfüllen" in answer.text


def test_a_controller_releases_rounded_numbers_and_a_case_manager_none(
    app: Flask, client: FlaskClient, town: Town
) -> None:
    with app.app_context():
        controller = factories.user(town.town, Role.CONTROLLER, name="Chris Zahl")
        manager = factories.user(town.town, Role.CASE_MANAGER)
    factories.sign_in(client, controller)
    assert told(client, release(client, "12.10.2025"))["AU West"] == "15"
    other = app.test_client()
    factories.sign_in(other, manager)
    assert (
        other.post(WEEKLY.format(on="12.10.2025", mode="round5"), data={"question": "?"}).status_code == 403
    )


def test_changed_numbers_are_noticed(app: Flask, client: FlaskClient, town: Town) -> None:
    factories.sign_in(client, town.lead)
    address = release(client, "12.10.2025")
    with app.app_context(), db.engine.begin() as connection:
        numbers = json.loads(connection.scalar(select(ReleasedAnswer.numbers)) or "")
        numbers["numbers"][0][0] = 16
        connection.execute(update(ReleasedAnswer).values(numbers=json.dumps(numbers)))
    assert "nicht mehr die, die herausgegeben wurden" in client.get(address).text


def test_an_empty_town_answers_with_nobody(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        lead = factories.user(factories.municipality())
    factories.sign_in(client, lead)
    assert told(client, release(client, "12.10.2025"))["Summe"] == "0"


def test_many_people_make_no_longer_answer(app: Flask, client: FlaskClient) -> None:
    """The page is as long as the groups there are, however many people are in them."""
    with app.app_context():
        town = Town()
        town.move_in("GU Nord", 600, date(2025, 1, 1))
    factories.sign_in(client, town.lead)
    page: Any = client.get(release(client, "12.10.2025", rows="stage"))
    assert "600" in page.text
    assert len(page.data) < 40_000
