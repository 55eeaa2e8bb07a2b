"""The steps towards a goal: the next one in a line, ticked off in a click, and all of one on a page."""

import uuid

from flask import redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from casework.access.guard import current_viewer, requires
from casework.access.permissions import Permission
from casework.audit.trail import witness
from casework.plans import queries, step_queries, steps
from casework.plans.blueprint import Page, back_to_plan, blueprint
from casework.plans.goal_models import Goal
from casework.plans.step_forms import StepForm, StepLineForm
from casework.plans.step_models import Step
from casework.web.notices import say
from casework.web.way_back import way_back


@blueprint.route("/goals/<uuid:goal_id>/steps", methods=["GET", "POST"])
@requires(Permission.PLANS_PLAN_WRITE)
def steps_of_goal(goal_id: uuid.UUID) -> Page:
    """The steps towards a goal in their order; Enter keeps the next one and leaves room for another."""
    goal = queries.get_goal(current_viewer(), goal_id)
    witness("plans:goal:opened", subject=goal.person_id, goal=str(goal.id))
    form = StepLineForm()
    if form.validate_on_submit() and form.accepts(lambda: steps.agree_step(goal, **form.details())):
        return redirect(f"{way_back(url_for('plans.steps_of_goal', goal_id=goal.id))}#step-{goal.id}")
    return render_template("plans/steps_of_goal.html", form=form, goal=goal, plan=goal.plan), form.status


@blueprint.route("/steps/<uuid:step_id>", methods=["GET", "POST"])
@requires(Permission.PLANS_PLAN_WRITE)
def edit_step(step_id: uuid.UUID) -> Page:
    """Agree a step anew, or say what became of it."""
    step, goal = _opened(step_id)
    form = StepForm(obj=step).of(step)
    if form.validate_on_submit() and form.accepts(
        lambda: steps.change_step(step, form.details(goal.plan.municipality_id))
    ):
        say(_("Der Schritt ist gespeichert."))
        return redirect(back_to_plan(step.person_id))
    return render_template("plans/edit_step.html", form=form, step=step, goal=goal), form.status


@blueprint.post("/steps/<uuid:step_id>/done")
@requires(Permission.PLANS_PLAN_WRITE)
def step_done(step_id: uuid.UUID) -> Response:
    """Tick a step off, today."""
    step, _goal = _opened(step_id)
    steps.end_step(step)
    say(_("Der Schritt ist erledigt."), undo_url=url_for("plans.reopen_step", step_id=step.step_id))
    return redirect(back_to_plan(step.person_id))


@blueprint.post("/steps/<uuid:step_id>/reopen")
@requires(Permission.PLANS_PLAN_WRITE)
def reopen_step(step_id: uuid.UUID) -> Response:
    """The step waits again."""
    step, _goal = _opened(step_id)
    steps.reopen_step(step)
    say(_("Der Schritt ist wieder offen."))
    return redirect(back_to_plan(step.person_id))


@blueprint.post("/steps/<uuid:step_id>/up")
@requires(Permission.PLANS_PLAN_WRITE)
def step_up(step_id: uuid.UUID) -> Response:
    """The step comes before the one that came before it."""
    step, goal = _opened(step_id)
    steps.move_up(goal, step)
    return redirect(back_to_plan(step.person_id))


@blueprint.post("/steps/<uuid:step_id>/retract")
@requires(Permission.PLANS_PLAN_WRITE)
def retract_step(step_id: uuid.UUID) -> Response:
    """Take back a step that was entered by mistake."""
    step, _goal = _opened(step_id)
    steps.take_back_step(step)
    say(_("Der Schritt ist zurückgenommen."))
    return redirect(back_to_plan(step.person_id))


def _opened(step_id: uuid.UUID) -> tuple[Step, Goal]:
    viewer = current_viewer()
    step = step_queries.get_step(viewer, step_id)
    witness("plans:step:opened", subject=step.person_id, step=str(step_id))
    return step, queries.get_goal(viewer, step.goal_id)
