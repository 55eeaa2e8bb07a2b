"""The page of funding evidence, and its files."""

from flask import redirect, render_template, request, url_for
from flask_babel import lazy_gettext
from werkzeug.wrappers import Response as AnyResponse

from casework.access.guard import current_viewer, requires
from casework.access.permissions import Permission
from casework.audit.trail import witness
from casework.web.downloads import download
from casework.web.navigation import menu_entry
from reports.blueprint import blueprint
from reports.funding.evidence import evidence_of
from reports.funding.files import FILES
from reports.funding_forms import FundingForm

menu_entry(
    lazy_gettext("Verwendungsnachweis"),
    "reports.funding",
    Permission.REPORTS_FUNDING_EXPORT,
    66,
    below="statistics.occupancy",
)


@blueprint.get("/funding")
@requires(Permission.REPORTS_FUNDING_EXPORT)
def funding() -> tuple[str, int]:
    """Say for which period and figures, see the very numbers, take them along."""
    form = FundingForm()
    asked = form.asked(current_viewer())
    evidence = evidence_of(asked) if asked else None
    if evidence:
        witness("reports:funding:previewed", about=current_viewer().municipality_id, **evidence.imprint)
    return render_template("reports/funding.html", form=form, evidence=evidence), form.status


@blueprint.get("/funding.pdf")
@requires(Permission.REPORTS_FUNDING_EXPORT)
def funding_pdf() -> AnyResponse:
    """The evidence as a paper."""
    return _file("pdf")


@blueprint.get("/funding.xlsx")
@requires(Permission.REPORTS_FUNDING_EXPORT)
def funding_xlsx() -> AnyResponse:
    """The evidence to calculate with."""
    return _file("xlsx")


def _file(form: str) -> AnyResponse:
    """The evidence in a form; who took which one along stands in the trail."""
    viewer = current_viewer()
    asked = FundingForm().asked(viewer)
    if asked is None:
        return redirect(f"{url_for('reports.funding')}?{request.query_string.decode()}")
    evidence, (make, kind) = evidence_of(asked), FILES[form]
    made = make(evidence)
    witness("reports:funding:exported", about=viewer.municipality_id, form=form, **evidence.imprint)
    return download(made, kind, evidence.file_name(form))
