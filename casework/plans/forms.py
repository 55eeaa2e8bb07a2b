"""Forms about plans."""

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms.validators import DataRequired

from casework.plans.models import IntegrationPlan
from casework.vocabulary.counselling import (
    PLAN_CLOSING_REASONS,
)
from casework.web.fields import DayField, OneOfField
from casework.web.forms import BaseForm

LONGEST_TEXT = 5000
_WHICH_DAY = _("Bitte geben Sie den Tag an.")
_CHOOSE = ("", _("bitte wählen"))


class CloseForm(BaseForm):
    """The end of a plan."""

    reason = OneOfField(
        _("Grund"),
        [DataRequired(_("Bitte wählen Sie den Grund."))],
        choices=PLAN_CLOSING_REASONS.choices(),
    )
    ends_on = DayField(_("Beendet am"), [DataRequired(_WHICH_DAY)])

    @classmethod
    def as_usual(cls, plan: IntegrationPlan, day: date) -> "CloseForm":
        """Ended today; reached, if every goal is."""
        goals = plan.believed_goals()
        reached = bool(goals) and len(plan.achieved_goals()) == len(goals)
        return cls(data={"ends_on": day, "reason": "INDEPENDENT" if reached else None})

    def details(self) -> dict[str, Any]:
        """The end as `operations.close` takes it."""
        return {"reason": self.reason.data, "ends_on": self.ends_on.data}
