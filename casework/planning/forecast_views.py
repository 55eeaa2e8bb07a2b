"""The page that looks ahead: free places in one, three and six months."""

from flask import render_template

from casework.access.guard import current_viewer, requires
from casework.access.permissions import Permission
from casework.planning.blueprint import blueprint
from casework.planning.forms import OutlookForm
from casework.planning.outlook import Outlook
from casework.planning.outlook_page import OutlookPage


@blueprint.get("/forecast")
@requires(Permission.STATISTICS_FIGURES_READ)
def forecast() -> tuple[str, int]:
    """Free places by kind of house ahead of an evening, as known at a moment, with what changes them and why."""
    viewer, form = current_viewer(), OutlookForm()
    asked = form.asked()
    page = OutlookPage.of(Outlook.of(viewer.municipality_id, *asked)) if asked else None
    return render_template("planning/forecast.html", form=form, page=page), form.status
