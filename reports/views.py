"""Pages from which papers are made."""

from flask import redirect, render_template, request, url_for
from flask_babel import lazy_gettext
from werkzeug.wrappers import Response as AnyResponse

from casework.access.guard import current_viewer, requires
from casework.access.permissions import Permission
from casework.audit.trail import witness
from casework.people.cards import by_record
from casework.people.scope import visible_cards
from casework.web.downloads import download
from casework.web.navigation import menu_entry
from reports import allowed_views, declarations, funding_views, plan_views, referral_views, render, slip_views
from reports.blueprint import blueprint
from reports.forms import JourFixeForm
from reports.jour_fixe import preview_of, report_of
from reports.persons import Edition, editions_for

__all__ = ["allowed_views", "blueprint", "funding_views", "plan_views", "referral_views", "slip_views"]
declarations.declare()
menu_entry(lazy_gettext("Jour Fixe"), "reports.jour_fixe", Permission.REPORTS_JOUR_FIXE_EXPORT, 50)


@blueprint.get("/jour-fixe")
@requires(Permission.REPORTS_JOUR_FIXE_EXPORT)
def jour_fixe() -> tuple[str, int]:
    """Say for which day and period, see the headline, take the paper along."""
    viewer = current_viewer()
    form = JourFixeForm(editions_for(viewer))
    question = form.asked(viewer)
    preview = preview_of(question) if question else None
    return render_template("reports/jour_fixe.html", form=form, preview=preview), form.status


@blueprint.get("/jour-fixe.pdf")
@requires(Permission.REPORTS_JOUR_FIXE_EXPORT)
def jour_fixe_pdf() -> AnyResponse:
    """The paper; who took which edition along stands in the trail."""
    viewer = current_viewer()
    form = JourFixeForm(editions_for(viewer))
    question = form.asked(viewer)
    if question is None:
        return redirect(f"{url_for('reports.jour_fixe')}?{request.query_string.decode()}")
    visible = by_record(visible_cards(viewer)).keys()
    report = report_of(question, Edition(form.edition.data), visible)
    made = render.pdf(report.html())
    witness("reports:jour-fixe:exported", about=viewer.municipality_id, **report.imprint)
    return download(made, render.KIND, report.file_name)
