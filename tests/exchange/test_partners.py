"""The list „partner“."""

import time

import pytest
from flask import Flask
from sqlalchemy import select

from casework.database.base import db
from casework.partners.models import Partner
from casework.partners.queries import contacts_of, partners_of, search
from tests.benchmarks.partner_list import partner_list
from tests.exchange.conftest import Town, counts, remarks

MANY = 1_000
HEAD = (
    "Name;Art;PLZ;Ortsteil;Zuständig für;Angebote;Handlungsfelder;Zielgruppe;Sprachen;Öffnungszeiten;"
    "Barrierefreiheit;Ansprechperson;Funktion;Storno\n"
)
VHS = (
    "VHS Musterstadt;Volkshochschule;71638;mitte;Mitte|oststadt;Deutschkurs|Nähkurs;SPR,AUS|teilhabe, sport, ehrenamt;"
    "Erwachsene;Arabisch|en;Mo-Fr 8-12;Aufzug|stufenlos;Kim Muster;Kurse;"
)
AWO = "AWO;CARRIER;71638;Mitte;;;FAM|KIT;;Türkisch;nach Vereinbarung;;;;"


def offers(app: Flask, name: str) -> list[tuple[str, list[str], str | None, bool]]:
    with app.app_context():
        partner = db.session.scalars(select(Partner).where(Partner.name == name)).one()
        return [(offer.title, offer.needs, offer.audience, offer.is_active) for offer in partner.offers]


def test_partners_with_all_there_is_to_say(town: Town, app: Flask) -> None:
    assert counts(town.brought("partner", HEAD + VHS + "\n" + AWO)) == (2, 0, 0, 0, 0)
    assert counts(town.brought("partner", HEAD + VHS + "\n" + AWO)) == (0, 0, 2, 0, 0)
    with app.app_context():
        vhs = db.session.scalars(select(Partner).where(Partner.name == "VHS Musterstadt")).one()
        assert (vhs.kind, vhs.district, vhs.serves) == ("ADULT_EDUCATION", "Mitte", ["Mitte", "oststadt"])
        assert (vhs.languages, vhs.accessibility) == (["ar", "en"], ["STEP_FREE", "LIFT"])
        assert vhs.opening_hours == "Mo–Fr 8:00–12:00"
        assert [(contact.name, contact.function) for contact in contacts_of(vhs)] == [("Kim Muster", "Kurse")]
    assert offers(app, "VHS Musterstadt") == [
        ("Deutschkurs", ["SPR", "AUS"], "Erwachsene", True),
        ("Nähkurs", ["TEI"], "Erwachsene", True),
    ]
    assert [title for title, *_more in offers(app, "AWO")] == [
        "Familie und Familiennachzug",
        "Kinderbetreuung",
    ]


def test_a_row_that_says_something_else_corrects_and_storno_retires(town: Town, app: Flask) -> None:
    town.brought("partner", HEAD + VHS)
    shorter = "Name;Angebote;Handlungsfelder;Ansprechperson;Funktion\nvhs musterstadt;Nähkurs;WOH;Kim Muster;Leitung"
    assert counts(town.brought("partner", shorter)) == (0, 1, 0, 0, 0)
    assert counts(town.brought("partner", shorter)) == (0, 0, 1, 0, 0)
    assert offers(app, "VHS Musterstadt") == [
        ("Nähkurs", ["WOH"], "Erwachsene", True),
        ("Deutschkurs", ["SPR", "AUS"], "Erwachsene", False),
    ]
    with app.app_context():
        (vhs,) = db.session.scalars(select(Partner)).all()
        assert vhs.languages == ["ar", "en"]
        assert [contact.function for contact in contacts_of(vhs)] == ["Leitung"]
    gone = "Name;Storno\nVHS Musterstadt;ja\nNie gehört;ja"
    assert counts(town.brought("partner", gone)) == (0, 0, 1, 1, 0)
    assert counts(town.brought("partner", gone)) == (0, 0, 2, 0, 0)
    with app.app_context():
        (vhs,) = db.session.scalars(select(Partner)).all()
        assert partners_of(vhs.municipality_id) == []


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (";COUNSELLING;;;;;;;;;;;;", "Name"),
        ("Neu;;;;;;;;;;;;;", "Art"),
        ("Neu;Zirkus;;;;;;;;;;;;", "Art"),
        ("Neu;CLUB;;;;Kurs;XYZ;;;;;;;", "Handlungsfelder"),
        ("Neu;CLUB;;;;;;;;Mo;;;;", "Öffnungszeiten"),
        ("Neu;CLUB;;;;;;;;;Rutsche;;;", "Barrierefreiheit"),
    ],
)
def test_impossible_rows(town: Town, app: Flask, row: str, column: str) -> None:
    answer = town.bring("partner", HEAD + AWO + "\n" + row)
    assert answer["exit"] == 2
    assert remarks(answer) == [(3, column)]
    with app.app_context():
        assert db.session.scalars(select(Partner)).all() == []
    assert counts(town.bring("partner", HEAD + AWO + "\n" + row, "--skip-bad")) == (1, 0, 0, 0, 1)


def test_a_thousand_partners_come_in_once_and_are_found(town: Town, app: Flask) -> None:
    content = partner_list(MANY)
    assert counts(town.bring("partner", content)) == (MANY, 0, 0, 0, 0)
    assert counts(town.bring("partner", content)) == (0, 0, MANY, 0, 0)
    with app.app_context():
        municipality_id = db.session.scalars(select(Partner.municipality_id).limit(1)).one()
        asked = search(municipality_id, need="SPR", language="ar", district="Oststadt").limit(50)
        db.session.scalars(asked).all()
        started = time.perf_counter()
        found = db.session.scalars(asked).all()
        assert time.perf_counter() - started < 1
    assert len(found) == 50
    assert all("Oststadt" in (partner.district, *partner.serves) or not partner.serves for partner in found)
