"""Agreeing a goal, correcting it, taking it back, and what might be asked of it."""

import uuid

from flask import redirect, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from casework.access.guard import current_viewer, requires
from casework.access.permissions import Permission
from casework.audit.trail import witness
from casework.database.moments import today
from casework.people.scope import get_person
from casework.plans import goals, queries
from casework.plans.blueprint import Page, back_to_plan, blueprint
from casework.plans.goal_forms import GoalForm, NewGoalForm
from casework.plans.goal_models import Goal
from casework.web.notices import say


@blueprint.route("/people/<uuid:person_id>/goals/new", methods=["GET", "POST"])
@requires(Permission.PLANS_PLAN_WRITE)
def new_goal(person_id: uuid.UUID) -> Page:
    """Agree a goal; the first one opens the plan."""
    viewer = current_viewer()
    person = get_person(viewer, person_id)
    form = NewGoalForm(data={"agreed_on": today()})
    if form.validate_on_submit() and form.accepts(
        lambda: goals.agree_goal(
            person,
            case_manager_id=viewer.user_id,
            **form.details(person.municipality_id),
        )
    ):
        say(_("Das Ziel ist vereinbart."))
        return redirect(back_to_plan(person_id))
    plan = queries.find_open_plan(person)
    hints = form.hints(today())
    return render_template(
        "plans/new_goal.html", form=form, person=person, plan=plan, hints=hints
    ), form.status


@blueprint.post("/goal-hints")
@requires(Permission.PLANS_PLAN_WRITE)
def hints() -> str:
    """What might be asked of what stands in the form, as a part of the page; nothing is kept."""
    return render_template("plans/hints.html", hints=GoalForm().hints(today()))


@blueprint.route("/goals/<uuid:goal_id>", methods=["GET", "POST"])
@requires(Permission.PLANS_PLAN_WRITE)
def edit_goal(goal_id: uuid.UUID) -> Page:
    """Correct a goal."""
    goal = _opened(goal_id)
    form = GoalForm(obj=goal.terms, data={"wants_no_hints": goal.wants_no_hints}).of(goal.terms)
    if form.validate_on_submit() and form.accepts(
        lambda: goals.change_goal(goal, form.details(goal.plan.municipality_id))
    ):
        goals.want_hints(goal, wanted=not form.wants_no_hints.data)
        say(_("Das Ziel ist gespeichert."))
        return redirect(back_to_plan(goal.person_id))
    hints = form.hints(goal.agreed_on)
    return render_template(
        "plans/edit_goal.html", form=form, goal=goal, plan=goal.plan, hints=hints
    ), form.status


@blueprint.post("/goals/<uuid:goal_id>/no-hints")
@requires(Permission.PLANS_PLAN_WRITE)
def no_hints(goal_id: uuid.UUID) -> Response:
    """No hints on this goal any more."""
    goal = _opened(goal_id)
    goals.want_hints(goal, wanted=False)
    return redirect(back_to_plan(goal.person_id))


@blueprint.post("/goals/<uuid:goal_id>/retract")
@requires(Permission.PLANS_PLAN_WRITE)
def retract_goal(goal_id: uuid.UUID) -> Response:
    """Take back a goal that was entered by mistake."""
    goal = _opened(goal_id)
    goals.take_back(goal)
    say(_("Das Ziel ist zurückgenommen."))
    return redirect(back_to_plan(goal.person_id))


def _opened(goal_id: uuid.UUID) -> Goal:
    goal = queries.get_goal(current_viewer(), goal_id)
    witness("plans:goal:opened", subject=goal.person_id, goal=str(goal.id))
    return goal
