"""The page of time series, and the table to take along."""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from casework.access.guard import current_viewer, requires
from casework.access.permissions import Permission
from casework.housing.queries import house_names
from casework.statistics.blueprint import blueprint
from casework.statistics.evenings_between import STEPS
from casework.statistics.measures import offered
from casework.statistics.series_forms import SeriesForm
from casework.statistics.sheets import FILES
from casework.web.downloads import download
from casework.web.paging import page_of


@blueprint.get("/statistics/series")
@requires(Permission.STATISTICS_FIGURES_READ)
def series() -> tuple[str, int]:
    """Any figures over any span, drawn and in a table."""
    viewer, form = current_viewer(), SeriesForm()
    found = form.asked(viewer)
    page = render_template(
        "statistics/series.html",
        form=form,
        series=found,
        page=page_of(found.rows()) if found else None,
        offered=offered(),
        steps=STEPS.choices(),
        houses=[(name, name) for name in sorted(house_names(viewer.municipality_id).values())],
    )
    return page, form.status


@blueprint.get("/statistics/series.<any(csv, xlsx):ending>")
@requires(Permission.STATISTICS_FIGURES_READ)
def series_file(ending: str) -> Response:
    """The time series to take along, with its knowledge and definitions."""
    found = SeriesForm().asked(current_viewer())
    if found is None:
        return redirect(f"{url_for('statistics.series')}?{request.query_string.decode()}")
    write, kind = FILES[ending]
    return download(write(found), kind, f"{found.file_name}.{ending}")
