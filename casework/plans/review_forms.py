"""The form of a review: all open goals on one page, what there is to remark, and when again."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from flask_babel import gettext as _now
from flask_babel import lazy_gettext as _
from wtforms import FieldList, FormField, HiddenField, IntegerField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, NumberRange, Optional

from casework.plans.goal_forms import LONGEST_LINE, LONGEST_TEXT, WHICH_DAY
from casework.plans.goal_models import Goal
from casework.plans.going_through import GoalSaid
from casework.plans.models import IntegrationPlan
from casework.plans.reviews import FEWEST_MONTHS, MOST_MONTHS
from casework.vocabulary.counselling import GOAL_STATES
from casework.vocabulary.goals import WHY_NOT_REACHED
from casework.web.editions import EditForm
from casework.web.fields import ChecksField, ChoiceField, DayField, as_choices
from casework.web.forms import BaseForm


class GoalLineForm(BaseForm):
    """A goal in a review; left as it is, nothing is noted of it."""

    class Meta(BaseForm.Meta):
        """The form around it carries the token."""

        csrf = False

    goal_id = HiddenField()
    state = ChoiceField(_("Stand"), [Optional()])
    why = ChoiceField(
        _("Warum nicht erreicht?"),
        [Optional()],
        choices=[("", _("bitte wählen")), *WHY_NOT_REACHED.choices()],
    )
    reason = StringField(_("Bemerkung"), [Optional(), Length(max=LONGEST_LINE)])
    done = ChecksField(_("Erledigt sind"), [Optional()])

    def know(self, goal: Goal) -> None:
        """Offer what can be said of a goal: other states than the one that holds, and its open steps."""
        now = goal.state_code()
        others = [(code, label) for code, label in GOAL_STATES.choices() if code != now]
        self.state.choices = as_choices(
            [("", _now("weiter: %(state)s", state=GOAL_STATES.label(now))), *others]
        )
        self.done.choices = as_choices([(str(step.step_id), step.what) for step in goal.open_steps()])

    def said(self, goal: Goal) -> GoalSaid:
        """What was said of the goal."""
        ticked = set(self.done.data or ())
        done = [step for step in goal.open_steps() if str(step.step_id) in ticked]
        return GoalSaid(goal, self.state.data or None, self.why.data or None, self.reason.data or None, done)


class TellsReview(EditForm):
    """When the plan was gone through, what there is to remark, and when it will be again."""

    reviewed_on = DayField(_("Überprüft am"), [DataRequired(WHICH_DAY)])
    remark = TextAreaField(_("Bemerkung"), [Optional(), Length(max=LONGEST_TEXT)])
    next_on = DayField(_("Nächste Überprüfung"), [DataRequired(WHICH_DAY)])

    def details(self) -> dict[str, Any]:
        """The review as `reviews.review` takes it."""
        return {name: self[name].data for name in ("reviewed_on", "remark", "next_on")}


class ReviewForm(TellsReview):
    """A day on which the plan was gone through together, goal by goal."""

    goals = FieldList(FormField(GoalLineForm), _("Ziele"))

    @classmethod
    def of_plan(cls, plan: IntegrationPlan, day: date, next_on: date) -> "ReviewForm":
        """Today, again when the municipality does so, and all goals as they are."""
        lines = [{"goal_id": str(goal.id)} for goal in plan.open_goals()]
        form = cls(data={"reviewed_on": day, "next_on": next_on, "goals": lines})
        form._goals = {str(goal.id): goal for goal in plan.open_goals()}
        for goal, line in form.lines():
            line.know(goal)
        return form

    _goals: dict[str, Goal]

    def lines(self) -> Iterator[tuple[Goal, GoalLineForm]]:
        """The open goals in the form, each with its line."""
        for entry in self.goals:
            goal = self._goals.get(entry.form.goal_id.data or "")
            if goal is not None:
                yield goal, entry.form

    def validate(self, extra_validators: Any = None) -> bool:
        """Every line must be about an open goal of this plan."""
        if len(list(self.lines())) < len(self.goals):
            self.form_errors.append(
                _now("Eines der Ziele ist inzwischen nicht mehr offen. Bitte öffnen Sie die Überprüfung neu.")
            )
            return False
        return bool(super().validate(extra_validators))

    def said(self) -> list[GoalSaid]:
        """What was said of each goal."""
        return [line.said(goal) for goal, line in self.lines()]


class IntervalForm(EditForm):
    """After how many months a plan is gone through again."""

    months = IntegerField(
        _("Monate zwischen zwei Überprüfungen"),
        [
            DataRequired(_("Bitte geben Sie die Monate an.")),
            NumberRange(FEWEST_MONTHS, MOST_MONTHS, _("Bitte eine Zahl von %(min)s bis %(max)s eingeben.")),
        ],
        render_kw={"inputmode": "numeric"},
    )
