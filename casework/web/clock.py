"""A time of day as caseworkers type it."""

import re
from datetime import time
from typing import ClassVar

from flask_babel import gettext as _

from casework.web.typed import TypedField

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


class ClockField(TypedField):
    """A time of day."""

    data: time | None
    hints: ClassVar = {"inputmode": "text", "autocomplete": "off", "placeholder": "HH:MM"}

    def read(self, text: str) -> time:
        return read_clock(text)

    def written(self, value: time) -> str:
        return f"{value:%H:%M}"
