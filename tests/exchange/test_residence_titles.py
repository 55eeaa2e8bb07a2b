"""The list „aufenthaltstitel“."""

import pytest
from flask import Flask
from sqlalchemy import select

from casework.database.base import db
from casework.people.models import ResidenceTitle
from tests.exchange.conftest import Town, counts, remarks

HEAD = "Aktenzeichen;Titel;Von;Bis;Zustellung;Unanfechtbar;Bemerkung;Storno\n"


@pytest.fixture
def known(town: Town) -> Town:
    """A town with two people."""
    town.brought("personen", "Aktenzeichen;Familienname\n1;Haddad\n2;Okafor")
    return town


def believed(app: Flask) -> list[tuple[str | None, ...]]:
    with app.app_context():
        rows = (
            select(ResidenceTitle)
            .where(ResidenceTitle.superseded_at.is_(None))
            .order_by(ResidenceTitle.starts_on)
        )
        return [
            (title.title, str(title.starts_on), str(title.ends_on), str(title.final_on), title.remark)
            for title in db.session.scalars(rows)
        ]


def test_titles_their_corrections_and_their_end(known: Town, app: Flask) -> None:
    content = (
        HEAD
        + "1;gestattung;01.01.2025;;;;;\n1;AE_25_2_FLU;20.06.2025;19.06.2028;30.04.2025;15.05.2025;Karte;"
    )
    assert counts(known.brought("aufenthaltstitel", content)) == (2, 0, 0, 0, 0)
    assert counts(known.brought("aufenthaltstitel", content)) == (0, 0, 2, 0, 0)
    assert believed(app) == [
        ("GESTATTUNG", "2025-01-01", "None", "None", None),
        ("AE_25_2_FLU", "2025-06-20", "2028-06-19", "2025-05-15", "Karte"),
    ]
    shorter = "Aktenzeichen;Titel;Von;Bis\n1;AE_25_2_FLU;20.06.2025;19.06.2027"
    assert counts(known.brought("aufenthaltstitel", shorter)) == (0, 1, 0, 0, 0)
    assert believed(app)[1] == ("AE_25_2_FLU", "2025-06-20", "2027-06-19", "2025-05-15", "Karte")
    gone = HEAD + "1;GESTATTUNG;01.01.2025;;;;;ja"
    assert counts(known.brought("aufenthaltstitel", gone)) == (0, 0, 0, 1, 0)
    assert counts(known.brought("aufenthaltstitel", gone)) == (0, 0, 1, 0, 0)
    assert [title[0] for title in believed(app)] == ["AE_25_2_FLU"]


def test_a_repeated_row_is_stored_once(known: Town, app: Flask) -> None:
    content = HEAD + "1;DULDUNG;01.01.2025;;;;;\n1;DULDUNG;01.01.2025;;;;;"
    assert counts(known.brought("aufenthaltstitel", content)) == (1, 0, 1, 0, 0)
    assert len(believed(app)) == 1


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("9;DULDUNG;01.01.2025;;;;;", "Aktenzeichen"),
        ("1;Visum;01.01.2025;;;;;", "Titel"),
        ("1;DULDUNG;;;;;;", "Von"),
        ("1;DULDUNG;02.01.2025;01.01.2025;;;;", "Bis"),
    ],
)
def test_impossible_rows(known: Town, row: str, column: str) -> None:
    assert remarks(known.bring("aufenthaltstitel", HEAD + row)) == [(2, column)]
