"""Forms about the end of a plan."""

from datetime import date
from typing import Any, ClassVar

from flask_babel import lazy_gettext as _
from wtforms import Field, TextAreaField, ValidationError
from wtforms.validators import DataRequired, Length, Optional

from casework.plans.goal_models import Goal
from casework.plans.models import IntegrationPlan
from casework.plans.rating_forms import FieldsRated, rating_fields
from casework.plans.ratings import courses_of
from casework.vocabulary.counselling import FINAL_GOAL_STATES, GOAL_STATES, PLAN_CLOSING_REASONS
from casework.vocabulary.goals import STATES_WITH_A_REASON, WHY_NOT_REACHED
from casework.web.fields import ChoiceField, DayField, OneOfField
from casework.web.forms import BaseForm

LONGEST_TEXT = 5000
_WHICH_DAY = _("Bitte geben Sie den Tag an.")
_STAYS = ("", _("bleibt, wie es ist"))


class CloseForm(FieldsRated):
    """The end of a plan, with what becomes of each open goal and how the situation is at last."""

    open_goals: ClassVar[tuple[Goal, ...]] = ()

    reason = OneOfField(
        _("Grund"),
        [DataRequired(_("Bitte wählen Sie den Grund."))],
        choices=PLAN_CLOSING_REASONS.choices(),
    )
    ends_on = DayField(_("Beendet am"), [DataRequired(_WHICH_DAY)])
    handed_over = TextAreaField(
        _("Übergabe an Regeldienste"),
        [Optional(), Length(max=LONGEST_TEXT)],
        description=_("Was geht wo weiter, und wer ist dort ansprechbar?"),
    )

    @classmethod
    def as_usual(cls, plan: IntegrationPlan, day: date) -> "CloseForm":
        """Ended today; reached, if every goal is."""
        goals = plan.believed_goals()
        reached = bool(goals) and len(plan.achieved_goals()) == len(goals)
        form = _form_of(plan)(data={"ends_on": day, "reason": "INDEPENDENT" if reached else None})
        form.remember(plan)
        return form

    def goal_fields(self) -> list[tuple[Goal, Field, Field, Field]]:
        """State, why it was not reached, and remark of each goal that is still open."""
        return [
            (goal, *(self[f"goal_{goal.id.hex}{ending}"] for ending in ("", "_why", "_reason")))
            for goal in self.open_goals
        ]

    def validate(self, extra_validators: Any = None) -> bool:
        """Also asks why a goal was not reached."""
        extra = dict(extra_validators or {})
        for _goal, state, why, _reason in self.goal_fields():
            if state.data in STATES_WITH_A_REASON and not why.data:
                extra[why.name] = [_asks_why]
        return super().validate(extra)

    def details(self) -> dict[str, Any]:
        """The end as `closing.close_with` takes it."""
        return {
            "reason": self.reason.data,
            "ends_on": self.ends_on.data,
            "handed_over": self.handed_over.data,
            "became": {
                goal: {"state": state.data, "why": why.data or None, "reason": reason.data}
                for goal, state, why, reason in self.goal_fields()
                if state.data
            },
            "ratings": self.rated(),
        }


def _asks_why(_form: Any, _field: Any) -> None:
    raise ValidationError(str(_("Bitte geben Sie an, warum das Ziel nicht erreicht wurde.")))


def _form_of(plan: IntegrationPlan) -> type[CloseForm]:
    """The form for this plan: its open goals, and the fields of action somebody was asked about."""
    fields: dict[str, Any] = {"open_goals": tuple(plan.open_goals())}
    final = [choice for choice in GOAL_STATES.choices() if choice[0] in FINAL_GOAL_STATES]
    for goal in fields["open_goals"]:
        fields[f"goal_{goal.id.hex}"] = ChoiceField(_("Stand"), choices=[_STAYS, *final], default="")
        fields[f"goal_{goal.id.hex}_why"] = ChoiceField(
            _("Warum nicht erreicht?"), choices=[("", "–"), *WHY_NOT_REACHED.choices()], default=""
        )
        fields[f"goal_{goal.id.hex}_reason"] = TextAreaField(
            _("Bemerkung"), [Optional(), Length(max=LONGEST_TEXT)]
        )
    touched = [course.field_of_action for course in courses_of(plan)]
    return type("CloseForm", (CloseForm,), fields | rating_fields(touched))


class ReopenForm(BaseForm):
    """Why a plan that was ended goes on."""

    reason = TextAreaField(
        _("Grund"),
        [DataRequired(_("Bitte schreiben Sie auf, warum der Plan weitergeht.")), Length(max=LONGEST_TEXT)],
    )
    reopened_on = DayField(_("Geht weiter ab"), [DataRequired(_WHICH_DAY)])

    @classmethod
    def as_usual(cls, day: date) -> "ReopenForm":
        """From today on."""
        return cls(data={"reopened_on": day})

    def details(self) -> dict[str, Any]:
        """The reopening as `closing.reopen` takes it."""
        return {"reason": self.reason.data, "reopened_on": self.reopened_on.data}
