"""Birth dates as they are known (domain brief §6, scenario 6)."""

from datetime import date

import pytest

from casework.database.moments import today
from casework.errors import Refused
from casework.people.birth_dates import BirthDate, anniversary, read_typed

pytestmark = pytest.mark.engine_independent


@pytest.mark.parametrize(
    ("typed", "shown", "iso"),
    [
        ("17.06.1990", "17.06.1990", "1990-06-17"),
        ("1.2.2003", "01.02.2003", "2003-02-01"),
        ("1990-06-17", "17.06.1990", "1990-06-17"),
        ("00.00.1990", "1990 (Tag/Monat unbekannt)", "1990"),
        ("00.06.1990", "06.1990 (Tag unbekannt)", "1990-06"),
        ("1990", "1990 (Tag/Monat unbekannt)", "1990"),
    ],
)
def test_what_is_typed_is_understood_and_shown(typed: str, shown: str, iso: str) -> None:
    birth = BirthDate.read(typed)
    assert (str(birth), birth.iso()) == (shown, iso)
    assert BirthDate.read(birth.iso()) == birth


@pytest.mark.parametrize("typed", ["31.02.1990", "1990-13-01", "29.02.2023", "gestern", "17.06.90", ""])
def test_impossible_dates_are_refused(typed: str) -> None:
    with pytest.raises(Refused):
        BirthDate.read(typed)


@pytest.mark.parametrize(
    ("typed", "iso"),
    [
        ("12.3.16", "2016-03-12"),
        ("120316", "2016-03-12"),
        ("12 3 1984", "1984-03-12"),
        ("12/03/84", "1984-03-12"),
        ("12031984", "1984-03-12"),
        ("00.00.90", "1990"),
        ("1990", "1990"),
        ("1990-06", "1990-06"),
    ],
)
def test_what_is_typed_in_a_hurry_is_understood(typed: str, iso: str) -> None:
    assert read_typed(typed).iso() == iso


def test_a_short_year_is_never_one_to_come() -> None:
    assert read_typed(f"01.01.{today():%y}").year == today().year
    assert read_typed(f"01.01.{(today().year + 1) % 100:02d}").year == today().year - 99


def test_a_year_alone_leaves_the_age_open() -> None:
    assert BirthDate.read("00.00.1990").age_words(date(2025, 6, 30)) == "34–35"
    assert BirthDate.read("00.00.2007").is_minor_on(date(2025, 6, 30)) is None


def test_eighteen_at_midnight_of_the_birthday() -> None:
    amir = BirthDate.read("14.09.2007")
    assert amir.is_minor_on(date(2025, 9, 13)) is True
    assert amir.is_minor_on(date(2025, 9, 14)) is False
    assert BirthDate.read("01.01.2008", is_fictive=True).is_minor_on(date(2026, 1, 1)) is False


def test_who_is_born_on_a_leap_day_comes_of_age_on_the_first_of_march() -> None:
    assert anniversary(date(2008, 2, 29), 18) == date(2026, 3, 1)
    leap = BirthDate.read("29.02.2008")
    assert leap.is_minor_on(date(2026, 2, 28)) is True
    assert leap.is_minor_on(date(2026, 3, 1)) is False
