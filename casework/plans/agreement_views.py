"""Agreeing a plan, reading a version of it, and correcting what was said of an agreement."""

import uuid

from flask import redirect, render_template, url_for
from flask_babel import gettext as _

from casework.access.guard import current_viewer, requires
from casework.access.permissions import Permission
from casework.audit.trail import witness
from casework.database.moments import today
from casework.plans import agreements, comparison, contents, queries
from casework.plans.agreement_forms import AgreementForm
from casework.plans.blueprint import Page, blueprint
from casework.plans.overview import words_of
from casework.web.notices import say


@blueprint.route("/plans/<uuid:plan_id>/agree", methods=["GET", "POST"])
@requires(Permission.PLANS_PLAN_WRITE)
def agree(plan_id: uuid.UUID) -> Page:
    """Put on record that the plan as it stands was agreed, or declined."""
    plan = queries.get_whole_plan(current_viewer(), plan_id)
    form = AgreementForm.as_usual(plan.person.leading, today())
    sent = form.validate_on_submit()
    told = form.attempt(lambda: agreements.agree_plan(plan, **form.details())) if sent else None
    if told is not None:
        say(_("Version %(number)s ist festgehalten.", number=told.number))
        return redirect(url_for("plans.version", plan_id=plan_id, number=told.number))
    return render_template("plans/agree.html", form=form, plan=plan), form.status


@blueprint.get("/plans/<uuid:plan_id>/versions/<int:number>")
@requires(Permission.PLANS_PLAN_WRITE)
def version(plan_id: uuid.UUID, number: int) -> str:
    """A version as it was agreed, and what changed since the one before."""
    plan = queries.get_whole_plan(current_viewer(), plan_id)
    told = agreements.get_agreement(plan, number)
    witness("plans:version:shown", subject=plan.person_id, plan=str(plan_id), number=number)
    return render_template(
        "plans/version.html",
        plan=plan,
        told=told,
        words=words_of(told),
        parts=contents.contents_of(plan, agreements.moment_of(plan, number)),
        sections=contents.SECTIONS,
        before=agreements.version_before(plan, number),
        differences=comparison.changed_since_version_before(plan, number),
        standing=agreements.agreements_of(plan),
    )


@blueprint.route("/plans/<uuid:plan_id>/versions/<int:number>/agreement", methods=["GET", "POST"])
@requires(Permission.PLANS_PLAN_WRITE)
def edit_agreement(plan_id: uuid.UUID, number: int) -> Page:
    """Correct what was said of an agreement; the version stays as it was."""
    plan = queries.get_whole_plan(current_viewer(), plan_id)
    told = agreements.get_agreement(plan, number)
    witness("plans:agreement:opened", subject=plan.person_id, plan=str(plan_id), number=number)
    form = AgreementForm(obj=told).of(told)
    if form.validate_on_submit() and form.accepts(
        lambda: agreements.correct_agreement(plan, told, form.details())
    ):
        say(_("Die Vereinbarung ist gespeichert."))
        return redirect(url_for("plans.version", plan_id=plan_id, number=number))
    return render_template("plans/edit_agreement.html", form=form, plan=plan, told=told), form.status
