"""The evenings of a time series: where weeks, months, quarters or years end within a span of days."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from casework.database.episodes import ONE_DAY
from casework.errors import Refused
from casework.vocabulary.terms import CodeList, Term

DAY, WEEK, MONTH, QUARTER, YEAR = "day", "week", "month", "quarter", "year"
STEPS = CodeList(
    "den Abstand",
    Term(DAY, "Tag"),
    Term(WEEK, "Woche (Sonntag)"),
    Term(MONTH, "Monat"),
    Term(QUARTER, "Quartal"),
    Term(YEAR, "Jahr"),
)
MOST_EVENINGS = 400
_MONTHS = {MONTH: 1, QUARTER: 3, YEAR: 12}


@dataclass(frozen=True, slots=True)
class Step:
    """An evening, and the first of the days since the evening before it."""

    since: date
    on: date


def steps(first: date, last: date, every: str) -> list[Step]:
    """The evenings of [first, last] on which a week, month … ends, each with the days it closes.

    A span in which none ends has its last evening. Raises Refused for a span that ends before it begins, and for more
    than MOST_EVENINGS evenings.
    """
    if last < first:
        raise Refused("Die Zeitreihe endet (%(last)s), bevor sie beginnt (%(first)s).",
                      last=f"{last:%d.%m.%Y}", first=f"{first:%d.%m.%Y}")  # fmt: skip
    found: list[Step] = []
    for evening in _ends(first, last, every):
        if len(found) == MOST_EVENINGS:
            raise Refused(
                "Das sind mehr als %(most)s Abende. Bitte wählen Sie einen kürzeren Zeitraum oder größere Abstände.",
                most=MOST_EVENINGS,
            )
        found.append(Step(found[-1].on + ONE_DAY if found else first, evening))
    return found or [Step(first, last)]


def _ends(first: date, last: date, every: str) -> Iterator[date]:
    evening = _first_end(first, every)
    while evening <= last:
        yield evening
        evening = _first_end(evening + ONE_DAY, every)


def _first_end(day: date, every: str) -> date:
    """The first evening from a day on that closes a week, month …"""
    if every == DAY:
        return day
    if every == WEEK:
        return day + timedelta(days=6 - day.weekday())
    months = _MONTHS[every]
    month = -(-day.month // months) * months
    return date(day.year, month, monthrange(day.year, month)[1])
