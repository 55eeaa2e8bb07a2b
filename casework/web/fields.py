"""Fields for what caseworkers type most: days, minutes, several of a list."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar

from flask_babel import gettext as _
from wtforms import Field, IntegerField, RadioField, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the types are one release behind
from wtforms.widgets import CheckboxInput, ListWidget, NumberInput

from casework.database.moments import read_moment, today
from casework.errors import Refused
from casework.vault.unreadable import is_unreadable
from casework.web.typed import TypedField, Understood

_GERMAN_DAY = re.compile(r"(\d{1,2})[.,/ ]\s*(\d{1,2})[.,/ ]\s*(\d{4}|\d{2})")
_DIGITS_ONLY = re.compile(r"(\d{2})(\d{2})(\d{4}|\d{2})")
_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_YEARS_AHEAD = 20


def read_day(text: str) -> date:
    """The day somebody typed: 17.06.2020, 17.6.20, 17062020 or 2020-06-17.

    A year of two digits is the last one not more than 20 years ahead.
    Raises ValueError with the sentence for the screen.
    """
    text = text.strip()
    iso = _ISO_DAY.fullmatch(text)
    german = _GERMAN_DAY.fullmatch(text) or _DIGITS_ONLY.fullmatch(text)
    if iso:
        year, month, day = (int(part) for part in iso.groups())
    elif german:
        day, month = int(german[1]), int(german[2])
        year = _whole_year(german[3])
    else:
        raise ValueError(_("„%(text)s“ ist kein Datum. Bitte als TT.MM.JJJJ eingeben.", text=text))
    try:
        read = date(year, month, day)
    except ValueError:
        raise ValueError(_("%(text)s gibt es nicht. Bitte als TT.MM.JJJJ eingeben.", text=text)) from None
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise ValueError(_("Das Jahr %(year)s kann nicht stimmen. Bitte als TT.MM.JJJJ eingeben.", year=year))
    return read


def _whole_year(digits: str) -> int:
    if len(digits) == len("2020"):
        return int(digits)
    latest = today().year + _YEARS_AHEAD
    return latest - (latest - int(digits)) % 100


class DayField(TypedField):
    """A calendar day."""

    data: date | None
    hints: ClassVar = {"inputmode": "numeric", "autocomplete": "off", "placeholder": "TT.MM.JJJJ"}

    def read(self, text: str) -> date:
        return read_day(text)

    def written(self, value: date) -> str:
        return f"{value:%d.%m.%Y}"


_GERMAN_MOMENT = re.compile(r"(?P<day>\d{1,2}\.\d{1,2}\.\d{4})(?:,?\s+(?P<clock>\d{1,2}:\d{2})(?:\s*Uhr)?)?")


def read_knowledge(text: str) -> datetime:
    """A moment of knowledge as typed: 02.04.2025 (its end), 02.04.2025 10:00, or ISO.

    Raises ValueError with the sentence for the screen.
    """
    text = text.strip()
    german = _GERMAN_MOMENT.fullmatch(text)
    try:
        if german is None:
            return read_moment(text)
        clock = f"T{german['clock']:0>5}" if german["clock"] else ""
        return read_moment(f"{read_day(german['day'])}{clock}")
    except Refused:
        raise ValueError(
            _("„%(text)s“ ist kein Zeitpunkt. Bitte als 02.04.2025 oder 02.04.2025 10:00 angeben.", text=text)
        ) from None


class MomentField(TypedField):
    """A moment of knowledge; a bare day means its end. Only what was typed is shown."""

    data: datetime | None

    def read(self, text: str) -> datetime:
        return read_knowledge(text)

    def written(self, value: datetime) -> str:  # noqa: ARG002  # as the others have it
        return ""


class MinutesField(Understood, IntegerField):
    """A duration in whole minutes; the arrow keys go in steps of five."""

    widget = NumberInput(step="5", min="0")

    def __init__(
        self, label: Any = None, validators: Any = None, *, most: int = 24 * 60, **options: Any
    ) -> None:
        self.most = most
        options["render_kw"] = {"inputmode": "numeric"} | (options.get("render_kw") or {})
        super().__init__(label, validators, **options)

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        self.data = None
        typed = valuelist[0].strip() if valuelist else ""
        if not typed:
            return
        digits = re.fullmatch(r"(\d{1,5})(?:\s*(?:min|Min\.?|Minuten|m|'))?", typed)
        if digits is None:
            raise ValueError(
                _(
                    "„%(text)s“ sind keine Minuten. Bitte eine ganze Zahl eingeben, zum Beispiel 20.",
                    text=typed,
                )
            )
        if int(digits[1]) > self.most:
            raise ValueError(_("Höchstens %(most)s Minuten. Bitte die Dauer prüfen.", most=self.most))
        self.data = int(digits[1])


class AmountField(TypedField):
    """A number with or without decimals, written with a comma as in Germany; a point is understood too."""

    data: Decimal | None
    hints: ClassVar = {"inputmode": "decimal"}

    def read(self, text: str) -> Decimal:
        if not re.fullmatch(r"\d{1,9}([.,]\d{1,4})?", text):
            raise ValueError(_("„%(text)s“ ist keine Zahl. Bitte zum Beispiel 28,5 eingeben.", text=text))
        return Decimal(text.replace(",", "."))

    def written(self, value: Decimal) -> str:
        return f"{value.normalize():f}".replace(".", ",")


class CountField(Understood, IntegerField):
    """A whole number, also as it is printed in Germany: 93.500."""

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        typed = valuelist[0].strip() if valuelist else ""
        if re.fullmatch(r"\d{1,3}(\.\d{3})+", typed):
            typed = typed.replace(".", "")
        super().process_formdata([typed] if typed else [])


def as_choices(choices: Any) -> Any:
    """Options from (value, label) pairs, or from groups of them by name; a callable is asked when needed."""
    if choices is None or callable(choices):
        return choices
    if isinstance(choices, Mapping):
        return [
            SelectChoice(value, label, optgroup=group)
            for group, pairs in choices.items()
            for value, label in pairs
        ]
    return [one if isinstance(one, SelectChoice) else SelectChoice(one[0], one[1]) for one in choices]


class _OfPairs:
    """Takes its options as pairs, which the form library itself no longer likes."""

    def __init__(
        self, label: Any = None, validators: Any = None, *, choices: Any = None, **options: Any
    ) -> None:
        super().__init__(label, validators, choices=as_choices(choices), **options)  # type: ignore[call-arg]

    def process_data(self, value: Any) -> None:
        """A choice that does not open stands in the list, so that saving the form leaves it as it is."""
        if is_unreadable(value) and isinstance(value, str):
            field: Any = self
            field.choices = [*(field.choices or ()), *as_choices([(value, value)])]
        super().process_data(value)  # type: ignore[misc]


class ChoiceField(_OfPairs, SelectField):
    """One of a list that folds open."""


class OneOfField(_OfPairs, RadioField):
    """One of a few, all in sight."""


class ChecksField(_OfPairs, SelectMultipleField):
    """Several of a list, each with a check box of its own."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


def field_kind(field: Field) -> str:
    """How the form macro draws a field: hidden, check, choices, select or input."""
    input_type = getattr(field.widget, "input_type", "")
    if input_type == "hidden":
        return "hidden"
    if isinstance(field, RadioField | ChecksField):
        return "choices"
    if input_type == "checkbox":
        return "check"
    return "select" if type(field.widget).__name__ == "Select" else "input"
