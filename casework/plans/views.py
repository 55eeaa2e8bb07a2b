"""The end of a plan; the plan itself is shown on the person's page."""

import uuid

from flask import redirect, render_template
from flask_babel import gettext as _
from flask_babel import ngettext

from casework.access.guard import current_viewer, requires
from casework.access.permissions import Permission
from casework.database.moments import today
from casework.plans import (
    declarations,
    goal_views,
    operations,
    queries,
    record_kinds,
    review_views,
    state_views,
    step_views,
)
from casework.plans.blueprint import Page, back_to_plan, blueprint
from casework.plans.forms import CloseForm
from casework.web.notices import say

__all__ = ["blueprint", "goal_views", "review_views", "state_views", "step_views"]

declarations.declare()
record_kinds.declare()


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
        return redirect(back_to_plan(plan.person_id))
    return render_template("plans/close.html", form=form, plan=plan), form.status
