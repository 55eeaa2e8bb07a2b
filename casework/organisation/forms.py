"""The forms of what a municipality asks for and shows, and of what stands at the head of its letters."""

from collections.abc import Collection, Mapping

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, EmailField, StringField, TelField
from wtforms.validators import DataRequired, Length, Optional

from casework.organisation.fields import SWITCHABLE, switchable_by_group
from casework.organisation.models import UnaskedField
from casework.organisation.operations import LETTERHEAD
from casework.web.editions import EditForm
from casework.web.fields import ChecksField, as_choices


class FieldsForm(EditForm):
    """Ticked is what is asked."""

    asked = ChecksField(_("Felder, die erfragt werden"))

    @classmethod
    def as_stored(cls, off: Collection[UnaskedField]) -> "FieldsForm":
        """Every field in its list, ticked unless it is switched off."""
        switched_off = {row.field for row in off}
        form = cls(data={"asked": [key for key in SWITCHABLE if key not in switched_off]})
        form.asked.choices = as_choices((key, str(field.label)) for key, field in SWITCHABLE.items())
        return form.of(max(off, key=lambda row: row.recorded_at, default=SWITCHABLE))

    def groups(self) -> Mapping[str, Collection[str]]:
        """The keys under their headings."""
        return {group: [field.key for field in fields] for group, fields in switchable_by_group().items()}


class LetterheadForm(EditForm):
    """Who writes, and how they are reached."""

    office = StringField(
        _("Name des Amtes"),
        [DataRequired(), Length(max=200)],
        description=_(
            "So, wie er auf Briefen stehen soll, zum Beispiel „Stadt Musterstadt, Integrationsmanagement“."
        ),
    )
    street = StringField(_("Straße und Hausnummer"), [Optional(), Length(max=200)])
    town = StringField(_("Postleitzahl und Ort"), [Optional(), Length(max=200)])
    phone = TelField(_("Telefon"), [Optional(), Length(max=60)])
    email = EmailField(_("E-Mail"), [Optional(), Length(max=200)])

    def details(self) -> dict[str, str | None]:
        """What was said as the operations take it."""
        return {name: self[name].data for name in LETTERHEAD}


class WorkerFiguresForm(EditForm):
    """Ticked, others than oneself see figures of a single worker."""

    names_workers = BooleanField(
        _("Zahlen je Mitarbeiter/in zeigen"),
        description=_(
            "Erst wenn Personal- oder Betriebsrat zugestimmt haben. Wer ein- und ausschaltet, steht im Protokoll."
        ),
    )
