"""A day as far as somebody knows it: 17.06.2024, 06.2024 or 2024."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from wtforms import Field
from wtforms.validators import StopValidation
from wtforms.widgets import TextInput

from casework.vocabulary.situation import DAY, MONTH, YEAR
from casework.web.fields import read_day

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


class PartialDayField(Field):
    """A day of which perhaps only the month or the year is known; None where nothing was typed."""

    widget = TextInput()
    data: tuple[date, str] | None

    def __init__(self, label: Any = None, validators: Any = None, **options: Any) -> None:
        options["render_kw"] = {
            "inputmode": "numeric",
            "autocomplete": "off",
            "placeholder": "TT.MM.JJJJ",
        } | (options.get("render_kw") or {})
        super().__init__(label, validators, **options)

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return partial_day_as_typed(*self.data) if self.data else ""

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        self.data = None
        if valuelist and valuelist[0].strip():
            self.data = read_partial_day(valuelist[0])

    def pre_validate(self, form: Any) -> None:  # noqa: ARG002  # the library's signature
        """What could not be read is said once, and not also as missing."""
        if self.process_errors:
            raise StopValidation
