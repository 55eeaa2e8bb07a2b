"""Forms about goals: one goal and one date are enough, all else is folded away."""

import uuid
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional

from casework.plans.goal_models import Goal, GoalState
from casework.plans.goals import DETAILS
from casework.plans.smart import Hint, hints
from casework.plans.who import PARTNER, partner_meant
from casework.vocabulary.counselling import FIELDS_OF_ACTION, GOAL_STATES, RESPONSIBLE
from casework.vocabulary.goals import PRIORITIES, WHY_NOT_REACHED
from casework.web.editions import EditForm
from casework.web.fields import ChoiceField, DayField, OneOfField

LONGEST_TEXT, LONGEST_LINE = 5000, 300
WHICH_DAY = _("Bitte geben Sie den Tag an.")
_CHOOSE = ("", _("bitte wählen"))
FOLDED = ("indicator", "start_level", "priority", "responsible", "partner_name", "agreed_on")
"""What is out of sight until it is wanted."""


class WhoForm(EditForm):
    """Who takes care of it; a partner of the directory by name."""

    responsible = OneOfField(_("Wer kümmert sich?"), choices=RESPONSIBLE.choices(), default="CLIENT")
    partner_name = StringField(
        _("Welche Stelle?"),
        [Optional(), Length(max=LONGEST_LINE)],
        description=_("Name aus dem Partnerverzeichnis; der Anfang genügt."),
    )

    def partner_id(self, municipality_id: uuid.UUID) -> uuid.UUID | None:
        """The partner whose name was typed, where a partner takes care. Raises Refused for none and for several."""
        if self.responsible.data != PARTNER or not self.partner_name.data:
            return None
        return partner_meant(municipality_id, self.partner_name.data).id


class GoalForm(WhoForm):
    """What a person wants to reach, in their words."""

    wording = TextAreaField(
        _("Ziel"),
        [DataRequired(_("Bitte beschreiben Sie das Ziel.")), Length(max=LONGEST_TEXT)],
        description=_("In den Worten der Person."),
    )
    field_of_action = ChoiceField(
        _("Handlungsfeld"),
        [DataRequired(_("Bitte wählen Sie das Handlungsfeld."))],
        choices=[_CHOOSE, *FIELDS_OF_ACTION.choices()],
    )
    due_on = DayField(_("Erreicht bis"), [Optional()])
    indicator = StringField(
        _("Woran merken wir, dass es erreicht ist?"), [Optional(), Length(max=LONGEST_LINE)]
    )
    start_level = StringField(
        _("Ausgangslage"), [Optional(), Length(max=LONGEST_LINE)], description=_("Wo die Person heute steht.")
    )
    priority = ChoiceField(_("Dringlichkeit"), [Optional()], choices=[("", _("–")), *PRIORITIES.choices()])
    wants_no_hints = BooleanField(_("Zu diesem Ziel keine Hinweise mehr"))

    @property
    def is_unfolded(self) -> bool:
        """Whether something of what is folded away was said, or is wrong."""
        usual = ("", None, "CLIENT")
        shown = [self[name] for name in FOLDED if name in self and name != "agreed_on"]
        return any(field.errors or field.data not in usual for field in shown)

    def hints(self, day: date) -> list[Hint]:
        """What might be asked of what is typed."""
        if self.wants_no_hints.data:
            return []
        return hints(self.wording.data, self.indicator.data, self.due_on.data, day)

    def details(self, municipality_id: uuid.UUID) -> dict[str, Any]:
        """The goal as the operations take it. Raises Refused for a partner nobody knows."""
        said = {name: self[name].data for name in DETAILS if name in self}
        return said | {"partner_id": self.partner_id(municipality_id)}


class NewGoalForm(GoalForm):
    """A goal with the day on which it was agreed."""

    agreed_on = DayField(_("Vereinbart am"), [DataRequired(WHICH_DAY)])

    def details(self, municipality_id: uuid.UUID) -> dict[str, Any]:
        """The goal as `goals.agree_goal` takes it."""
        about = {"agreed_on": self.agreed_on.data, "wants_no_hints": self.wants_no_hints.data}
        return super().details(municipality_id) | about


class GoalStateForm(EditForm):
    """Which state a goal has reached."""

    state = OneOfField(_("Stand"), [DataRequired()], choices=GOAL_STATES.choices())
    state_on = DayField(_("am"), [DataRequired(WHICH_DAY)])
    why = ChoiceField(
        _("Warum wurde es nicht erreicht?"),
        [Optional()],
        choices=[_CHOOSE, *WHY_NOT_REACHED.choices()],
        description=_("Nur, wenn das Ziel nicht erreicht, aufgegeben oder gegenstandslos ist."),
    )
    reason = TextAreaField(_("Bemerkung"), [Optional(), Length(max=LONGEST_TEXT)])

    @classmethod
    def as_known(cls, goal: Goal, day: date) -> "GoalStateForm":
        """Opened on a day with the state that holds."""
        return cls(data={"state": goal.state_code(), "state_on": day})

    @classmethod
    def as_told(cls, told: GoalState) -> "GoalStateForm":
        """Opened with a state, to say it differently."""
        return cls(obj=told)

    def details(self) -> dict[str, Any]:
        """The state as `goal_states.record_goal_state` takes it."""
        return {name: self[name].data for name in ("state", "state_on", "why", "reason")}
