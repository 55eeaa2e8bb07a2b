"""The list „unterkuenfte“."""

from decimal import Decimal

import pytest
from flask import Flask
from sqlalchemy import select

from casework.database.base import db
from casework.housing.models import Accommodation, Room, RoomOperation
from tests.exchange.conftest import Town, counts, remarks
from tests.exchange.test_files import workbook

HEAD = "Unterkunft;Art;Träger;Straße;PLZ;Ort;Ortsteil;Zimmer;Plätze;Fläche;Bestimmung;Betrieb ab;Betrieb bis;Mietende"


def stored(app: Flask) -> list[tuple[object, ...]]:
    """What is believed of every room."""
    with app.app_context():
        rows = db.session.execute(
            select(Accommodation, Room, RoomOperation)
            .join(Room, Room.accommodation_id == Accommodation.id)
            .join(RoomOperation, RoomOperation.room_id == Room.id)
            .where(RoomOperation.superseded_at.is_(None))
            .order_by(Accommodation.name, Room.name, RoomOperation.starts_on)
        )
        return [
            (
                house.name,
                house.kind,
                house.postcode,
                room.name,
                at.places,
                at.area_m2,
                at.constraint,
                str(at.starts_on),
            )
            for house, room, at in rows
        ]


def test_houses_rooms_and_what_they_offer(town: Town, app: Flask) -> None:
    answer = town.brought(
        "unterkuenfte",
        f"""{HEAD}
        Haus Süd;VU;Kreis;Weg 1;01234;Ort;Mitte;1;4;28,5;Familie;01.01.2025;;31.12.2030
        Haus  süd;VU;;;;;;2;2;;;2025-01-01;;
        Villa;Notunterkunft;;;;;;;40;;keine;01.02.2025;;
        """,
    )
    assert counts(answer) == (3, 0, 0, 0, 0)
    assert stored(app) == [
        ("Haus Süd", "VU", "01234", "1", 4, Decimal("28.50"), "FAMILY", "2025-01-01"),
        ("Haus Süd", "VU", "01234", "2", 2, None, "NONE", "2025-01-01"),
        ("Villa", "NOT", None, "", 40, None, "NONE", "2025-02-01"),
    ]


def test_headings_are_read_however_they_are_spelled(town: Town, app: Flask) -> None:
    answer = town.brought("unterkuenfte", "PLAETZE ,betrieb_ab,unterkunft,ART,Zimmer\n3,1.1.2025,Haus,AU,7")
    assert answer["ignored_columns"] == []
    assert stored(app) == [("Haus", "AU", None, "7", 3, None, "NONE", "2025-01-01")]


def test_a_workbook_whose_postcode_lost_its_zero(town: Town, app: Flask) -> None:
    content = workbook(
        ["Unterkunft", "Art", "PLZ", "Zimmer", "Plätze", "Betrieb ab"],
        ["Haus", "AU", 1234, 101, 3, "1.1.2025"],
    )
    assert counts(town.bring("unterkuenfte", content, file="liste.xlsx")) == (1, 0, 0, 0, 0)
    assert stored(app) == [("Haus", "AU", "01234", "101", 3, None, "NONE", "2025-01-01")]


def test_the_same_list_twice_then_a_correction_then_back(town: Town, app: Flask) -> None:
    head = "Unterkunft;Art;Zimmer;Plätze;Betrieb ab;Storno\n"
    first = head + "Haus;AU;1;3;01.01.2025;\nHaus;AU;2;3;01.01.2025;"
    town.brought("unterkuenfte", first)
    assert counts(town.brought("unterkuenfte", first)) == (0, 0, 2, 0, 0)
    assert counts(town.brought("unterkuenfte", head + "Haus;AU;1;4;01.01.2025;nein")) == (0, 1, 0, 0, 0)
    assert counts(town.brought("unterkuenfte", head + "Haus;VU;2;3;01.01.2025;")) == (0, 1, 0, 0, 0)
    assert counts(town.brought("unterkuenfte", head + "Haus;;2;3;01.01.2025;ja")) == (0, 0, 0, 1, 0)
    assert stored(app) == [("Haus", "VU", None, "1", 4, None, "NONE", "2025-01-01")]
    assert counts(town.brought("unterkuenfte", head + "Haus;;2;3;01.01.2025;ja")) == (0, 0, 1, 0, 0)


def test_a_room_may_offer_something_else_from_a_later_day(town: Town, app: Flask) -> None:
    town.brought(
        "unterkuenfte",
        "Unterkunft;Art;Zimmer;Plätze;Betrieb ab\nHaus;AU;1;5;01.01.2026\nHaus;AU;1;3;01.01.2025",
    )
    assert [row[4] for row in stored(app)] == [3, 5]
    answer = town.bring(
        "unterkuenfte", "Unterkunft;Zimmer;Plätze;Betrieb ab;Betrieb bis\nHaus;1;3;01.01.2025;01.02.2026"
    )
    assert remarks(answer) == [(2, "Betrieb ab")]


def test_house_columns_that_disagree_are_an_error_at_the_odd_row(town: Town) -> None:
    answer = town.bring(
        "unterkuenfte",
        """
        Unterkunft;Art;Ort;Zimmer;Plätze;Betrieb ab
        Haus;AU;Stadt;1;3;01.01.2025
        Haus;VU;;2;3;01.01.2025
        Haus;AU;Dorf;3;3;01.01.2025
        """,
    )
    assert remarks(answer) == [(3, "Art"), (4, "Ort")]
    assert answer["errors"][0]["reason"] == "„Art“ ist anders als in Zeile 2, obwohl es dasselbe Haus ist."


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (";AU;1;3;01.01.2025;", "Unterkunft"),
        ("Neu;;1;3;01.01.2025;", "Art"),
        ("Haus;Hotel;1;3;01.01.2025;", "Art"),
        ("Haus;AU;1;;01.01.2025;", "Plätze"),
        ("Haus;AU;1;-3;01.01.2025;", "Plätze"),
        ("Haus;AU;1;3;;", "Betrieb ab"),
        ("Haus;AU;1;3;01.01.2025;01.01.2024", "Betrieb bis"),
        (f"{'H' * 201};AU;1;3;01.01.2025;", "Unterkunft"),
    ],
)
def test_impossible_rows(town: Town, row: str, column: str) -> None:
    answer = town.bring("unterkuenfte", "Unterkunft;Art;Zimmer;Plätze;Betrieb ab;Betrieb bis\n" + row)
    assert answer["exit"] == 2
    assert remarks(answer) == [(2, column)]


def test_repetitions_warn_and_contradictions_are_refused(town: Town) -> None:
    head = "Unterkunft;Art;Zimmer;Plätze;Betrieb ab\n"
    answer = town.brought("unterkuenfte", head + "Haus;AU;1;3;01.01.2025\nHaus;AU;1;3;01.01.2025")
    assert counts(answer) == (1, 0, 1, 0, 0)
    assert remarks(answer, "warnings") == [(3, None)]
    answer = town.bring("unterkuenfte", head + "Haus;AU;2;3;01.01.2025\nHaus;AU;2;4;01.01.2025")
    assert remarks(answer) == [(2, "Betrieb ab"), (3, "Betrieb ab")]
