"""Periods for which evidence is asked: quarters and years of the calendar, by a code that stands in an address."""

import re
from collections.abc import Iterator
from datetime import date

from casework.database.episodes import ONE_DAY

OWN = "own"
QUARTERS_OFFERED, YEARS_OFFERED = 8, 3
_CODE = re.compile(r"(\d{4})(?:-Q([1-4]))?")
MONTHS_OF_A_QUARTER = 3
Span = tuple[date, date]
"""First and last day."""


def span_of(code: str) -> Span | None:
    """The days of 2026-Q3 or 2026; None for anything else."""
    found = _CODE.fullmatch(code)
    if found is None:
        return None
    year, quarter = int(found[1]), found[2]
    if quarter is None:
        return date(year, 1, 1), date(year, 12, 31)
    first_month = MONTHS_OF_A_QUARTER * (int(quarter) - 1) + 1
    return date(year, first_month, 1), _before_the_quarter(year, int(quarter) + 1)


def _before_the_quarter(year: int, quarter: int) -> date:
    months = MONTHS_OF_A_QUARTER * (quarter - 1)
    return date(year + months // 12, months % 12 + 1, 1) - ONE_DAY


def code_of(first: date, last: date) -> str:
    """The quarter or year these days are; OWN where they are none."""
    quarter = f"{first.year}-Q{_quarter_of(first)}"
    return next((code for code in (quarter, str(first.year)) if span_of(code) == (first, last)), OWN)


def words_of(first: date, last: date) -> str:
    """„3. Quartal 2026“, „Jahr 2026“; of other days there is no name."""
    code = code_of(first, last)
    if code == OWN:
        return ""
    return f"{code[-1]}. Quartal {first.year}" if "Q" in code else f"Jahr {first.year}"


def offered(today: date) -> list[str]:
    """The codes of the latest quarters and years, the last completed quarter first."""
    return [*_quarters(today), *(str(today.year - ago) for ago in range(YEARS_OFFERED))]


def _quarters(today: date) -> Iterator[str]:
    year, quarter = today.year, _quarter_of(today)
    running = f"{year}-Q{quarter}"
    for _ago in range(QUARTERS_OFFERED):
        year, quarter = (year, quarter - 1) if quarter > 1 else (year - 1, 4)
        yield f"{year}-Q{quarter}"
    yield running


def _quarter_of(day: date) -> int:
    return (day.month - 1) // MONTHS_OF_A_QUARTER + 1
