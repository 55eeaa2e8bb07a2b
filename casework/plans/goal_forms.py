"""Forms about goals."""

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import TextAreaField
from wtforms.validators import DataRequired, Length, Optional

from casework.plans.goal_models import Goal
from casework.plans.goals import DETAILS
from casework.vocabulary.counselling import (
    FIELDS_OF_ACTION,
    GOAL_STATES,
    RESPONSIBLE,
)
from casework.web.editions import EditForm
from casework.web.fields import ChoiceField, DayField, OneOfField

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
        return {name: self[name].data for name in DETAILS if name in self}


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
