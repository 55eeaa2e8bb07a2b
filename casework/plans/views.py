"""Goals, their states, the review and the end of a plan; the plan itself is shown on the person's page."""

import uuid

from flask import Blueprint, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from casework.access.guard import current_viewer, requires
from casework.access.permissions import Permission
from casework.audit.trail import witness
from casework.database.moments import today
from casework.people.scope import get_person
from casework.plans import declarations, operations, queries, record_kinds
from casework.plans.forms import CloseForm, GoalForm, GoalStateForm, NewGoalForm, ReviewForm
from casework.vocabulary.counselling import GOAL_STATES
from casework.web.notices import say
from casework.web.way_back import way_back

blueprint = Blueprint("plans", __name__)
declarations.declare()
record_kinds.declare()

Page = Response | tuple[str, int]


@blueprint.route("/people/<uuid:person_id>/goals/new", methods=["GET", "POST"])
@requires(Permission.PLANS_PLAN_WRITE)
def new_goal(person_id: uuid.UUID) -> Page:
    """Agree a goal; the first one opens the plan."""
    viewer = current_viewer()
    person = get_person(viewer, person_id)
    form = NewGoalForm(data={"agreed_on": today()})
    if form.validate_on_submit() and form.accepts(
        lambda: operations.agree_goal(person, case_manager_id=viewer.user_id, **form.details())
    ):
        say(_("Das Ziel ist vereinbart."))
        return redirect(_back(person_id))
    plan = queries.find_open_plan(person)
    return render_template("plans/new_goal.html", form=form, person=person, plan=plan), form.status


@blueprint.route("/goals/<uuid:goal_id>", methods=["GET", "POST"])
@requires(Permission.PLANS_PLAN_WRITE)
def edit_goal(goal_id: uuid.UUID) -> Page:
    """Correct a goal."""
    goal = queries.get_goal(current_viewer(), goal_id)
    witness("plans:goal:opened", subject=goal.person_id, goal=str(goal.id))
    form = GoalForm(obj=goal.terms).of(goal.terms)
    if form.validate_on_submit() and form.accepts(lambda: operations.change_goal(goal, form.details())):
        say(_("Das Ziel ist gespeichert."))
        return redirect(_back(goal.person_id))
    return render_template("plans/edit_goal.html", form=form, goal=goal), form.status


@blueprint.route("/goals/<uuid:goal_id>/state", methods=["GET", "POST"])
@requires(Permission.PLANS_PLAN_WRITE)
def goal_state(goal_id: uuid.UUID) -> Page:
    """Note which state a goal has reached."""
    goal = queries.get_goal(current_viewer(), goal_id)
    witness("plans:goal:opened", subject=goal.person_id, goal=str(goal.id))
    form = GoalStateForm.as_known(goal, today()).of(goal.state_then() or goal, "state")
    if form.validate_on_submit() and form.accepts(
        lambda: operations.record_goal_state(goal, **form.details())
    ):
        say(_("Der Stand des Ziels ist notiert."))
        return redirect(_back(goal.person_id))
    return render_template("plans/goal_state.html", form=form, goal=goal, states=GOAL_STATES), form.status


@blueprint.route("/plans/<uuid:plan_id>/review", methods=["GET", "POST"])
@requires(Permission.PLANS_PLAN_WRITE)
def review(plan_id: uuid.UUID) -> Page:
    """Note that the plan was gone through together."""
    plan = queries.get_plan(current_viewer(), plan_id)
    form = ReviewForm.as_usual(today())
    if form.validate_on_submit() and form.accepts(lambda: operations.review(plan, **form.details())):
        say(_("Die Überprüfung des Plans ist festgehalten."))
        return redirect(_back(plan.person_id))
    return render_template("plans/review.html", form=form, plan=plan), form.status


@blueprint.route("/plans/<uuid:plan_id>/close", methods=["GET", "POST"])
@requires(Permission.PLANS_PLAN_WRITE)
def close(plan_id: uuid.UUID) -> Page:
    """End the plan; goals keep their states, and the sentence says how many are open."""
    plan = queries.get_plan(current_viewer(), plan_id)
    form = CloseForm.as_usual(plan, today())
    if form.validate_on_submit() and form.accepts(lambda: operations.close(plan, **form.details())):
        still_open = len(plan.open_goals())
        words = ngettext("%(num)s Ziel bleibt offen.", "%(num)s Ziele bleiben offen.", still_open)
        say(_("Der Plan ist beendet.") + (f" {words}" if still_open else ""))
        return redirect(_back(plan.person_id))
    return render_template("plans/close.html", form=form, plan=plan), form.status


def _back(person_id: uuid.UUID) -> str:
    return way_back(url_for("people.person", person_id=person_id, tab="plan"))
