"""Forms about a person; only a name is mandatory, everything else is voluntary (domain brief §0 no. 14)."""

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, EmailField, Field, HiddenField, StringField, TelField, ValidationError
from wtforms.validators import DataRequired, Length, Optional

from casework.errors import Refused
from casework.people.birth_dates import BirthDate, believable
from casework.people.duplicates import Draft, Found
from casework.people.models import Person
from casework.people.names import full_name, meaningful
from casework.vault.unreadable import NotReadableText, is_unreadable
from casework.vocabulary.languages import language_name, read_language
from casework.vocabulary.nationalities import nationality_name, read_nationality
from casework.vocabulary.people import SEXES
from casework.web.editions import EditForm
from casework.web.fields import ChoiceField, OneOfField, as_choices
from casework.web.forms import BaseForm

T = TypeVar("T")

LONGEST_NAME = 400
OPTIONAL = [Optional(), Length(max=LONGEST_NAME)]


def _several(text: str | None, separator: str) -> list[str]:
    return [part.strip() for part in (text or "").split(separator) if part.strip()]


class PersonForm(EditForm):
    """What is known of a person, as typed; `details()` gives it as the operations take it."""

    family_name = StringField(_("Familienname"), [Length(max=LONGEST_NAME)])
    given_names = StringField(
        _("Vornamen"), OPTIONAL, description=_("Leer lassen, wenn die Person nur einen Namen hat.")
    )
    other_spellings = StringField(
        _("Weitere Schreibweisen"),
        OPTIONAL,
        description=_("Auch in anderer Schrift; mehrere mit | trennen."),
    )
    birth_date = StringField(
        _("Geburtsdatum"), [Optional()], description=_("TT.MM.JJJJ, 00.00.JJJJ oder JJJJ")
    )
    birth_date_is_fictive = BooleanField(_("von der Behörde festgesetzt (fiktiv)"))
    sex = ChoiceField(_("Geschlecht"), [Optional()], choices=[("", _("nicht angegeben")), *SEXES.choices()])
    nationalities = StringField(
        _("Staatsangehörigkeit"), [Optional()], description=_("Zum Beispiel Syrien; mehrere mit | trennen.")
    )
    languages = StringField(_("Sprachen"), [Optional()], description=_("Mehrere mit Komma trennen."))
    phone = TelField(_("Telefon"), OPTIONAL)
    email = EmailField(_("E-Mail"), OPTIONAL)
    azr_number = StringField(_("AZR-Nummer"), OPTIONAL)
    bamf_file_number = StringField(_("BAMF-Aktenzeichen"), OPTIONAL)
    household_mark = StringField(
        _("Haushalt"),
        OPTIONAL,
        description=_(
            "Ein Zeichen, das alle im Haushalt gemeinsam haben: Hat der Haushalt noch keines, gilt das neue für alle; "
            "sonst zieht nur diese Person um, mit einem bekannten Zeichen zu dessen Haushalt, mit einem neuen oder "
            "geleert in einen eigenen."
        ),
    )

    def validate_family_name(self, field: Field) -> None:
        if not meaningful(field.data) and not meaningful(self.given_names.data):
            raise ValidationError(_("Bitte geben Sie wenigstens einen Namen an."))

    def validate_birth_date(self, _field: Field) -> None:
        if not self.leaves_unread("birth_date"):
            _as_validation(self.typed_birth_date)

    def validate_nationalities(self, _field: Field) -> None:
        if not self.leaves_unread("nationalities"):
            _as_validation(self.typed_nationalities)

    def typed_birth_date(self) -> BirthDate | None:
        """The birth date that was typed; Refused when there is no such one."""
        if not self.birth_date.data:
            return None
        is_fictive = bool(self.birth_date_is_fictive.data)
        return believable(BirthDate.read(self.birth_date.data, is_fictive=is_fictive))

    def typed_nationalities(self) -> list[str]:
        return [read_nationality(text) for text in _several(self.nationalities.data, "|")]

    def details(self) -> dict[str, Any]:
        """The details in the form `people.operations` takes them, without those left as unreadable as they were."""
        return {
            name: read(self)
            for name, read in _DETAILS.items()
            if name in self and not self.leaves_unread(name)
        }


SWITCHABLE_FIELDS = ("other_spellings", "languages", "phone", "email", "azr_number", "bamf_file_number")
"""What a municipality need not ask; names, birth, sex and nationality carry the statistics and find doubles."""

_DETAILS: dict[str, Callable[[PersonForm], Any]] = {
    "family_name": lambda form: form.family_name.data or "-",
    "given_names": lambda form: form.given_names.data,
    "other_spellings": lambda form: _several(form.other_spellings.data, "|"),
    "birth_date": lambda form: form.typed_birth_date(),
    "sex": lambda form: form.sex.data,
    "nationalities": lambda form: form.typed_nationalities(),
    "languages": lambda form: [read_language(text) for text in _several(form.languages.data, ",")],
    "phone": lambda form: form.phone.data,
    "email": lambda form: form.email.data,
    "azr_number": lambda form: form.azr_number.data,
    "bamf_file_number": lambda form: form.bamf_file_number.data,
}


class _Gathered(HiddenField):
    """Words from a hidden field and from the button that was pressed, together."""

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        self.data = " ".join(valuelist)


class NewPersonForm(PersonForm):
    """Somebody to be taken in, and of whom it was said that they are somebody else."""

    different_from = _Gathered()

    @staticmethod
    def as_asked(query: Mapping[str, str]) -> dict[str, str]:
        """What stands in the form when it is opened: the name that was looked for in vain."""
        return {name: query[name] for name in ("family_name", "given_names") if query.get(name)}

    def draft(self, household_id: uuid.UUID | None) -> Draft:
        """The person described so far; what cannot be read yet says nothing."""
        names = (full_name(self.given_names.data, self.family_name.data), self._typed("other_spellings"))
        known = any(meaningful(name) for name in (self.given_names.data, self.family_name.data))
        return Draft(
            names=(names[0], *_several(names[1], "|")) if known else (),
            birth_date=_if_readable(self.typed_birth_date),
            sex=self.sex.data or None,
            nationalities=tuple(_if_readable(self.typed_nationalities) or ()),
            household_id=household_id,
            azr_number=self._typed("azr_number"),
            bamf_file_number=self._typed("bamf_file_number"),
        )

    def _typed(self, name: str) -> str | None:
        """What stands in a field, if it is asked."""
        return (self[name].data or None) if name in self else None

    def has_confirmed(self, found: Found) -> bool:
        """Whether somebody has seen all of these and said that it is somebody else."""
        return found.marks <= set((self.different_from.data or "").split())


def as_typed(person: Person) -> dict[str, Any]:
    """What stands in the form when an existing person is opened for editing."""
    birth = person.birth_date
    return {
        "family_name": person.family_name,
        "given_names": person.given_names,
        "other_spellings": _joined(person.other_spellings, " | "),
        "birth_date": _birth_date_as_typed(birth),
        "birth_date_is_fictive": bool(birth and birth.is_fictive),
        "sex": person.sex or "",
        "nationalities": _joined(person.nationalities, " | ", nationality_name),
        "languages": _joined(person.languages, ", ", language_name),
        "phone": person.phone,
        "email": person.email,
        "azr_number": person.azr_number,
        "bamf_file_number": person.bamf_file_number,
        "household_mark": person.household.mark if person.household.mark_index else None,
    }


def _joined(values: list[str] | None, separator: str, word: Callable[[str], str] = str) -> str:
    if is_unreadable(values):
        return NotReadableText()
    return separator.join(word(value) for value in values or [])


def _birth_date_as_typed(birth: BirthDate | None) -> str | None:
    if birth is None:
        return None
    if is_unreadable(birth):
        return NotReadableText()
    return f"{birth.day or 0:02d}.{birth.month or 0:02d}.{birth.year:04d}"


class MergeForm(BaseForm):
    """Which of two records leads from now on."""

    leading_id = OneOfField(
        _("Welche Akte führt?"),
        [DataRequired(_("Bitte wählen Sie, welche Akte führt."))],
        description=_(
            "Ihr Name, ihr Aktenzeichen und ihre Angaben gelten; die der anderen bleiben auffindbar."
        ),
    )

    def offer(self, people: Iterable[Person]) -> None:
        """Put the two records into the list."""
        self.leading_id.choices = as_choices(
            (str(person.id), f"{person.case_number} · {person.full_name}") for person in people
        )


def _if_readable(read: Callable[[], T]) -> T | None:
    try:
        return read()
    except Refused:
        return None


def _as_validation(check: Any) -> None:
    """A refusal of the rules becomes an error at the field."""
    try:
        check()
    except Refused as refusal:
        raise ValidationError(str(refusal)) from None
