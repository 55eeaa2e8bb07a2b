"""The form of the fields a municipality asks for: a box for each, those of one heading together."""

from collections.abc import Collection, Mapping

from flask_babel import lazy_gettext as _
from wtforms import HiddenField

from casework.organisation.fields import SWITCHABLE, switchable_by_group
from casework.web.fields import ChecksField, as_choices
from casework.web.forms import BaseForm


class FieldsForm(BaseForm):
    """Ticked is what is asked; `version` is what was switched off when the form was opened."""

    asked = ChecksField(_("Felder, die erfragt werden"))
    version = HiddenField()

    @classmethod
    def as_stored(cls, off: Collection[str]) -> "FieldsForm":
        """Every field in its list, ticked unless it is switched off."""
        asked = [key for key in SWITCHABLE if key not in off]
        form = cls(data={"asked": asked, "version": cls.edition(off)})
        form.asked.choices = as_choices((key, str(field.label)) for key, field in SWITCHABLE.items())
        return form

    @staticmethod
    def edition(off: Collection[str]) -> str:
        """What a form has seen of the switches."""
        return " ".join(sorted(off))

    def groups(self) -> Mapping[str, Collection[str]]:
        """The keys under their headings."""
        return {group: [field.key for field in fields] for group, fields in switchable_by_group().items()}
