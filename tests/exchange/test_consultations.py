"""The list „beratungen“."""

import pytest
from flask import Flask
from sqlalchemy import select

from casework.counselling.models import Consultation
from casework.database.base import db
from tests.exchange.conftest import Town, counts, remarks

HEAD = "Aktenzeichen;Datum;Minuten;Kontaktart;Themen;Sprache;Dolmetscher;Inhalt;Ergebnis;Storno\n"


@pytest.fixture
def known(town: Town) -> Town:
    """A town with two people."""
    town.brought("personen", "Aktenzeichen;Familienname\n1;Haddad\n2;Haddad")
    return town


def believed(app: Flask) -> list[tuple[object, ...]]:
    with app.app_context():
        rows = select(Consultation).where(Consultation.superseded_at.is_(None)).order_by(Consultation.held_on)
        return [
            (
                str(talk.held_on),
                len(talk.participants),
                talk.topics,
                talk.minutes,
                talk.contact_kind,
                talk.language,
            )
            for talk in db.session.scalars(rows)
        ]


def test_talks_with_one_and_with_several(known: Town, app: Flask) -> None:
    content = HEAD + (
        "1;03.03.2025;30;Hausbesuch;WOH|KIT;Arabisch;keine;Wohnung gesucht.;Klärung;\n"
        "2|1;04.03.2025;;;auf, rec;;;;;\n"
        "1;05.03.2025;20;PHONE;Ausbildung, Studium, Anerkennung;;professionell;;;\n"
    )
    assert counts(known.brought("beratungen", content)) == (3, 0, 0, 0, 0)
    assert counts(known.brought("beratungen", content)) == (0, 0, 3, 0, 0)
    assert believed(app) == [
        ("2025-03-03", 1, ["WOH", "KIT"], 30, "HOME_VISIT", "ar"),
        ("2025-03-04", 2, ["AUF", "REC"], None, "OFFICE", None),
        ("2025-03-05", 1, ["AUS"], 20, "PHONE", None),
    ]
    with app.app_context():
        first = db.session.scalars(select(Consultation).order_by(Consultation.held_on)).first()
        assert first is not None
        assert (first.content, first.result, first.interpreter) == ("Wohnung gesucht.", "CLARIFIED", "NONE")


def test_people_in_another_order_are_the_same_talk_and_topics_are_not(known: Town, app: Flask) -> None:
    known.brought("beratungen", HEAD + "1|2;03.03.2025;30;;WOH|KIT;;;;;")
    assert counts(known.brought("beratungen", HEAD + "2|1;03.03.2025;45;;WOH|KIT;;;;;")) == (0, 1, 0, 0, 0)
    assert counts(known.brought("beratungen", HEAD + "2|1;03.03.2025;45;;KIT|WOH;;;;;")) == (1, 0, 0, 0, 0)
    assert counts(known.brought("beratungen", HEAD + "1|2;03.03.2025;;;KIT|WOH;;;;;ja")) == (0, 0, 0, 1, 0)
    assert believed(app) == [("2025-03-03", 2, ["WOH", "KIT"], 45, "OFFICE", None)]


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("1|9;03.03.2025;;;WOH;;;;;", "Aktenzeichen"),
        (";03.03.2025;;;WOH;;;;;", "Aktenzeichen"),
        ("1;;;;WOH;;;;;", "Datum"),
        ("1;01.01.2099;;;WOH;;;;;", "Datum"),
        ("1;03.03.2025;;;;;;;;", "Themen"),
        ("1;03.03.2025;;;QQQ;;;;;", "Themen"),
        ("1;03.03.2025;2000;;WOH;;;;;", "Minuten"),
        ("1;03.03.2025;;Brief;WOH;;;;;", "Kontaktart"),
        ("1;03.03.2025;;;WOH;;Hund;;;", "Dolmetscher"),
    ],
)
def test_impossible_rows(known: Town, row: str, column: str) -> None:
    assert remarks(known.bring("beratungen", HEAD + row)) == [(2, column)]


def test_a_talk_that_contradicts_itself_is_refused_and_a_repeated_one_is_stored_once(
    known: Town, app: Flask
) -> None:
    row = "1;03.03.2025;{};;WOH;;;;;\n"
    assert remarks(known.bring("beratungen", HEAD + row.format(30) + row.format(40))) == [
        (2, "Themen"),
        (3, "Themen"),
    ]
    assert counts(known.brought("beratungen", HEAD + row.format(30) * 2)) == (1, 0, 1, 0, 0)
    assert len(believed(app)) == 1
