"""No page grows with the number of people stored: every list is cut or comes in pages."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient, FlaskCliRunner
from sqlalchemy import select

from casework.access.roles import Role
from casework.database.base import db
from casework.housing.models import Accommodation
from casework.people.panels import PANELS
from tests import factories
from tests.access.addresses import address, rules
from tests.access.two_towns import OURS, Town, furnished
from tests.benchmarks.lists import FAMILY, GIVEN, as_csv

pytestmark = pytest.mark.engine_independent

FEW, MANY = 100, 1_500
SLACK = 3_000
"""Bytes for longer numbers and for links to further pages; a list of fifty people takes ten times that."""
ROOMS = 40
IN_THE_HALL = 60
ARRIVED = date(2024, 1, 1)
TOWN, HALL, HOUSE = OURS.town, "Turnhalle", "Haus Nord"
NAME = "Layla"
Rows = Iterator[Sequence[str]]


def houses() -> Rows:
    """A hall without rooms and a house with some; as many as they are however many people there are."""
    yield "Unterkunft", "Art", "Zimmer", "Plätze", "Fläche", "Betrieb ab"
    yield HALL, "NOT", "", "700", "", "01.01.2020"
    for number in range(ROOMS):
        yield HOUSE, "AU", f"N{number}", "2", "14", "01.01.2020"


def people(numbers: range) -> Rows:
    """Every second one is all but the same as the one before; the first have a name that others bear later, too."""
    yield "Aktenzeichen", "Familienname", "Vornamen", "Geburtsdatum", "Geschlecht", "Staatsangehörigkeit"
    for number in numbers:
        pair = number // 2
        family = f"{FAMILY[pair % 14]}{chr(97 + pair // 14 % 26)}{chr(97 + pair // 364 % 26)}"
        born = date(1960, 1, 1) + timedelta(pair * 7)
        yield (
            f"B-{number:06d}",
            family,
            (NAME if number < FEW else GIVEN[pair % 16]) + ("h" if number % 2 else ""),
            f"{born:%d.%m.%Y}",
            "mw"[pair % 2],
            "Syrien",
        )


def stays(numbers: range) -> Rows:
    """At first most live in the hall and the others two to a room; later ones in the hall or in flats."""
    yield "Aktenzeichen", "Stufe", "Wohnform", "Unterkunft", "Zimmer", "Ortsteil", "Von"
    for number in numbers:
        day = f"{ARRIVED + timedelta(number % 500):%d.%m.%Y}"
        who = f"B-{number:06d}"
        if number < IN_THE_HALL or (number >= FEW and number % 10 == 0):
            yield who, "VU", "Unterkunft", HALL, "", "", day
        elif number < FEW:
            yield who, "AU", "Unterkunft", HOUSE, f"N{number % ROOMS}", "", day
        else:
            yield who, "AU", "Privatwohnung", "", "", "Oststadt", day


@dataclass(frozen=True)
class Growing:
    """An installation into which lists are read."""

    runner: FlaskCliRunner
    folder: Path

    def read(self, **lists: Rows) -> None:
        for name, rows in lists.items():
            path = self.folder / f"{name}.csv"
            path.write_bytes(as_csv(rows))
            result = self.runner.invoke(args=["import", name, str(path), "--municipality", TOWN])
            assert result.exit_code == 0, result.output

    def take_in(self, numbers: range) -> None:
        self.read(personen=people(numbers))
        self.read(aufenthalte=stays(numbers))


def pages(app: Flask, town: Town, hall: uuid.UUID) -> list[str]:
    """Every page there is, those of the hall too, and the ways to ask that lengthen a page."""
    found = [
        address(app, rule, ids)
        for rule, method in rules(app)
        if method == "GET"
        for ids in (town.ids, {**town.ids, "accommodation_id": hall})
    ]
    person, seek = f"/people/{town.person.id}", "/accommodations/find-place?"
    found += [f"{person}?tab={panel.name}" for panel in PANELS if panel.place == "tab"]
    found += [f"{page}?q={NAME}" for page in ("/people", f"{person}/merge", "/accommodations", "/partners")]
    found += [f"{seek}person_id={town.person.id}", f"{seek}women=1&children=1&on=01.07.2025"]
    found += [f"/accommodations/{hall}/residents?from=01.01.2020", "/accommodations?closed=1"]
    return list(dict.fromkeys(found))


def bytes_of(client: FlaskClient, addresses: Sequence[str]) -> dict[str, int]:
    """How long every page is; papers and lists to keep are none."""
    answers = ((page, client.get(page)) for page in addresses)
    return {
        page: len(answer.data)
        for page, answer in answers
        if answer.mimetype == "text/html" and answer.status_code == 200
    }


@pytest.mark.slow
def test_no_page_grows_with_the_number_of_people_stored(
    app: Flask, runner: FlaskCliRunner, tmp_path: Path
) -> None:
    town, growing = furnished(app, OURS), Growing(runner, tmp_path)
    growing.read(unterkuenfte=houses())
    growing.take_in(range(FEW))
    with app.app_context():
        found = select(Accommodation.id).where(Accommodation.name == HALL)
        hall = db.session.scalars(found).one()
    clients = {role: app.test_client() for role in (Role.TEAM_LEAD, Role.ADMINISTRATOR)}
    for role, client in clients.items():
        factories.sign_in(client, town.staff[role])
    asked = pages(app, town, hall)
    few = {role: bytes_of(client, asked) for role, client in clients.items()}
    growing.take_in(range(FEW, MANY))
    many = {role: bytes_of(client, asked) for role, client in clients.items()}
    grown = [
        f"{role} {page}: {before} → {many[role].get(page)}"
        for role, lengths in few.items()
        for page, before in lengths.items()
        if page not in many[role] or many[role][page] > before + SLACK
    ]
    assert min(len(lengths) for lengths in few.values()) > 10
    assert not grown, "\n".join(grown)
