"""The form of one statement, made from what its kind declares."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any, ClassVar

from flask_babel import lazy_gettext as _
from wtforms import Field as FormField
from wtforms import IntegerField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the types are one release behind
from wtforms.validators import DataRequired, Length, NumberRange, Optional

from casework.database.episodes import ONE_DAY
from casework.database.moments import today
from casework.situation.kind import Field, Kind, Shape
from casework.situation.kinds import REMARK, switch_of
from casework.situation.models import LifeFact
from casework.vault.unreadable import NotReadableText, is_unreadable
from casework.vocabulary.languages import USUAL, language_choices, language_name
from casework.vocabulary.situation import ANSWERS, DAY, NO_LATER
from casework.web.editions import EditForm
from casework.web.fields import ChecksField, ChoiceField, DayField, as_choices
from casework.web.partial_days import PartialDayField, read_partial_day

SHORT, LONG, MOST = 200, 2000, 2000
Choices = list[tuple[str, str]]


class FactForm(EditForm):
    """One statement with its span; the fields of its kind stand in `asked`, the answer first."""

    kind: ClassVar[Kind]

    starts_on = PartialDayField(_("seit"), [Optional()], description=_("Auch 06.2024, 2024 oder leer."))
    last_on = DayField(_("bis"), [Optional()], description=_("Letzter Tag; leer, solange es gilt."))
    remark = TextAreaField(_("Bemerkung"), [Optional(), Length(max=LONG)])
    people = ChecksField(_("Gilt auch für"), choices=[])

    @property
    def asked(self) -> list[FormField]:
        """The fields of the kind that are asked here, and those in which something is stored."""
        return [self[field.name] for field in self.kind.fields if field.name in self]

    def offer(self, household: Choices) -> None:
        """Put the others of the household into the list; without anybody it is not asked."""
        if household and self.kind.shared:
            self.people.choices = as_choices(household)
        else:
            del self.people

    def only_asked(self, unasked: Collection[str]) -> None:
        """Leave out the details that the municipality has switched off."""
        self.leave_out([field.name for field in self.kind.fields if switch_of(self.kind, field) in unasked])

    def end_today(self, *, is_asked: bool) -> None:
        """Put today into the form as the last day, for whoever pressed „Beenden“."""
        if is_asked and not self.is_submitted():
            self.last_on.data = max(today(), self.shown.starts_on)

    @property
    def chosen(self) -> list[str]:
        """The ids of those of whom the same holds."""
        return list(self.people.data or ()) if "people" in self else []

    def details(self, before: LifeFact | None = None) -> dict[str, Any]:
        """The statement as `operations.state` and `correct` take it."""
        starts_on, precision = self.starts_on.data or (before.starts_on if before else today(), NO_LATER)
        fields = [field for field in self.kind.fields if field.name in self]
        return {
            "codes": {field.name: self[field.name].data for field in fields if field.is_counted},
            "texts": self._texts(fields, before),
            "starts_on": starts_on,
            "precision": precision,
            "ends_on": self.last_on.data + ONE_DAY if self.last_on.data else None,
        }

    def _texts(self, fields: Iterable[Field], before: LifeFact | None) -> Any:
        names = [REMARK, *(field.name for field in fields if not field.is_counted)]
        if before is not None and is_unreadable(before.texts) and all(map(self.leaves_unread, names)):
            return before.texts
        return {name: self[name].data for name in names if self[name].data and not self.leaves_unread(name)}


@cache
def form_of(kind: Kind) -> type[FactForm]:
    """The class of the form of a kind."""
    fields = {field.name: _input(field, is_answer=field is kind.answer) for field in kind.fields}
    return type("FactForm", (FactForm,), {"kind": kind} | fields)


def _input(field: Field, *, is_answer: bool) -> FormField:
    options: dict[str, Any] = {}
    if field.shape is Shape.NUMBER:
        return IntegerField(field.label, [Optional(), NumberRange(0, MOST)], **options)
    if field.shape is Shape.TEXT:
        if field.suggests_partners:
            options["render_kw"] = {"list": "partners"}
        return StringField(field.label, [Optional(), Length(max=SHORT)], **options)
    needed = DataRequired(_("Bitte wählen Sie eine Antwort."))
    return ChoiceField(
        field.label,
        [needed if is_answer else Optional()],
        choices=lambda: _choices(field, is_answer=is_answer),
        **options,
    )


def _choices(field: Field, *, is_answer: bool) -> list[SelectChoice]:
    """What can be chosen today; instead of an answer also that there is none."""
    empty = as_choices([("", _("bitte wählen") if is_answer else "–")])
    if field.codes is not None:
        answers = as_choices(field.codes.choices(on=today()))
    else:
        usual = [(code, language_name(code)) for code in USUAL]
        others = [choice for choice in language_choices() if choice[0] not in USUAL]
        answers = as_choices({"häufig": usual, "alle anderen": others})
    return [*empty, *answers, *(as_choices({"ohne Antwort": ANSWERS.choices()}) if is_answer else ())]


def as_asked(kind: Kind, asked: Mapping[str, str], before: LifeFact | None) -> dict[str, Any]:
    """What stands in the form when it is opened: the details of the statement that goes on, or what an address says."""
    found: dict[str, Any] = {field.name: field.usual for field in kind.fields if field.usual}
    if before is not None:
        found |= _stored(before)
    found |= {field.name: asked[field.name] for field in kind.fields if asked.get(field.name)}
    return found | {"starts_on": _readable(asked.get("starts_on")) or (today(), DAY), REMARK: None}


def _readable(day: str | None) -> tuple[date, str] | None:
    try:
        return read_partial_day(day) if day else None
    except ValueError:
        return None


def as_typed(fact: LifeFact) -> dict[str, Any]:
    """What stands in the form when a statement is opened to correct it."""
    return _stored(fact) | {
        "starts_on": None if fact.precision == NO_LATER else (fact.starts_on, fact.precision),
        "last_on": last_day(fact.ends_on),
    }


def last_day(ends_on: date | None) -> date | None:
    """The last day a statement holds."""
    return ends_on and ends_on - ONE_DAY


def _stored(fact: LifeFact) -> dict[str, Any]:
    if is_unreadable(fact.texts):
        kind = fact.kind
        fields = kind.fields if kind else ()
        texts = {field.name: NotReadableText() for field in fields if not field.is_counted}
        return {**fact.codes, **texts, REMARK: NotReadableText()}
    return {**fact.codes, **(fact.texts or {})}
