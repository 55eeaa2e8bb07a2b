"""A time of day as caseworkers type it."""

import re
from collections.abc import Sequence
from datetime import time
from typing import Any

from flask_babel import gettext as _
from wtforms import Field
from wtforms.validators import StopValidation
from wtforms.widgets import TextInput

_CLOCK = re.compile(r"(?P<hour>\d{1,2})(?:(?:[:.,h]\s?)?(?P<minute>\d{2}))?(?:\s*Uhr)?", re.IGNORECASE)


def read_clock(text: str) -> time:
    """The time somebody typed: 14:30, 14.30, 1430, 9, 9 Uhr. Raises ValueError with the sentence for the screen."""
    found = _CLOCK.fullmatch(text.strip())
    try:
        if found is not None:
            return time(int(found["hour"]), int(found["minute"] or 0))
    except ValueError:
        pass
    raise ValueError(_("„%(text)s“ ist keine Uhrzeit. Bitte zum Beispiel 14:30 eingeben.", text=text))


class ClockField(Field):
    """A time of day, in German whatever the browser speaks."""

    widget = TextInput()
    data: time | None

    def __init__(self, label: Any = None, validators: Any = None, **options: Any) -> None:
        options["render_kw"] = {
            "inputmode": "text",
            "autocomplete": "off",
            "placeholder": "HH:MM",
        } | (options.get("render_kw") or {})
        super().__init__(label, validators, **options)

    def pre_validate(self, form: Any) -> None:  # noqa: ARG002  # the library's signature
        if self.process_errors:
            raise StopValidation

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return f"{self.data:%H:%M}" if self.data else ""

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        self.data = None
        if valuelist and valuelist[0].strip():
            self.data = read_clock(valuelist[0])
