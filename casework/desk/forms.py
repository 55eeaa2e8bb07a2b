"""Forms of the desk: one for each kind of entry, blocked places, mobility, and the houses of an account."""

import uuid
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import IntegerField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from casework.desk.kinds import BANS, DEFECTS, KEYS, RULES
from casework.desk.models import DeskEntry
from casework.vault.unreadable import is_unreadable
from casework.vocabulary.languages import USUAL, language_name, read_language
from casework.vocabulary.mobility import MOBILITY_NEEDS
from casework.web.editions import EditForm
from casework.web.fields import ChecksField, ChoiceField, DayField, as_choices
from casework.web.forms import BaseForm

SHORT, LONG = 60, 2000
DAY = [DataRequired(_("Bitte geben Sie den Tag an."))]
PLEASE = [("", _("bitte wählen"))]
Choices = list[tuple[str, str]]


class EntryForm(EditForm):
    """An entry of the desk; its fields are called like the facts."""

    def offer(self, people: Choices, rooms: Choices) -> None:
        """Put those into the lists whom the entry may concern, and the rooms of the house."""
        for name, choices in (("person_id", people), ("room_id", rooms)):
            if name in self:
                self[name].choices = [*(self[name].choices or []), *as_choices(choices)]

    def details(self) -> dict[str, Any]:
        """The facts as the operations take them; what does not open is left as it is."""
        fields = [
            field
            for field in self
            if field.name not in ("csrf_token", "edition") and not self.leaves_unread(field.name)
        ]
        return {field.name: _fact(field.name, field.data) for field in fields}


def _fact(name: str, value: Any) -> Any:
    if name.endswith("_id"):
        return uuid.UUID(value) if value else None
    return read_language(value) if name == "language" and value else value or None


def as_typed(entry: DeskEntry) -> dict[str, Any]:
    """The facts of an entry as its form shows them."""
    return {name: _shown(name, getattr(entry, name)) for name in entry.facts}


def _shown(name: str, value: Any) -> Any:
    if name == "language" and not is_unreadable(value):
        return language_name(value)
    return str(value) if value and name.endswith("_id") else value


class KeyForm(EntryForm):
    """A key goes out, and perhaps came back."""

    person_id = ChoiceField(
        _("An wen?"), [DataRequired(_("Bitte wählen Sie, wer den Schlüssel bekommt."))], choices=PLEASE
    )
    key_number = StringField(
        _("Nummer des Schlüssels"),
        [DataRequired(_("Bitte geben Sie die Nummer an, die auf dem Schlüssel steht.")), Length(max=SHORT)],
    )
    handed_on = DayField(_("Ausgegeben am"), DAY)
    returned_on = DayField(_("Zurückgegeben am"), [Optional()])


class RulesForm(EntryForm):
    """The house rules are handed over."""

    person_id = ChoiceField(
        _("An wen?"), [DataRequired(_("Bitte wählen Sie, wer die Hausordnung bekommt."))], choices=PLEASE
    )
    language = StringField(
        _("In welcher Sprache?"), [DataRequired(_("Bitte geben Sie die Sprache an.")), Length(max=SHORT)]
    )
    handed_on = DayField(_("Ausgehändigt am"), DAY)

    @property
    def offered_languages(self) -> list[str]:
        return [language_name(code) for code in USUAL]


class BanForm(EntryForm):
    """Somebody must not enter the house."""

    person_id = ChoiceField(
        _("Wer aus dem Haus?"), [Optional()], choices=[("", _("niemand; jemand von außerhalb"))]
    )
    outsider = StringField(_("Oder wer von außerhalb?"), [Optional(), Length(max=200)])
    starts_on = DayField(_("Gilt ab"), DAY)
    ends_on = DayField(
        _("Gilt bis"),
        [Optional()],
        description=_("Der erste Tag, an dem es nicht mehr gilt; leer: unbefristet."),
    )
    reason = TextAreaField(_("Grund"), [DataRequired(_("Bitte geben Sie den Grund an.")), Length(max=LONG)])
    imposed_by = StringField(
        _("Ausgesprochen von"),
        [DataRequired(_("Bitte geben Sie an, wer das Hausverbot ausgesprochen hat.")), Length(max=200)],
    )


class DefectForm(EntryForm):
    """Something is broken, and perhaps mended."""

    room_id = ChoiceField(_("Zimmer"), [DataRequired(_("Bitte wählen Sie das Zimmer."))], choices=PLEASE)
    what = TextAreaField(
        _("Was ist kaputt?"),
        [DataRequired(_("Bitte beschreiben Sie den Mangel.")), Length(max=LONG)],
        description=_("Ohne Namen; er steht für alle lesbar, die dieses Haus betreuen."),
    )
    reported_on = DayField(_("Gemeldet am"), DAY)
    fixed_on = DayField(_("Behoben am"), [Optional()])


ENTRY_FORMS: dict[str, type[EntryForm]] = {
    KEYS: KeyForm,
    RULES: RulesForm,
    BANS: BanForm,
    DEFECTS: DefectForm,
}


class DefectBlockForm(BaseForm):
    """Places that cannot be used for as long as a defect is not fixed."""

    places = IntegerField(
        _("gesperrte Plätze"), [InputRequired(_("Bitte geben Sie die Plätze an.")), NumberRange(1, 10000)]
    )
    starts_on = DayField(_("ab"), DAY)
    ends_on = DayField(
        _("bis"),
        [Optional()],
        description=_("Leer lassen: Die Plätze werden frei, sobald der Mangel als behoben gilt."),
    )

    def details(self) -> dict[str, Any]:
        """The block as `operations.block_for` takes it."""
        return {name: self[name].data for name in ("places", "starts_on", "ends_on")}


class MobilityForm(BaseForm):
    """The help somebody needs to get out of the house."""

    need = ChoiceField(_("Mobilität"), [DataRequired()], choices=MOBILITY_NEEDS.choices())
    starts_on = DayField(_("Gilt ab"), DAY)


class DutyForm(EditForm):
    """The houses an account looks after."""

    houses = ChecksField(_("Häuser"), [Optional()], choices=[])
