"""The form every slice builds on: German sentences, tidy text, and nothing lost that was typed."""

import unicodedata
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from flask_wtf.i18n import translations as library_translations
from wtforms import Field, FieldList, FileField, FormField, PasswordField, StringField
from wtforms.meta import DefaultMeta

from casework.errors import CaseworkError, Refused
from casework.vault.unreadable import is_unreadable
from casework.vocabulary.spelling import without_controls
from casework.web.drafted import Restored, restore

T = TypeVar("T")

_OUR_WORDS = {
    "This field is required.": lazy_gettext("Bitte ausfüllen."),
    "Not a valid choice.": lazy_gettext("Bitte etwas aus der Liste wählen."),
    "Invalid Choice: could not coerce.": lazy_gettext("Bitte etwas aus der Liste wählen."),
    "Invalid Choice: could not coerce": lazy_gettext("Bitte etwas aus der Liste wählen."),
    "Not a valid integer value.": lazy_gettext("Bitte eine ganze Zahl eingeben, zum Beispiel 20."),
    "Not a valid decimal value.": lazy_gettext("Bitte eine Zahl eingeben, zum Beispiel 12,5."),
    "Invalid email address.": lazy_gettext(
        "Bitte eine vollständige E-Mail-Adresse eingeben, zum Beispiel name@beispiel.de."
    ),
}


class _Words:
    """Our sentences first, then the form library's own German."""

    def gettext(self, sentence: str) -> str:
        ours = _OUR_WORDS.get(sentence)
        return str(ours) if ours is not None else str(library_translations.gettext(sentence))

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        return str(library_translations.ngettext(singular, plural, number))


@dataclass(frozen=True, slots=True)
class Problem:
    """One line of the error summary; the anchor leads to the field, None means the whole form."""

    label: str
    sentence: str
    anchor: str | None

    @property
    def text(self) -> str:
        """The line as it is read: a label that asks keeps its question mark."""
        colon = "" if self.label.endswith(("?", ":", "!")) else ":"
        return f"{self.label}{colon} {self.sentence}" if self.label else self.sentence


def tidy(text: Any) -> Any:
    """Text as people mean it: no blank edges, one kind of line end, composed letters, nothing that hides or turns."""
    if not isinstance(text, str):
        return text
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", without_controls(lines)).strip()


class BaseForm(FlaskForm):  # type: ignore[misc]
    """A form of this product."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        """How its fields are built."""

        def get_translations(self, form: object) -> _Words:  # noqa: ARG002  # the library's signature
            return _Words()

        def bind_field(self, form: Any, unbound_field: Any, options: dict[str, Any]) -> Any:
            kind = unbound_field.field_class
            if issubclass(kind, StringField) and not issubclass(kind, PasswordField):
                options["filters"] = [tidy, *unbound_field.kwargs.get("filters", ())]
            return DefaultMeta.bind_field(self, form, unbound_field, options)

        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            found = super().wrap_formdata(form, formdata)
            return restore(form) if found is None and formdata is not None else found

    restored: Restored | None = None
    """What somebody typed into this form earlier and stands in it again."""

    @property
    def has_files(self) -> bool:
        """Whether the form must be sent in parts."""
        return any(isinstance(field, FileField) for field in self)

    @property
    def status(self) -> int:
        """The answer's HTTP status when this form is shown: 422 once something in it was refused."""
        return 422 if self.errors else 200

    def leaves_unread(self, name: str) -> bool:
        """Whether a field still says what stood in it because the stored value does not open."""
        field = self[name]
        return is_unreadable(field.object_data) and str(field.data) == str(field.object_data)

    def leave_out(self, names: Collection[str]) -> None:
        """Leave out fields that are not asked here; one in which something is stored stays, and says so."""
        for name in [field.name for field in self if field.name in names]:
            if self[name].object_data in (None, "", False, []):
                del self[name]
            else:
                self[name].description = _("Wird nicht mehr erfragt; was gespeichert ist, bleibt.")

    def blame(self, field_name: str | None, error: CaseworkError) -> None:
        """Show an operation's refusal at the field it is about, or above the form."""
        sentence = str(error)
        if field_name is None:
            self.form_errors.append(sentence)
        else:
            field = self[field_name]
            field.errors = [*field.errors, sentence]

    def accepts(self, act: Callable[[], object]) -> bool:
        """Do what the form asks for; a refusal is shown above the form, and nothing typed is lost."""
        try:
            act()
        except Refused as refusal:
            self.blame(None, refusal)
            return False
        return True

    def attempt(self, act: Callable[[], T], *, at: str | None = None) -> T | None:
        """What the act gives; None after a refusal, which is shown at a field or above the form."""
        try:
            return act()
        except Refused as refusal:
            self.blame(at, refusal)
            return None

    def problems(self) -> list[Problem]:
        """What is wrong, in the order of the fields, for the summary at the top."""
        found = [Problem("", str(sentence), None) for sentence in self.form_errors]
        for field in self:
            found.extend(_problems_of(field))
        return found


def _problems_of(field: Field, where: str = "") -> Iterator[Problem]:
    """What is wrong in a field; in a list of forms with the line it stands in, and the way to the field itself."""
    if isinstance(field, FieldList):
        for number, entry in enumerate(field, start=1):
            yield from _problems_of(entry, _("Zeile %(number)s", number=number))
        return
    if isinstance(field, FormField):
        for inner in field.form:
            yield from _problems_of(inner, where)
        return
    for sentence in _sentences(field.errors):
        if field.type == "CSRFTokenField":
            yield Problem("", _("Die Seite war zu lange offen. Bitte noch einmal absenden."), None)
        else:
            label = str(field.label.text)
            yield Problem(f"{where}, {label}" if where else label, sentence, field.id)


def _sentences(errors: Any) -> Iterator[str]:
    """Every sentence in the errors of a field, however deep a list or a form inside it has nested them."""
    if isinstance(errors, dict):
        errors = list(errors.values())
    if isinstance(errors, Sequence) and not isinstance(errors, str):
        for error in errors:
            yield from _sentences(error)
    elif errors:
        yield str(errors)
