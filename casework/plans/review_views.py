"""Going through the plan together."""

import uuid

from flask import redirect, render_template
from flask_babel import gettext as _

from casework.access.guard import current_viewer, requires
from casework.access.permissions import Permission
from casework.database.moments import today
from casework.plans import queries, reviews
from casework.plans.blueprint import Page, back_to_plan, blueprint
from casework.plans.review_forms import ReviewForm
from casework.web.notices import say


@blueprint.route("/plans/<uuid:plan_id>/review", methods=["GET", "POST"])
@requires(Permission.PLANS_PLAN_WRITE)
def review(plan_id: uuid.UUID) -> Page:
    """Note that the plan was gone through together."""
    plan = queries.get_plan(current_viewer(), plan_id)
    form = ReviewForm.as_usual(today(), queries.next_review_after(plan.municipality_id, today()))
    if form.validate_on_submit() and form.accepts(lambda: reviews.review(plan, **form.details())):
        say(_("Die Überprüfung des Plans ist festgehalten."))
        return redirect(back_to_plan(plan.person_id))
    return render_template("plans/review.html", form=form, plan=plan), form.status
