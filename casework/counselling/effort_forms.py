"""Fields of a talk: the hour it began, and how many of its minutes each further topic took."""

import re
from collections.abc import Sequence
from datetime import time
from typing import Any

from flask_babel import gettext as _
from wtforms import Field
from wtforms.validators import Optional
from wtforms.widgets import TextInput

from casework.web.fields import MinutesField

_CLOCK = re.compile(r"(\d{1,2})(?:[:.]?(\d{2}))?(?:\s*Uhr)?")


class ClockField(Field):
    """A time of day as it is typed: 14:30, 14.30, 1430 or 9."""

    widget = TextInput()
    data: time | None

    def __init__(self, label: Any = None, validators: Any = None, **options: Any) -> None:
        options["render_kw"] = {"inputmode": "numeric", "autocomplete": "off", "placeholder": "HH:MM"}
        super().__init__(label, validators, **options)

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return f"{self.data:%H:%M}" if self.data else ""

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        self.data = None
        typed = valuelist[0].strip() if valuelist else ""
        if not typed:
            return
        read = _CLOCK.fullmatch(typed)
        hour, minute = (int(part or 0) for part in read.groups()) if read else (24, 0)
        if hour > 23 or minute > 59:
            raise ValueError(
                _("„%(text)s“ ist keine Uhrzeit. Bitte zum Beispiel 14:30 eingeben.", text=typed)
            )
        self.data = time(hour, minute)


class SpentField(MinutesField):
    """The minutes of one topic; its label stands beside the topic, which names it for whoever listens."""

    def __init__(self, topic: str, **options: Any) -> None:
        label = f"{topic}, Min."
        super().__init__(label, [Optional()], render_kw={"placeholder": " ", "aria-label": label}, **options)


def spent_on(topic: str) -> str:
    """The name of the field with the minutes of a topic."""
    return f"topic_minutes-{topic}"
