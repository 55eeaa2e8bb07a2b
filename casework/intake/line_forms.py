"""One line of the list of a family: a person as they are typed, and whom they may be."""

import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, Field, HiddenField, StringField, ValidationError
from wtforms.validators import Length, Optional

from casework.errors import Refused
from casework.intake.newcomers import Title
from casework.people.birth_dates import BirthDate, believable, read_typed
from casework.people.names import meaningful
from casework.vocabulary.languages import read_language
from casework.vocabulary.nationalities import read_nationality
from casework.vocabulary.people import SEXES
from casework.vocabulary.residence import RESIDENCE_TITLES
from casework.web.fields import ChoiceField, DayField
from casework.web.forms import BaseForm

T = TypeVar("T")

SHORT = [Optional(), Length(max=400)]
AS_ALL, NO_TITLE = "", "NONE"
SOMEBODY_ELSE = "OTHER"
_TYPED = ("family_name", "given_names", "birth_date", "other_spellings", "case_number", "sex")


class _SeenField(HiddenField):
    """Of whom somebody has been shown that they may be the same: what several boxes said, together."""

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        self.data = " ".join(valuelist)


class LineForm(BaseForm):
    """A person in a line; what is left empty is taken from the lines above."""

    class Meta(BaseForm.Meta):
        """The form around it carries the token."""

        csrf = False

    family_name = StringField(_("Familienname"), SHORT)
    given_names = StringField(_("Vornamen"), SHORT)
    birth_date = StringField(_("Geboren"), [Optional()], render_kw={"inputmode": "numeric"})
    sex = ChoiceField(_("Geschlecht"), [Optional()], choices=[("", "–"), *SEXES.choices()])
    nationalities = StringField(_("Staatsangehörigkeit"), SHORT)
    languages = StringField(_("Sprachen"), SHORT)
    other_spellings = StringField(
        _("Name in anderer Schrift"),
        SHORT,
        description=_("Auch weitere Schreibweisen; mehrere mit | trennen."),
    )
    birth_date_is_fictive = BooleanField(_("Geburtsdatum von der Behörde festgesetzt"))
    case_number = StringField(_("Aktenzeichen"), SHORT, description=_("Leer: wird vergeben."))
    room = StringField(_("Anderes Zimmer im selben Haus"), SHORT)
    title = ChoiceField(
        _("Anderer Aufenthaltstitel"),
        [Optional()],
        choices=[(AS_ALL, _("wie alle")), (NO_TITLE, _("keiner")), *RESIDENCE_TITLES.choices()],
    )
    title_from = DayField(_("gültig von"), [Optional()])
    title_until = DayField(_("gültig bis"), [Optional()])
    same_as = StringField(_("Schon erfasst?"), [Optional()])
    seen = _SeenField()

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands in the line that tells of a person."""
        return not any(self[name].data for name in _TYPED)

    @property
    def has_more(self) -> bool:
        """Whether something stands, or is wrong, in the part that folds away."""
        folded = ("other_spellings", "birth_date_is_fictive", "case_number", "room", "title", "title_from")
        return any(name in self and (self[name].data or self[name].errors) for name in folded)

    def validate_birth_date(self, _field: Field) -> None:
        self._check(self.typed_birth_date)

    def validate_nationalities(self, _field: Field) -> None:
        self._check(self.typed_nationalities)

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        """A title needs the day from which it is valid."""
        fine = bool(super().validate(extra_validators))
        if self.title.data in RESIDENCE_TITLES and not self.title_from.data and not self.title_from.errors:
            self.blame("title_from", Refused("Bitte geben Sie den ersten Tag des Titels an."))
        return fine and not self.errors

    def validate_title_until(self, field: Field) -> None:
        if field.data and self.title_from.data and field.data < self.title_from.data:
            raise ValidationError(_("Das Ende des Titels liegt vor seinem Beginn."))

    def _check(self, read: Callable[[], object]) -> None:
        try:
            read()
        except Refused as refusal:
            raise ValidationError(str(refusal)) from None

    def typed_birth_date(self) -> BirthDate | None:
        """The birth date that was typed; Refused when there is no such one."""
        if not self.birth_date.data:
            return None
        return believable(read_typed(self.birth_date.data, is_fictive=bool(self.birth_date_is_fictive.data)))

    def typed_nationalities(self) -> list[str]:
        return [read_nationality(text) for text in _several(self.nationalities.data, "|")]

    def details(self, above: dict[str, Any]) -> dict[str, Any]:
        """What is known of the person, with what holds from the lines above; what cannot be read says nothing."""
        family_name = self.family_name.data or above.get("family_name")
        return {
            "family_name": family_name or "-",
            "given_names": self.given_names.data or None,
            "birth_date": if_readable(self.typed_birth_date),
            "sex": self.sex.data or None,
            "nationalities": self._or_above("nationalities", above, if_readable(self.typed_nationalities)),
            "languages": self._or_above(
                "languages", above, [read_language(text) for text in _several(self.languages.data, ",")]
            ),
            "other_spellings": list(_several(self.other_spellings.data, "|")),
        }

    def _or_above(self, name: str, above: dict[str, Any], typed: list[str] | None) -> list[str]:
        return typed or [] if self[name].data else list(above.get(name, []))

    def own_title(self, of_all: Title | None) -> Title | None:
        """The title of this person: that of all, none, or another one with the same notice behind it."""
        code, starts_on = self.title.data or AS_ALL, self.title_from.data
        if code in (AS_ALL, NO_TITLE) or starts_on is None:
            return None if code == NO_TITLE else of_all
        notice = (of_all.served_on, of_all.final_on, of_all.remark) if of_all else (None, None, None)
        return Title(code, starts_on, self.title_until.data, *notice)

    def answer(self) -> uuid.UUID | None:
        """Whom of the register somebody said this is."""
        try:
            return uuid.UUID(self.same_as.data or "")
        except ValueError:
            return None

    def answered(self) -> set[str]:
        """Of whom somebody has said whether they are the same person."""
        return set((self.seen.data or "").split()) if self.same_as.data else set()


def _several(text: str | None, separator: str) -> Iterator[str]:
    """The parts of what was typed; a dash means none."""
    return (part.strip() for part in (text or "").split(separator) if meaningful(part))


def if_readable(read: Callable[[], T]) -> T | None:
    """What was typed, or nothing where it cannot be read yet."""
    try:
        return read()
    except Refused:
        return None
