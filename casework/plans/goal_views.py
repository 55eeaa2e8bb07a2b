"""Agreeing a goal, correcting it, and saying which state it has reached."""

import uuid

from flask import redirect, render_template
from flask_babel import gettext as _

from casework.access.guard import current_viewer, requires
from casework.access.permissions import Permission
from casework.audit.trail import witness
from casework.database.moments import today
from casework.people.scope import get_person
from casework.plans import goal_states, goals, queries
from casework.plans.blueprint import Page, back_to_plan, blueprint
from casework.plans.goal_forms import GoalForm, GoalStateForm, NewGoalForm
from casework.vocabulary.counselling import GOAL_STATES
from casework.web.notices import say


@blueprint.route("/people/<uuid:person_id>/goals/new", methods=["GET", "POST"])
@requires(Permission.PLANS_PLAN_WRITE)
def new_goal(person_id: uuid.UUID) -> Page:
    """Agree a goal; the first one opens the plan."""
    viewer = current_viewer()
    person = get_person(viewer, person_id)
    form = NewGoalForm(data={"agreed_on": today()})
    if form.validate_on_submit() and form.accepts(
        lambda: goals.agree_goal(person, case_manager_id=viewer.user_id, **form.details())
    ):
        say(_("Das Ziel ist vereinbart."))
        return redirect(back_to_plan(person_id))
    plan = queries.find_open_plan(person)
    return render_template("plans/new_goal.html", form=form, person=person, plan=plan), form.status


@blueprint.route("/goals/<uuid:goal_id>", methods=["GET", "POST"])
@requires(Permission.PLANS_PLAN_WRITE)
def edit_goal(goal_id: uuid.UUID) -> Page:
    """Correct a goal."""
    goal = queries.get_goal(current_viewer(), goal_id)
    witness("plans:goal:opened", subject=goal.person_id, goal=str(goal.id))
    form = GoalForm(obj=goal.terms).of(goal.terms)
    if form.validate_on_submit() and form.accepts(lambda: goals.change_goal(goal, form.details())):
        say(_("Das Ziel ist gespeichert."))
        return redirect(back_to_plan(goal.person_id))
    return render_template("plans/edit_goal.html", form=form, goal=goal), form.status


@blueprint.route("/goals/<uuid:goal_id>/state", methods=["GET", "POST"])
@requires(Permission.PLANS_PLAN_WRITE)
def goal_state(goal_id: uuid.UUID) -> Page:
    """Note which state a goal has reached."""
    goal = queries.get_goal(current_viewer(), goal_id)
    witness("plans:goal:opened", subject=goal.person_id, goal=str(goal.id))
    form = GoalStateForm.as_known(goal, today()).of(goal.state_then() or goal, "state")
    if form.validate_on_submit() and form.accepts(
        lambda: goal_states.record_goal_state(goal, **form.details())
    ):
        say(_("Der Stand des Ziels ist notiert."))
        return redirect(back_to_plan(goal.person_id))
    return render_template("plans/goal_state.html", form=form, goal=goal, states=GOAL_STATES), form.status
