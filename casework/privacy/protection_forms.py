"""The forms in which somebody is said to be protected, and in which that is taken back."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional

from casework.database.episodes import ONE_DAY
from casework.privacy.protection_models import Protection
from casework.vault.unreadable import is_unreadable
from casework.vocabulary.protections import PROTECTIONS
from casework.web.editions import EditForm
from casework.web.fields import DayField, OneOfField
from casework.web.forms import BaseForm

LONGEST_LINE, LONGEST_TEXT = 200, 2_000
AS_ASKED = ("kind", "starts_on", "authority", "remark")
"""What is stored as it is asked; of the end the last day is asked, and the day after it stored."""


class ProtectionForm(EditForm):
    """By what somebody is protected, from when to when, and who said so."""

    kind = OneOfField(_("Art des Schutzes"), choices=PROTECTIONS.choices())
    starts_on = DayField(_("Gilt ab"), [DataRequired(_("Bitte geben Sie an, ab wann der Schutz gilt."))])
    last_on = DayField(
        _("Gilt bis (letzter Tag)"),
        [Optional()],
        description=_("Der Tag, den die Behörde nennt: An ihm gilt der Schutz noch."),
    )
    authority = StringField(
        _("Veranlasst von"),
        [Optional(), Length(max=LONGEST_LINE)],
        description=_("Zum Beispiel Meldebehörde, Amtsgericht, Polizei."),
    )
    remark = TextAreaField(
        _("Vermerk"),
        [Optional(), Length(max=LONGEST_TEXT)],
        description=_("Nur, was für den Umgang mit Anfragen nötig ist."),
    )

    def details(self) -> dict[str, Any]:
        """The statement as the operations take it."""
        said = {name: self[name].data or None for name in AS_ASKED}
        last_on = self.last_on.data
        return said | {"ends_on": last_on if is_unreadable(last_on) else last_on and last_on + ONE_DAY}

    @staticmethod
    def as_typed(protection: Protection) -> dict[str, Any]:
        """What stands in the form: what was stated."""
        return {name: getattr(protection, name) for name in (*AS_ASKED, "last_on")}


class RetractForm(BaseForm):
    """Why a statement is taken back."""

    reason = TextAreaField(
        _("Grund"),
        [
            DataRequired(_("Bitte geben Sie an, warum Sie die Angabe zurücknehmen.")),
            Length(max=LONGEST_TEXT),
        ],
    )
