"""Which state a goal has reached: noted, corrected, taken back."""

import uuid

from flask import redirect, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from casework.access.guard import current_viewer, requires
from casework.access.permissions import Permission
from casework.audit.trail import witness
from casework.database.moments import today
from casework.plans import goal_states, queries, step_queries
from casework.plans.blueprint import Page, back_to_plan, blueprint
from casework.plans.goal_forms import GoalStateForm
from casework.plans.goal_models import Goal, GoalState
from casework.vocabulary.counselling import GOAL_STATES
from casework.web.notices import say


@blueprint.route("/goals/<uuid:goal_id>/state", methods=["GET", "POST"])
@requires(Permission.PLANS_PLAN_WRITE)
def goal_state(goal_id: uuid.UUID) -> Page:
    """Note which state a goal has reached."""
    goal = _seen(queries.get_goal(current_viewer(), goal_id))
    form = GoalStateForm.as_known(goal, today()).of(goal.state_then() or goal, "state")
    if form.validate_on_submit() and form.accepts(
        lambda: goal_states.record_goal_state(goal, **form.details())
    ):
        say(_("Der Stand des Ziels ist notiert."))
        return redirect(back_to_plan(goal.person_id))
    return render_template("plans/goal_state.html", form=form, goal=goal, states=GOAL_STATES), form.status


@blueprint.route("/goal-states/<uuid:goal_state_id>", methods=["GET", "POST"])
@requires(Permission.PLANS_PLAN_WRITE)
def correct_state(goal_state_id: uuid.UUID) -> Page:
    """Say differently which state was reached, and when."""
    told = _opened(goal_state_id)
    form = GoalStateForm.as_told(told).of(told)
    if form.validate_on_submit() and form.accepts(lambda: goal_states.correct_state(told, **form.details())):
        say(_("Der Stand des Ziels ist berichtigt."))
        return redirect(back_to_plan(told.person_id))
    return render_template("plans/correct_state.html", form=form, goal=told.goal, told=told), form.status


@blueprint.post("/goal-states/<uuid:goal_state_id>/retract")
@requires(Permission.PLANS_PLAN_WRITE)
def retract_state(goal_state_id: uuid.UUID) -> Response:
    """Take back a state that was never reached."""
    told = _opened(goal_state_id)
    goal_states.take_back_state(told)
    say(_("Der Stand ist zurückgenommen; es gilt wieder der davor."))
    return redirect(back_to_plan(told.person_id))


def _opened(goal_state_id: uuid.UUID) -> GoalState:
    told = step_queries.get_state(current_viewer(), goal_state_id)
    _seen(told.goal)
    return told


def _seen(goal: Goal) -> Goal:
    witness("plans:goal:opened", subject=goal.person_id, goal=str(goal.id))
    return goal
