"""The form of the fields a municipality asks for: a box for each, those of one heading together."""

from collections.abc import Collection, Mapping

from flask_babel import lazy_gettext as _

from casework.organisation.fields import SWITCHABLE, switchable_by_group
from casework.organisation.models import UnaskedField
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
