"""Pages about the quota: Soll, Ist and Saldo of each year."""

import uuid

from flask import redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from casework.access.guard import current_viewer, requires
from casework.access.permissions import Permission
from casework.database.moments import now, today
from casework.planning import quota as quotas
from casework.planning.blueprint import blueprint
from casework.planning.forms import QuotaForm
from casework.web.filters import asked_day
from casework.web.notices import say
from casework.web.paging import page_of_rows

Page = Response | tuple[str, int]


@blueprint.get("/quota")
@requires(Permission.STATISTICS_FIGURES_READ)
def quota() -> str:
    """Soll, Ist and Saldo by year, as they stand on an evening."""
    viewer = current_viewer()
    day, moment = asked_day("on") or today(), now()
    page = page_of_rows(quotas.quotas_of(viewer.municipality_id, moment))
    return render_template(
        "planning/quota.html",
        page=page,
        lines=[(row, quotas.worked_out(row, day, moment)) for row in page.items],
        day=day,
        definitions_of_quota=quotas.DEFINITIONS,
        may_edit=viewer.may(Permission.PLANNING_REPORT_EDIT),
    )


@blueprint.route("/quota/new", methods=["GET", "POST"])
@requires(Permission.PLANNING_REPORT_EDIT)
def state_quota() -> Page:
    """State what the quota of a year is worked out from."""
    viewer, form = current_viewer(), QuotaForm(data={"year": today().year})
    if form.validate_on_submit() and form.accepts(
        lambda: quotas.begin_quota(viewer.municipality_id, form.details())
    ):
        say(_("Die Quote ist eingetragen."))
        return redirect(url_for("planning.quota"))
    return render_template("planning/state_quota.html", form=form), form.status


@blueprint.route("/quota/<uuid:quota_id>", methods=["GET", "POST"])
@requires(Permission.PLANNING_REPORT_EDIT)
def correct_quota(quota_id: uuid.UUID) -> Page:
    """Correct what is known of a year; what was believed before stays on record."""
    row = quotas.get_latest_quota(current_viewer(), quota_id)
    form = QuotaForm(data=QuotaForm.as_typed(row)).of(row)
    if form.validate_on_submit() and form.accepts(lambda: quotas.correct_quota(row, form.details())):
        say(_("Die Quote ist berichtigt."))
        return redirect(url_for("planning.quota"))
    return render_template("planning/correct_quota.html", form=form, row=row), form.status


@blueprint.post("/quota/<uuid:quota_id>/retract")
@requires(Permission.PLANNING_REPORT_EDIT)
def retract_quota(quota_id: uuid.UUID) -> Response:
    """Take back what was stated of a year."""
    quotas.retract_quota(quotas.get_quota(current_viewer(), quota_id))
    say(_("Die Angaben zur Quote sind zurückgenommen."))
    return redirect(url_for("planning.quota"))
