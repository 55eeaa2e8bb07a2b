"""Scenario 7 (domain brief §9): one man in two spellings, brought by lists, merged, and taken apart again."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from casework.database.base import db
from casework.database.transaction import transaction
from casework.errors import Conflict, Refused
from casework.people.merging import merge, undo_merge
from casework.people.models import Person
from casework.people.not_duplicates import mark_not_duplicate, not_duplicates, take_back_not_duplicate
from casework.people.operations import find_person_id, next_case_number
from casework.people.register import cards_of
from casework.people.search import find_people
from tests import factories
from tests.statistics.conftest import Clock, World, clock, world

__all__ = ["clock", "world"]

PEOPLE = (
    "Aktenzeichen;Familienname;Vornamen;Geburtsdatum;Staatsangehörigkeit\n"
    "2025-0001;AL-HUSSEIN;Mohammad;01.01.1994;475\n"
    "2025-0002;Alhusain;Muhamed;01.01.1994;475"
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
JANUARY = ("2025-01-31", "2025-01-01")


def bring(client: FlaskClient, list_name: str, content: str) -> str:
    """A list, read in as on screen; what the preview says."""
    file = (io.BytesIO(content.encode()), f"{list_name}.csv")
    waiting = client.post("/imports", data={"list_name": list_name, "file": file}).location
    preview = client.get(waiting).text
    assert client.post(f"{waiting}/take-over").status_code == 302
    return preview


class Scenario:
    """The town with both records, told on 31.01."""

    def __init__(self, app: Flask, client: FlaskClient, world: World) -> None:
        self.world = world
        self.lead = factories.user(world.town)
        factories.sign_in(client, self.lead)
        for name, content in (("personen", PEOPLE), ("aufenthalte", STAYS), ("beratungen", TALKS)):
            bring(client, name, content)
        self.a, self.b = (find_person_id(world.town.id, number) for number in ("2025-0001", "2025-0002"))

    def figures(self, known: str | None = None) -> dict[str, Any]:
        found = self.world.ask(*JANUARY, known=known)
        house = self.world.at("GU Nord", *JANUARY, known=known)
        return {
            "stock": found["stock"]["total"],
            "arrivals": found["movement"]["arrivals"],
            "transfers": found["movement"]["transfers"],
            "person_days": house["person_days"],
            "occupied": house["occupied"],
            "consultations": found["counselling"]["consultations"],
            "persons": found["counselling"]["persons"],
            "nationality": found["demography"]["by_nationality"],
        }


TWO = {
    "stock": 2,
    "arrivals": 2,
    "transfers": 0,
    "person_days": 32,
    "occupied": 2,
    "consultations": 3,
    "persons": 2,
    "nationality": {"475": 2},
}
ONE = TWO | {
    "stock": 1,
    "arrivals": 1,
    "person_days": 20,
    "occupied": 1,
    "persons": 1,
    "nationality": {"475": 1},
}


@pytest.fixture
def scenario(app: Flask, world: World, clock: Clock) -> Callable[[FlaskClient], Scenario]:
    def build(client: FlaskClient) -> Scenario:
        clock("2025-01-31T10:00")
        return Scenario(app, client, world)

    return build


def test_scenario_7(app: Flask, scenario: Callable[[FlaskClient], Scenario], clock: Clock) -> None:
    client = app.test_client()
    here = scenario(client)
    assert here.figures() == TWO

    clock("2025-02-03T09:00")
    with transaction():
        merge(db.session.get_one(Person, here.b), db.session.get_one(Person, here.a))
    assert here.figures() == ONE
    assert here.figures(known="2025-02-02") == TWO
