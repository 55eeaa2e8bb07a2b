"""Pages about stocks that other offices report."""

import uuid

from flask import redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from werkzeug.wrappers import Response

from casework.access.guard import current_viewer, requires
from casework.access.permissions import Permission
from casework.database.moments import now, today
from casework.housing.queries import accommodations
from casework.planning import declarations, forecast_views, quota_views, record_kinds
from casework.planning import reported_stocks as stocks
from casework.planning.blueprint import blueprint
from casework.planning.extras import by_stage, extra_on
from casework.planning.forms import ReportForm
from casework.vocabulary.housing import PROVISIONAL
from casework.web.navigation import menu_entry
from casework.web.notices import say
from casework.web.paging import page_of_rows

__all__ = ["blueprint", "forecast_views", "quota_views"]

declarations.declare()
record_kinds.declare()
menu_entry(
    lazy_gettext("Planung"),
    "planning.forecast",
    Permission.STATISTICS_FIGURES_READ,
    66,
    below="statistics.occupancy",
)

Page = Response | tuple[str, int]


@blueprint.get("/reported-stocks")
@requires(Permission.STATISTICS_FIGURES_READ)
def reported_stocks() -> str:
    """What other offices reported, and what it adds today to the people recorded by name."""
    viewer = current_viewer()
    return render_template(
        "planning/reported_stocks.html",
        page=page_of_rows(stocks.reports_of(viewer.municipality_id)),
        added=by_stage(extra_on(stocks.extras_of(viewer.municipality_id, now()), today())).items(),
        today=today(),
        definition_of_reports=stocks.DEFINITION,
        may_edit=viewer.may(Permission.PLANNING_REPORT_EDIT),
    )


@blueprint.route("/reported-stocks/new", methods=["GET", "POST"])
@requires(Permission.PLANNING_REPORT_EDIT)
def enter_report() -> Page:
    """Enter a reported stock."""
    viewer, form = current_viewer(), ReportForm(data={"stage": PROVISIONAL, "received_on": today()})
    form.offer_houses(accommodations(viewer.municipality_id))
    if form.validate_on_submit() and form.accepts(
        lambda: stocks.enter_report(viewer.municipality_id, form.details())
    ):
        say(_("Die Meldung ist eingetragen."))
        return redirect(url_for("planning.reported_stocks"))
    return render_template("planning/enter_report.html", form=form), form.status


@blueprint.route("/reported-stocks/<uuid:report_id>", methods=["GET", "POST"])
@requires(Permission.PLANNING_REPORT_EDIT)
def correct_report(report_id: uuid.UUID) -> Page:
    """Correct a report; what was believed before stays on record."""
    viewer = current_viewer()
    report = stocks.get_latest_report(viewer, report_id)
    form = ReportForm(data=ReportForm.as_typed(report)).of(report)
    form.offer_houses(accommodations(viewer.municipality_id))
    if form.validate_on_submit() and form.accepts(lambda: stocks.correct_report(report, form.details())):
        say(_("Die Meldung ist berichtigt."))
        return redirect(url_for("planning.reported_stocks"))
    return render_template("planning/correct_report.html", form=form, report=report), form.status


@blueprint.post("/reported-stocks/<uuid:report_id>/retract")
@requires(Permission.PLANNING_REPORT_EDIT)
def retract_report(report_id: uuid.UUID) -> Response:
    """Take a report back that should never have been entered."""
    stocks.retract_report(stocks.get_report(current_viewer(), report_id))
    say(_("Die Meldung ist zurückgenommen."))
    return redirect(url_for("planning.reported_stocks"))
