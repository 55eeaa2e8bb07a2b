"""Moments are UTC in the database and Europe/Berlin on the screen; days are calendar days in Berlin."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import DateTime
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from casework.errors import Refused

BERLIN = ZoneInfo("Europe/Berlin")
FIRST_YEAR, LAST_YEAR = 1900, 2100


class Moment(TypeDecorator[datetime]):
    """A zone-aware moment, kept as UTC on engines with and without zones of their own."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, _dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        moment: datetime = value
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def now() -> datetime:
    """This moment in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The calendar day in Germany."""
    return datetime.now(BERLIN).date()


def end_of(day: date) -> datetime:
    """The last microsecond of a day in Berlin: what was recorded on that day is known by then."""
    return datetime.combine(day + timedelta(days=1), time.min, BERLIN).astimezone(UTC) - timedelta(
        microseconds=1
    )


def read_moment(text: str) -> datetime:
    """A moment as typed: ISO with or without zone (then Berlin), or a bare day (then its end).

    Raises Refused with a sentence that shows a valid example.
    """
    moment = _moment_of(text.strip())
    if moment is None or not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise Refused(
            "„%(text)s“ ist kein Zeitpunkt. Bitte als 2025-04-02T10:00 oder 2025-04-02 angeben.", text=text
        )
    return (moment if moment.tzinfo else moment.replace(tzinfo=BERLIN)).astimezone(UTC)


def _moment_of(text: str) -> datetime | None:
    try:
        return _end_of_typed_day(text) or datetime.fromisoformat(text)
    except ValueError:
        return None


def _end_of_typed_day(text: str) -> datetime | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return end_of(day) if FIRST_YEAR <= day.year <= LAST_YEAR else None
