"""What a cell says."""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import pytest

from casework.errors import Refused
from casework.exchange import cells
from casework.people.birth_dates import BirthDate

pytestmark = pytest.mark.engine_independent


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("03.03.2025", date(2025, 3, 3)),
        ("3.3.2025", date(2025, 3, 3)),
        (" 2025-03-03 ", date(2025, 3, 3)),
        ("2025-03-03 00:00:00", date(2025, 3, 3)),
        (date(2025, 3, 3), date(2025, 3, 3)),
        (datetime.combine(date(2025, 3, 3), time(10)), date(2025, 3, 3)),
        ("29.02.2024", date(2024, 2, 29)),
        ("", None),
        ("  ", None),
    ],
)
def test_days(cell: Any, day: date | None) -> None:
    assert cells.day(cell) == day


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        ("31.02.2025", "Den Tag 31.02.2025 gibt es nicht"),
        ("29.02.2025", "gibt es nicht"),
        ("heute", "„heute“ ist kein Datum"),
        (45719, "„45719“ ist kein Datum"),
        ("03.03.25", "kein Datum"),
        ("01.01.0025", "Jahr 25 kann nicht stimmen"),
        ("01.01.2999", "Jahr 2999"),
        (True, "Wahrheitswert"),
    ],
)
def test_impossible_days(cell: Any, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        cells.day(cell)


@pytest.mark.parametrize(
    ("cell", "birth"),
    [
        (1990, BirthDate(1990)),
        ("1990", BirthDate(1990)),
        ("00.00.1990", BirthDate(1990)),
        ("00.06.1990", BirthDate(1990, 6)),
        ("17.06.1990", BirthDate(1990, 6, 17)),
        ("1990-06-17", BirthDate(1990, 6, 17)),
        (date(1990, 6, 17), BirthDate(1990, 6, 17)),
        ("", None),
    ],
)
def test_birth_dates(cell: Any, birth: BirthDate | None) -> None:
    assert cells.birth_date(cell) == birth


@pytest.mark.parametrize("cell", ["31.02.1990", "1.1.90", 32874, "01.01.2999", "1850"])
def test_impossible_birth_dates(cell: Any) -> None:
    with pytest.raises(Refused):
        cells.birth_date(cell)


@pytest.mark.parametrize(
    ("cell", "answer"),
    [
        ("ja", True),
        ("JA", True),
        ("x", True),
        (True, True),
        (1, True),
        ("nein", False),
        (0, False),
        ("", None),
    ],
)
def test_yes_and_no(cell: Any, answer: bool | None) -> None:
    assert cells.yes(cell) is answer


def test_numbers() -> None:
    whole, decimal = cells.whole_number(10_000), cells.decimal_number(100_000)
    assert [whole(cell) for cell in ("12", 12, "1.014", "")] == [12, 12, 1014, None]
    assert [decimal(cell) for cell in ("28,5", "28.5", 28.5, "1.234,565", 7, "")] == [
        Decimal("28.5"),
        Decimal("28.5"),
        Decimal("28.5"),
        Decimal("1234.57"),
        Decimal(7),
        None,
    ]


@pytest.mark.parametrize("cell", ["-1", "1,5", "viele", 1.5, "10.001", "1.0000"])
def test_no_whole_numbers(cell: Any) -> None:
    with pytest.raises(Refused):
        cells.whole_number(10_000)(cell)


@pytest.mark.parametrize("cell", ["-1", "1,2,3", "groß", "200.000"])
def test_no_decimal_numbers(cell: Any) -> None:
    with pytest.raises(Refused):
        cells.decimal_number(100_000)(cell)


def test_texts() -> None:
    line = cells.line(300)
    assert line("  Haus \u00a0 Süd\n") == "Haus Süd"
    assert line(101) == "101"
    assert line("O\u0308ztu\u0308rk") == "Öztürk"
    assert line("exe\u202efdp") == "exefdp"
    assert line("=1+1") == "=1+1"
    assert line("Ä" * 300) == "Ä" * 300
    with pytest.raises(Refused, match="301 Zeichen; möglich sind 300"):
        line("Ä" * 301)
    with pytest.raises(Refused, match="Excel hat aus dieser Zelle ein Datum gemacht"):
        line(date(2025, 1, 2))
