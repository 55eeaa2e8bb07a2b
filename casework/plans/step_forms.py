"""Forms of a step: one line to agree it, and all of it to say it differently."""

import uuid
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional

from casework.plans.goal_forms import LONGEST_LINE, LONGEST_TEXT, WhoForm
from casework.plans.steps import AGREED, BECOME
from casework.vocabulary.counselling import RESPONSIBLE
from casework.vocabulary.goals import STEP_OUTCOMES
from casework.web.fields import ChoiceField, DayField, OneOfField
from casework.web.forms import BaseForm

_STILL_OPEN = ""
_WHAT = DataRequired(_("Bitte beschreiben Sie den Schritt."))


class StepLineForm(BaseForm):
    """The next step: what, until when, who; Enter keeps it."""

    what = StringField(_("Schritt"), [_WHAT, Length(max=LONGEST_LINE)])
    due_on = DayField(_("bis"), [Optional()])
    responsible = ChoiceField(_("wer"), choices=RESPONSIBLE.choices(), default="CLIENT")

    def details(self) -> dict[str, Any]:
        """The step as `steps.agree_step` takes it."""
        return {name: self[name].data for name in ("what", "due_on", "responsible")}


class StepForm(WhoForm):
    """All that can be said of a step."""

    what = StringField(_("Schritt"), [_WHAT, Length(max=LONGEST_LINE)])
    due_on = DayField(_("bis"), [Optional()])
    outcome = OneOfField(
        _("Stand"),
        choices=[(_STILL_OPEN, _("offen")), *STEP_OUTCOMES.choices()],
        filters=[lambda outcome: outcome or _STILL_OPEN],
    )
    ended_on = DayField(_("am"), [Optional()], description=_("Wann er erledigt oder fallen gelassen wurde."))
    reason = TextAreaField(_("Grund oder Bemerkung"), [Optional(), Length(max=LONGEST_TEXT)])

    def details(self, municipality_id: uuid.UUID) -> dict[str, Any]:
        """The step as `steps.change_step` takes it. Raises Refused for a partner nobody knows."""
        said = {name: self[name].data or None for name in (*AGREED, *BECOME) if name in self}
        return said | {"partner_id": self.partner_id(municipality_id)}
