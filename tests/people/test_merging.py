"""Scenario 7 (domain brief §9): one man in two spellings, brought by lists, merged on screen, and taken apart again."""

import io
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from casework.access.roles import Role
from casework.database.moments import BERLIN, read_moment
from casework.people.operations import find_person_id, next_case_number
from casework.people.register import cards_of
from casework.statistics.answers import answer
from casework.statistics.question import Question
from tests import factories
from tests.access.belongings import belongings
from tests.statistics.conftest import Clock, clock

__all__ = ["clock"]

PEOPLE = (
    "Aktenzeichen;Familienname;Vornamen;Geburtsdatum;Staatsangehörigkeit;Haushalt;Zuständig;Fall ab\n"
    "2025-0001;AL-HUSSEIN;Mohammad;01.01.1994;475;H1;{email};12.01.2025\n"
    "2025-0002;Alhusain;Muhamed;01.01.1994;475;H1;{email};20.01.2025"
)
STAYS = (
    "Aktenzeichen;Stufe;Unterkunft;Zimmer;Von\n"
    "2025-0001;VU;GU Nord;N1;12.01.2025\n"
    "2025-0002;VU;GU Nord;N1;20.01.2025"
)
TALKS = (
    "Aktenzeichen;Datum;Minuten;Themen\n"
    "2025-0001;14.01.2025;30;WOH\n2025-0001;21.01.2025;20;SPR\n2025-0002;22.01.2025;20;GES"
)
LISTS = {"personen": PEOPLE, "aufenthalte": STAYS, "beratungen": TALKS}


def bring(client: FlaskClient, list_name: str, content: str) -> str:
    """Read a list in as on screen; what the preview says."""
    file = (io.BytesIO(content.encode()), f"{list_name}.csv")
    waiting = client.post("/imports", data={"list_name": list_name, "file": file}).location
    preview = client.get(waiting).text
    client.post(f"{waiting}/take-over")
    return preview


@dataclass
class Town:
    """The town of scenario 7 on 31.01.2025, after its three lists came in."""

    app: Flask
    client: FlaskClient
    lead: factories.User
    kim: factories.User
    set_clock: Clock
    a: Any = None
    b: Any = None

    def later(self, moment: str) -> None:
        """The clock shows a later moment, and the team lead signs in again."""
        self.set_clock(moment)
        factories.sign_in(self.client, self.lead)

    def bring_all(self) -> list[str]:
        return [
            bring(self.client, name, content.format(email=self.kim.email)) for name, content in LISTS.items()
        ]

    def figures(self, known: str | None = None) -> dict[str, Any]:
        """What January was."""
        with self.app.app_context():
            town = self.lead.municipality
            moment = read_moment(known) if known else datetime.now(BERLIN)
            found = answer(Question(town.id, town.name, date(2025, 1, 31), moment, date(2025, 1, 1)))
        (house,) = found["accommodations"]
        movement, talks = found["movement"], found["counselling"]
        assert movement["opening"] + movement["arrivals"] - movement["departures"] == movement["closing"]
        return {
            "stock": found["stock"]["total"],
            "VU": found["stock"]["by_stage"]["VU"],
            "arrivals": movement["arrivals"],
            "transfers": movement["transfers"],
            "stage_changes": movement["stage_changes"],
            "person_days": house["person_days"],
            "occupied": house["occupied"],
            "households": house["households"],
            "consultations": talks["consultations"],
            "persons": talks["persons"],
            "nationality": found["demography"]["by_nationality"].get("475", 0),
            "ages": found["demography"]["by_age_group"]["27-64"],
            "caseload": found["caseload_per_fte"],
        }

    def merge(self) -> None:
        page = self.client.get(f"/people/{self.a}/merge", query_string={"other": self.b})
        assert page.location == f"/people/{self.a}/merge/{self.b}"
        done = self.client.post(page.location, data={"leading_id": str(self.a)})
        assert done.location == f"/people/{self.a}"

    def undo(self) -> None:
        address = f"/people/{self.a}/records/{self.b}/part"
        assert "2025-0002" in self.client.get(address).text
        assert self.client.post(address).location == f"/people/{self.a}"


TWO = {
    "stock": 2,
    "VU": 2,
    "arrivals": 2,
    "transfers": 0,
    "stage_changes": [],
    "person_days": 32,
    "occupied": 2,
    "households": 1,
    "consultations": 3,
    "persons": 2,
    "nationality": 2,
    "ages": 2,
    "caseload": 2.0,
}
ONE = TWO | {
    "stock": 1,
    "VU": 1,
    "arrivals": 1,
    "person_days": 20,
    "occupied": 1,
    "persons": 1,
    "nationality": 1,
    "ages": 1,
    "caseload": 1.0,
}


@pytest.fixture
def town(app: Flask, client: FlaskClient, clock: Clock) -> Town:
    clock("2025-01-31T10:00")
    with app.app_context():
        municipality = factories.municipality()
        lead = factories.user(municipality)
        kim = factories.user(municipality, Role.CASE_MANAGER, full_time_share=1)
        factories.house(municipality, "GU Nord", rooms={"N1": 4})
    factories.sign_in(client, lead)
    town = Town(app, client, lead, kim, clock)
    town.bring_all()
    with app.app_context():
        town.a, town.b = (find_person_id(municipality.id, number) for number in ("2025-0001", "2025-0002"))
    return town


def test_scenario_7(town: Town) -> None:
    assert town.figures() == TWO
    town.later("2025-02-03T09:00")
    town.merge()
    assert town.figures() == ONE
    assert town.figures(known="2025-02-02") == TWO

    client = town.client
    page = client.get(f"/people/{town.a}")
    for words in ("Mohammad AL-HUSSEIN", "Muhamed Alhusain", "Az. 2025-0001", "2025-0002", "am 03.02.2025"):
        assert words in page.text
    talks = client.get(f"/people/{town.a}?tab=talks").text
    assert all(talk in talks for talk in ("14.01.2025", "21.01.2025", "22.01.2025"))
    assert client.get(f"/people/{town.b}").location == f"/people/{town.a}"
    for words in ("hussein", "Alhusain", "muhamed", "2025-0002"):
        found = client.get(f"/people?q={words}").text
        assert found.count(f"/people/{town.a}") == 1, words
        assert str(town.b) not in found, words
    household = client.get(f"/people/{town.a}/move?all=1").text
    assert household.count("(31)") == 1

    town.later("2025-02-10T09:00")
    town.undo()
    assert town.figures() == TWO
    assert town.figures(known="2025-02-05") == ONE
    assert town.figures(known="2025-02-02") == TWO
    assert client.get(f"/people/{town.b}").status_code == 200
    assert "Zusammengeführt" not in client.get(f"/people/{town.a}").text
    for record in (town.a, town.b):  # two people again, both found under either spelling
        assert client.get("/people?q=hussein").text.count(f"/people/{record}") == 1


def test_the_same_lists_once_more_change_nothing(town: Town) -> None:
    town.later("2025-02-03T09:00")
    town.merge()
    before = belongings(town.app, town.lead.municipality.id)
    town.bring_all()
    unnumbered = "Familienname;Vornamen;Geburtsdatum;Haushalt\nAlhusain;Muhamed;01.01.1994;H1"
    bring(town.client, "personen", unnumbered)
    assert belongings(town.app, town.lead.municipality.id) == before
    assert town.figures() == ONE
    with town.app.app_context():
        assert len(cards_of(town.lead.municipality.id)) == 1


def test_a_list_corrects_under_the_old_number(town: Town) -> None:
    town.later("2025-02-03T09:00")
    town.merge()
    bring(town.client, "personen", "Aktenzeichen;Familienname;Vornamen\n2025-0002;Alhuseyn;Muhamed")
    stay = "Aktenzeichen;Stufe;Unterkunft;Zimmer;Von;Bis\n2025-0002;VU;GU Nord;N1;20.01.2025;30.01.2025"
    bring(town.client, "aufenthalte", stay)
    bring(town.client, "aufenthaltstitel", "Aktenzeichen;Titel;Von\n2025-0002;GESTATTUNG;20.01.2025")
    assert town.figures() == ONE | {
        "stock": 0,
        "VU": 0,
        "person_days": 18,
        "occupied": 0,
        "households": 0,
        "nationality": 0,
        "ages": 0,
    }
    page = town.client.get(f"/people/{town.a}").text
    assert "Muhamed Alhuseyn" in page
    assert "Aufenthaltsgestattung" in page
    with town.app.app_context():
        assert next_case_number(town.lead.municipality.id, date(2025, 2, 3)) == "2025-0003"


def test_twins_are_told_apart_and_it_is_remembered(town: Town) -> None:
    client = town.client
    head, born = "Aktenzeichen;Familienname;Vornamen;Geburtsdatum;Haushalt", "01.01.2015;H7"
    bring(client, "personen", f"{head}\nT-1;Haddad;Amina;{born}\nT-2;Haddad;Amira;{born}")
    with town.app.app_context():
        amina, amira = (find_person_id(town.lead.municipality.id, number) for number in ("T-1", "T-2"))
    assert "Amira" in client.get(f"/people/{amina}/merge?q=haddad").text
    pair = f"/people/{amina}/merge/{amira}"
    assert client.post(f"{pair}/tell-apart").status_code == 302
    page = client.get(f"/people/{amira}/merge/{amina}").text
    assert "Als verschiedene Personen gekennzeichnet" in page
    refused = client.post(pair, data={"leading_id": str(amina)})
    assert refused.status_code == 422
    assert client.post(f"{pair}/no-longer-tell-apart").location == pair
    assert client.post(pair, data={"leading_id": str(amina)}).status_code == 302
