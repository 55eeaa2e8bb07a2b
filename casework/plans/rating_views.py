"""Rating the situation in several fields of action at once, and correcting one rating."""

import uuid

from flask import render_template
from flask_babel import gettext as _

from casework.access.guard import current_viewer, requires
from casework.access.permissions import Permission
from casework.audit.trail import witness
from casework.database.moments import today
from casework.plans import queries, ratings
from casework.plans.blueprint import Page, blueprint
from casework.plans.plan_views import to_plan
from casework.plans.rating_forms import RatingForm, SituationForm
from casework.vocabulary.counselling import FIELDS_OF_ACTION
from casework.web.notices import say


@blueprint.route("/plans/<uuid:plan_id>/situation", methods=["GET", "POST"])
@requires(Permission.PLANS_PLAN_WRITE)
def situation(plan_id: uuid.UUID) -> Page:
    """Rate one or several fields of action on a day."""
    plan = queries.get_whole_plan(current_viewer(), plan_id)
    form = SituationForm(data={"rated_on": today()})
    form.remember(plan)
    if form.validate_on_submit() and form.accepts(
        lambda: ratings.rate(plan, rated_on=form.rated_on.data, said=form.rated())
    ):
        say(_("Die Einschätzung ist festgehalten."))
        return to_plan(plan_id)
    touched = ratings.touched_fields(plan)
    return render_template("plans/situation.html", form=form, plan=plan, touched=touched), form.status


@blueprint.route("/plans/<uuid:plan_id>/situation/<uuid:rating_id>", methods=["GET", "POST"])
@requires(Permission.PLANS_PLAN_WRITE)
def edit_rating(plan_id: uuid.UUID, rating_id: uuid.UUID) -> Page:
    """Correct a rating."""
    plan = queries.get_whole_plan(current_viewer(), plan_id)
    told = ratings.get_standing(plan, rating_id)
    witness("plans:rating:opened", subject=plan.person_id, plan=str(plan_id))
    form = RatingForm(obj=told).of(told)
    if form.validate_on_submit() and form.accepts(
        lambda: ratings.correct_rating(plan, told, **form.details())
    ):
        say(_("Die Einschätzung ist gespeichert."))
        return to_plan(plan_id)
    label = FIELDS_OF_ACTION.label(told.field_of_action)
    return render_template(
        "plans/edit_rating.html", form=form, plan=plan, told=told, label=label
    ), form.status
