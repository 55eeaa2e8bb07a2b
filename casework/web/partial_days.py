"""A day as far as somebody knows it: 17.06.2024, 06.2024 or 2024."""

import re
from datetime import date
from typing import ClassVar

from casework.vocabulary.situation import DAY, MONTH, YEAR
from casework.web.fields import DayField, read_day
from casework.web.typed import TypedField

_YEAR = re.compile(r"(19|20)\d{2}")
_MONTH = re.compile(r"(0?[1-9]|1[0-2])[./ -]((?:19|20)\d{2})")


def read_partial_day(text: str) -> tuple[date, str]:
    """The first day that can be meant and how exactly it is known (PRECISIONS).

    Raises ValueError with the sentence for the screen.
    """
    text = text.strip()
    if _YEAR.fullmatch(text):
        return date(int(text), 1, 1), YEAR
    month = _MONTH.fullmatch(text)
    if month:
        return date(int(month[2]), int(month[1]), 1), MONTH
    return read_day(text), DAY


def partial_day_as_typed(day: date, precision: str) -> str:
    """What one would type to mean that day."""
    return {YEAR: f"{day.year}", MONTH: f"{day:%m.%Y}"}.get(precision, f"{day:%d.%m.%Y}")


class PartialDayField(TypedField):
    """A day of which perhaps only the month or the year is known."""

    data: tuple[date, str] | None
    hints: ClassVar = DayField.hints

    def read(self, text: str) -> tuple[date, str]:
        return read_partial_day(text)

    def written(self, value: tuple[date, str]) -> str:
        return partial_day_as_typed(*value)
