"""What is asked before a link is given out, and what a partner is asked who answers by it."""

from datetime import timedelta
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import Field, HiddenField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional, ValidationError

from casework.database.moments import today
from casework.referrals.links import USUAL_DAYS
from casework.vocabulary.link_answers import APPOINTMENT, LINK_ANSWERS
from casework.web.clock import ClockField
from casework.web.fields import ChoiceField, DayField, OneOfField
from casework.web.forms import BaseForm

LONGEST_REMARK = 500
LONGEST_AHEAD = timedelta(days=2 * 365)
DAYS = [
    ("3", _("3 Tage")),
    ("7", _("7 Tage")),
    ("14", _("14 Tage")),
    ("28", _("28 Tage")),
    ("60", _("60 Tage")),
    ("90", _("90 Tage")),
]


class LinkForm(BaseForm):
    """How long a link is to hold."""

    days = ChoiceField(_("Gültig für"), [DataRequired()], choices=DAYS, default=str(USUAL_DAYS))

    @property
    def asked_days(self) -> int:
        """For so many days."""
        return int(self.days.data)


class AnswerForm(BaseForm):
    """How it stands with a referral, said by a partner without an account."""

    token = HiddenField()
    said = OneOfField(
        _("Wie steht es mit der Vermittlung?"),
        [DataRequired(_("Bitte wählen Sie eine Antwort."))],
        choices=LINK_ANSWERS.choices(),
    )
    proposed_on = DayField(_("Tag des Termins"))
    proposed_at = ClockField(_("Uhrzeit"), [Optional()])
    remark = TextAreaField(
        _("Bemerkung"),
        [Optional(), Length(max=LONGEST_REMARK)],
        description=_("Kurz. Bitte keine Angaben zur Gesundheit und nichts über andere Personen."),
    )

    def validate_proposed_on(self, field: Field) -> None:
        if self.said.data == APPOINTMENT and not field.data:
            raise ValidationError(_("Bitte geben Sie den Tag des Termins an."))
        if field.data and not today() <= field.data <= today() + LONGEST_AHEAD:
            raise ValidationError(_("Bitte geben Sie einen Tag in den nächsten zwei Jahren an."))

    def details(self) -> dict[str, Any]:
        """The answer as `links.answer` takes it."""
        return {
            "said": self.said.data,
            "remark": self.remark.data,
            "day": self.proposed_on.data,
            "clock": self.proposed_at.data,
        }

    def as_typed(self) -> dict[str, str]:
        """The fields as they were sent, to be sent once more."""
        return {field.name: field.raw_data[0] for field in self if field.raw_data}
