"""Fields for what caseworkers type most: days, minutes, several of a list."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from wtforms import Field, IntegerField, RadioField, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the types are one release behind
from wtforms.validators import StopValidation
from wtforms.widgets import CheckboxInput, ListWidget, NumberInput, TextInput

from casework.database.moments import read_moment, today
from casework.errors import Refused
from casework.vault.unreadable import is_unreadable

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


class _Understood:
    """What could not be read is said once, and not also as missing."""

    def pre_validate(self, form: Any) -> None:  # noqa: ARG002  # the library's signature
        if getattr(self, "process_errors", None):
            raise StopValidation


class DayField(_Understood, Field):
    """A calendar day.

    A text field and not type=date: it takes a day as written on paper, by paste and by number pad, in German
    whatever the browser speaks, and shows an impossible day again instead of losing it.
    """

    widget = TextInput()
    data: date | None

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
        return f"{self.data:%d.%m.%Y}" if self.data else ""

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        self.data = None
        if valuelist and valuelist[0].strip():
            self.data = read_day(valuelist[0])


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


class MomentField(_Understood, Field):
    """A moment of knowledge; a bare day means its end, nothing typed means None."""

    widget = TextInput()
    data: datetime | None

    def _value(self) -> str:
        return str(self.raw_data[0]) if self.raw_data else ""

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        self.data = None
        if valuelist and valuelist[0].strip():
            self.data = read_knowledge(valuelist[0])


class MinutesField(_Understood, IntegerField):
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


class AmountField(_Understood, Field):
    """A number with or without decimals, written with a comma as in Germany; a point is understood too."""

    widget = TextInput()
    data: Decimal | None

    def __init__(self, label: Any = None, validators: Any = None, **options: Any) -> None:
        options["render_kw"] = {"inputmode": "decimal"} | (options.get("render_kw") or {})
        super().__init__(label, validators, **options)

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else f"{self.data.normalize():f}".replace(".", ",")

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        self.data = None
        typed = valuelist[0].strip() if valuelist else ""
        if not typed:
            return
        if not re.fullmatch(r"\d{1,9}([.,]\d{1,4})?", typed):
            raise ValueError(_("„%(text)s“ ist keine Zahl. Bitte zum Beispiel 28,5 eingeben.", text=typed))
        self.data = Decimal(typed.replace(",", "."))


class CountField(_Understood, IntegerField):
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
