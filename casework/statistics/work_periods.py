"""The periods the work is told of: quarters, half-years and years by their code, as 2026-Q3, 2026-H1 and 2026."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from casework.errors import Refused

YEARS_OFFERED = 3
_CODE = re.compile(r"(\d{4})(?:-(?:Q([1-4])|H([12])))?")


@dataclass(frozen=True, slots=True)
class Period:
    """Days from the first to the last, both included, under a code and a name."""

    code: str
    label: str
    first: date
    last: date


def get_period(code: str) -> Period:
    """The quarter, half-year or year of a code; raises Refused for what is none."""
    found = _CODE.fullmatch(code)
    if found is None or int(found[1]) < 1900:
        raise Refused("Diesen Zeitraum gibt es nicht. Möglich sind zum Beispiel 2026-Q3, 2026-H1 und 2026.")
    year, quarter, half = int(found[1]), int(found[2] or 0), int(found[3] or 0)
    if quarter:
        return _period(code, f"{quarter}. Quartal {year}", year, 3 * quarter - 2, 3)
    if half:
        return _period(code, f"{half}. Halbjahr {year}", year, 6 * half - 5, 6)
    return _period(code, str(year), year, 1, 12)


def quarter_of(day: date) -> Period:
    """The quarter in which a day lies."""
    return get_period(f"{day.year}-Q{(day.month + 2) // 3}")


def offered(day: date) -> list[Period]:
    """What a list offers on a day: the periods of this year that have begun and of the years before, latest first."""
    found = [get_period(code) for code in _codes(day.year)]
    return [period for period in found if period.first <= day]


def _codes(year: int) -> Iterator[str]:
    years = [str(one) for one in range(year, year - YEARS_OFFERED, -1)]
    yield from (f"{one}-Q{number}" for one in years for number in (4, 3, 2, 1))
    yield from (f"{one}-H{number}" for one in years for number in (2, 1))
    yield from years


def _period(code: str, label: str, year: int, month: int, months: int) -> Period:
    last = month + months - 1
    return Period(code, label, date(year, month, 1), date(year, last, monthrange(year, last)[1]))
