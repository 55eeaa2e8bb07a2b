"""Noting strengths, and wording them anew."""

import uuid

from flask import render_template
from flask_babel import gettext as _

from casework.access.guard import current_viewer, requires
from casework.access.permissions import Permission
from casework.audit.trail import witness
from casework.database.moments import today
from casework.plans import queries, strengths
from casework.plans.blueprint import Page, blueprint
from casework.plans.plan_views import to_plan
from casework.plans.strength_forms import StrengthForm
from casework.web.notices import say


@blueprint.route("/plans/<uuid:plan_id>/strengths/new", methods=["GET", "POST"])
@requires(Permission.PLANS_PLAN_WRITE)
def new_strength(plan_id: uuid.UUID) -> Page:
    """Note a strength."""
    plan = queries.get_whole_plan(current_viewer(), plan_id)
    form = StrengthForm(data={"noted_on": today()})
    if form.validate_on_submit() and form.accepts(lambda: strengths.note_strength(plan, **form.details())):
        say(_("Die Stärke ist festgehalten."))
        return to_plan(plan_id)
    return render_template("plans/new_strength.html", form=form, plan=plan), form.status


@blueprint.route("/plans/<uuid:plan_id>/strengths/<uuid:strength_id>", methods=["GET", "POST"])
@requires(Permission.PLANS_PLAN_WRITE)
def edit_strength(plan_id: uuid.UUID, strength_id: uuid.UUID) -> Page:
    """Word a strength anew."""
    plan = queries.get_whole_plan(current_viewer(), plan_id)
    told = strengths.get_standing(plan, strength_id)
    witness("plans:strength:opened", subject=plan.person_id, plan=str(plan_id))
    form = StrengthForm(obj=told).of(told)
    if form.validate_on_submit() and form.accepts(
        lambda: strengths.correct_strength(plan, told, **form.corrected())
    ):
        say(_("Die Stärke ist gespeichert."))
        return to_plan(plan_id)
    return render_template("plans/edit_strength.html", form=form, plan=plan, told=told), form.status
