"""Forms about goals and plans."""

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import TextAreaField
from wtforms.validators import DataRequired, Length, Optional

from casework.plans.goal_models import Goal
from casework.plans.models import IntegrationPlan
from casework.plans.operations import DETAILS, REVIEW_MONTHS
from casework.vocabulary.counselling import (
    FIELDS_OF_ACTION,
    GOAL_STATES,
    PLAN_CLOSING_REASONS,
    RESPONSIBLE,
)
from casework.vocabulary.periods import months_later
from casework.web.editions import EditForm
from casework.web.fields import ChoiceField, DayField, OneOfField
from casework.web.forms import BaseForm

LONGEST_TEXT = 5000
_WHICH_DAY = _("Bitte geben Sie den Tag an.")
_CHOOSE = ("", _("bitte wählen"))


class GoalForm(EditForm):
    """What a person wants to reach, in their words."""

    wording = TextAreaField(
        _("Ziel"),
        [DataRequired(_("Bitte beschreiben Sie das Ziel.")), Length(max=LONGEST_TEXT)],
        description=_("In den Worten der Person, so dass man sieht, wann es erreicht ist."),
    )
    field_of_action = ChoiceField(
        _("Handlungsfeld"),
        [DataRequired(_("Bitte wählen Sie das Handlungsfeld."))],
        choices=[_CHOOSE, *FIELDS_OF_ACTION.choices()],
    )
    due_on = DayField(_("Erreicht bis"), [Optional()])
    responsible = OneOfField(_("Wer kümmert sich?"), choices=RESPONSIBLE.choices(), default="CLIENT")

    def details(self) -> dict[str, Any]:
        """The goal as the operations take it."""
        return {name: self[name].data for name in DETAILS}


class NewGoalForm(GoalForm):
    """A goal with the day on which it was agreed."""

    agreed_on = DayField(_("Vereinbart am"), [DataRequired(_WHICH_DAY)])

    def details(self) -> dict[str, Any]:
        """The goal as `operations.agree_goal` takes it."""
        return super().details() | {"agreed_on": self.agreed_on.data}


class GoalStateForm(EditForm):
    """Which state a goal has reached."""

    state = OneOfField(_("Stand"), [DataRequired()], choices=GOAL_STATES.choices())
    state_on = DayField(_("am"), [DataRequired(_WHICH_DAY)])
    reason = TextAreaField(_("Grund oder Bemerkung"), [Optional(), Length(max=LONGEST_TEXT)])

    @classmethod
    def as_known(cls, goal: Goal, day: date) -> "GoalStateForm":
        """Opened on a day with the state that holds."""
        return cls(data={"state": goal.state_code(), "state_on": day})

    def details(self) -> dict[str, Any]:
        """The state as `operations.record_goal_state` takes it."""
        return {"state": self.state.data, "state_on": self.state_on.data, "reason": self.reason.data}


class ReviewForm(BaseForm):
    """A day on which the plan was gone through together."""

    reviewed_on = DayField(_("Überprüft am"), [DataRequired(_WHICH_DAY)])
    remark = TextAreaField(_("Bemerkung"), [Optional(), Length(max=LONGEST_TEXT)])
    next_on = DayField(_("Nächste Überprüfung"), [DataRequired(_WHICH_DAY)])

    @classmethod
    def as_usual(cls, day: date) -> "ReviewForm":
        """Today, and again in six months."""
        return cls(data={"reviewed_on": day, "next_on": months_later(day, REVIEW_MONTHS)})

    def details(self) -> dict[str, Any]:
        """The review as `operations.review` takes it."""
        return {name: self[name].data for name in ("reviewed_on", "remark", "next_on")}


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
