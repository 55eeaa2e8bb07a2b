"""Going through the plan together, correcting what was said of it, and how often it is done."""

import uuid

from flask import redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from werkzeug.wrappers import Response

from casework.access.guard import current_viewer, requires
from casework.access.permissions import Permission
from casework.database.moments import today
from casework.plans import queries, reviews, step_queries
from casework.plans.blueprint import Page, back_to_plan, blueprint
from casework.plans.going_through import go_through
from casework.plans.models import IntegrationPlan
from casework.plans.review_forms import IntervalForm, ReviewForm, TellsReview
from casework.plans.review_models import PlanReview
from casework.web.navigation import menu_entry
from casework.web.notices import say

menu_entry(
    lazy_gettext("Überprüfung der Pläne"),
    "plans.interval",
    Permission.ORGANISATION_FIELDS_SWITCH,
    42,
    group="admin",
    alone=True,
)


@blueprint.route("/plans/<uuid:plan_id>/review", methods=["GET", "POST"])
@requires(Permission.PLANS_PLAN_WRITE)
def review(plan_id: uuid.UUID) -> Page:
    """Note that the plan was gone through together, goal by goal."""
    plan = queries.get_plan(current_viewer(), plan_id)
    day = today()
    form = ReviewForm.of_plan(plan, day, queries.next_review_after(plan.municipality_id, day))
    if form.validate_on_submit() and form.accepts(lambda: go_through(plan, form.said(), **form.details())):
        say(_("Die Überprüfung des Plans ist festgehalten."))
        return redirect(back_to_plan(plan.person_id))
    return render_template("plans/review.html", form=form, plan=plan), form.status


@blueprint.route("/reviews/<uuid:review_id>", methods=["GET", "POST"])
@requires(Permission.PLANS_PLAN_WRITE)
def edit_review(review_id: uuid.UUID) -> Page:
    """Say differently when the plan was gone through, and what there was to remark."""
    held, plan = _opened(review_id)
    form = TellsReview(obj=held).of(held)
    if form.validate_on_submit() and form.accepts(
        lambda: reviews.correct_review(plan, held, **form.details())
    ):
        say(_("Die Überprüfung ist berichtigt."))
        return redirect(back_to_plan(plan.person_id))
    return render_template("plans/edit_review.html", form=form, held=held, plan=plan), form.status


@blueprint.post("/reviews/<uuid:review_id>/retract")
@requires(Permission.PLANS_PLAN_WRITE)
def retract_review(review_id: uuid.UUID) -> Response:
    """Take back a review that did not take place."""
    held, plan = _opened(review_id)
    reviews.take_back_review(plan, held)
    say(_("Die Überprüfung ist zurückgenommen."))
    return redirect(back_to_plan(plan.person_id))


def _opened(review_id: uuid.UUID) -> tuple[PlanReview, IntegrationPlan]:
    viewer = current_viewer()
    held = step_queries.get_review(viewer, review_id)
    return held, queries.get_plan(viewer, held.plan_id)


@blueprint.route("/plans/interval", methods=["GET", "POST"])
@requires(Permission.ORGANISATION_FIELDS_SWITCH)
def interval() -> Page:
    """After how many months plans are gone through again, here."""
    town = current_viewer().municipality_id
    form = IntervalForm(data={"months": queries.review_months(town)}).of(queries.find_interval(town))
    if form.validate_on_submit() and form.accepts(lambda: reviews.review_every(town, form.months.data or 0)):
        say(_("Der Abstand ist gespeichert; er gilt für die nächsten Termine."))
        return redirect(url_for("plans.interval"))
    return render_template("plans/interval.html", form=form), form.status
