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
from reports.funding.evidence import Evidence, evidence_of
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
    viewer = current_viewer()
    form = FundingForm(viewer)
    evidence = _evidence(form)
    if evidence:
        witness("reports:funding:previewed", about=viewer.municipality_id, **evidence.imprint)
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
    evidence, (make, kind) = _evidence(FundingForm(viewer)), FILES[form]
    if evidence is None:
        return redirect(f"{url_for('reports.funding')}?{request.query_string.decode()}")
    made = make(evidence)
    witness("reports:funding:exported", about=viewer.municipality_id, form=form, **evidence.imprint)
    return download(made, kind, evidence.file_name(form))


def _evidence(form: FundingForm) -> Evidence | None:
    """What was asked for; None once something in it was refused, which then stands at its field."""
    asked = form.asked()
    return form.attempt(lambda: evidence_of(asked), at="team") if asked else None
