"""The form about a strength."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import TextAreaField
from wtforms.validators import DataRequired, Length

from casework.web.editions import EditForm
from casework.web.fields import DayField

LONGEST_TEXT = 2000


class StrengthForm(EditForm):
    """What a person can do, has, and relies on."""

    text = TextAreaField(
        _("Stärke"),
        [DataRequired(_("Bitte beschreiben Sie die Stärke.")), Length(max=LONGEST_TEXT)],
        description=_("Was die Person kann, was ihr hilft, wer zu ihr steht – eine Sache je Eintrag."),
    )
    noted_on = DayField(_("Genannt am"), [DataRequired(_("Bitte geben Sie den Tag an."))])

    def details(self) -> dict[str, Any]:
        """The strength as `strengths.note_strength` takes it."""
        return {"text": self.text.data, "noted_on": self.noted_on.data}

    def corrected(self) -> dict[str, Any]:
        """The same, where words that do not open stay as they are."""
        return self.details() | ({"text": self.shown.text} if self.leaves_unread("text") else {})
