"""The end of a plan, and taking it back."""

import uuid

from flask import redirect, render_template
from flask_babel import gettext as _
from flask_babel import ngettext

from casework.access.guard import current_viewer, requires
from casework.access.permissions import Permission
from casework.database.moments import today
from casework.plans import (
    agreement_views,
    closing,
    declarations,
    goal_views,
    plan_views,
    queries,
    rating_views,
    record_kinds,
    review_views,
    state_views,
    step_views,
    strength_views,
)
from casework.plans.blueprint import Page, back_to_plan, blueprint
from casework.plans.forms import CloseForm, ReopenForm
from casework.web.notices import say

__all__ = [
    "agreement_views",
    "blueprint",
    "goal_views",
    "plan_views",
    "rating_views",
    "review_views",
    "state_views",
    "step_views",
    "strength_views",
]

declarations.declare()
record_kinds.declare()


@blueprint.route("/plans/<uuid:plan_id>/close", methods=["GET", "POST"])
@requires(Permission.PLANS_PLAN_WRITE)
def close(plan_id: uuid.UUID) -> Page:
    """End the plan; the sentence says how many goals stay open."""
    plan = queries.get_whole_plan(current_viewer(), plan_id)
    form = CloseForm.as_usual(plan, today())
    if form.validate_on_submit() and form.accepts(lambda: closing.close_with(plan, **form.details())):
        still_open = len(plan.open_goals())
        words = ngettext("%(num)s Ziel bleibt offen.", "%(num)s Ziele bleiben offen.", still_open)
        say(_("Der Plan ist beendet.") + (f" {words}" if still_open else ""))
        return redirect(back_to_plan(plan.person_id))
    return render_template("plans/close.html", form=form, plan=plan), form.status


@blueprint.route("/plans/<uuid:plan_id>/reopen", methods=["GET", "POST"])
@requires(Permission.PLANS_PLAN_WRITE)
def reopen(plan_id: uuid.UUID) -> Page:
    """Take the end of the plan back."""
    plan = queries.get_whole_plan(current_viewer(), plan_id)
    form = ReopenForm.as_usual(today())
    if form.validate_on_submit() and form.accepts(lambda: closing.reopen(plan, **form.details())):
        say(_("Der Plan geht weiter."))
        return plan_views.to_plan(plan_id)
    return render_template("plans/reopen.html", form=form, plan=plan), form.status
