"""The page of a plan, its phase, and taking back what was stated of it."""

import uuid

from flask import redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from casework.access.guard import current_viewer, requires
from casework.access.permissions import Permission
from casework.audit.trail import witness
from casework.database.moments import today
from casework.plans import phases, queries, statements
from casework.plans.blueprint import Page, blueprint
from casework.plans.overview import WORDS, overview_of
from casework.plans.phase_forms import PhaseForm
from casework.vocabulary.plans import PHASES
from casework.web.notices import say


@blueprint.get("/plans/<uuid:plan_id>")
@requires(Permission.PLANS_PLAN_WRITE)
def plan(plan_id: uuid.UUID) -> str:
    """All of a plan on one page."""
    found = queries.get_whole_plan(current_viewer(), plan_id)
    witness("plans:plan:shown", subject=found.person_id, plan=str(plan_id))
    return render_template("plans/plan.html", overview=overview_of(found), plan=found, facts=WORDS)


@blueprint.route("/plans/<uuid:plan_id>/phase", methods=["GET", "POST"])
@requires(Permission.PLANS_PLAN_WRITE)
def phase(plan_id: uuid.UUID) -> Page:
    """Say which phase the plan is in."""
    found = queries.get_whole_plan(current_viewer(), plan_id)
    form = PhaseForm.as_proposed(found, today())
    if form.validate_on_submit() and form.accepts(lambda: phases.enter_phase(found, **form.details())):
        say(_("Die Phase ist festgehalten."))
        return to_plan(plan_id)
    page = render_template(
        "plans/phase.html",
        form=form,
        plan=found,
        told=phases.phases_of(found),
        proposed=phases.propose_phase(found),
        words=PHASES,
    )
    return page, form.status


@blueprint.post("/plans/<uuid:plan_id>/statements/<uuid:statement_id>/take-back")
@requires(Permission.PLANS_PLAN_WRITE)
def take_back(plan_id: uuid.UUID, statement_id: uuid.UUID) -> Response:
    """Take back a phase, a strength, a rating or an agreement that was never right."""
    statements.take_back(queries.get_whole_plan(current_viewer(), plan_id), statement_id)
    say(_("Die Angabe ist zurückgenommen. Was davor galt, gilt wieder."))
    return to_plan(plan_id)


def to_plan(plan_id: uuid.UUID) -> Response:
    """The way to the page of a plan after something was said of it."""
    return redirect(url_for("plans.plan", plan_id=plan_id))
