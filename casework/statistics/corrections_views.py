"""The page of what late entries changed, and the list to take along."""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from casework.access.guard import current_viewer, requires
from casework.access.permissions import Permission
from casework.audit.trail import witness
from casework.statistics.blueprint import blueprint
from casework.statistics.correction_lines import CorrectionSheet, lines
from casework.statistics.series_forms import CorrectionsForm
from casework.statistics.sheets import as_csv
from casework.web.downloads import download
from casework.web.paging import page_of

MOST_OF_HOUSES = 50


@blueprint.get("/statistics/corrections")
@requires(Permission.STATISTICS_FIGURES_READ)
def corrections() -> tuple[str, int]:
    """Which figures read otherwise at a later moment, and the entries behind them as far as the viewer may see."""
    viewer, form = current_viewer(), CorrectionsForm()
    found = form.asked(viewer)
    page = page_of(found.visible_to(viewer)) if found else None
    if found and page and page.total:
        witness("statistics:corrections:listed", about=viewer.municipality_id, shown=page.total)
    answer = render_template(
        "statistics/corrections.html",
        form=form,
        corrections=found,
        page=page,
        lines=lines(page.items) if page else [],
        most_of_houses=MOST_OF_HOUSES,
    )
    return answer, form.status


@blueprint.get("/statistics/corrections.csv")
@requires(Permission.STATISTICS_FIGURES_READ)
def corrections_file() -> Response:
    """The same as a list."""
    viewer = current_viewer()
    found = CorrectionsForm().asked(viewer)
    if found is None:
        return redirect(f"{url_for('statistics.corrections')}?{request.query_string.decode()}")
    sheet = CorrectionSheet(found, viewer)
    witness(
        "statistics:corrections:listed", about=viewer.municipality_id, shown=len(found.visible_to(viewer))
    )
    return download(as_csv(sheet), "text/csv", f"{sheet.file_name}.csv")
