"""The page of the inhabitants of each district."""

import uuid

from flask import redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from casework.access.guard import current_viewer, requires
from casework.access.permissions import Permission
from casework.housing.blueprint import blueprint
from casework.housing.district_forms import DistrictCountForm
from casework.housing.districts import count_district, counts, district_names, get_count, take_back_count
from casework.web.notices import say
from casework.web.paging import page_of_rows


@blueprint.route("/districts", methods=["GET", "POST"])
@requires(Permission.HOUSING_ACCOMMODATION_EDIT)
def district_counts() -> str | Response | tuple[str, int]:
    """What is entered of the districts, and a form for the next number."""
    viewer, form = current_viewer(), DistrictCountForm()
    if form.validate_on_submit():
        changed = count_district(viewer.municipality_id, *form.said())
        say(_("Die Einwohnerzahl ist eingetragen.") if changed else _("So steht es schon da."))
        return redirect(url_for("housing.district_counts"))
    page = render_template(
        "housing/district_counts.html",
        form=form,
        page=page_of_rows(counts(viewer)),
        names=district_names(viewer.municipality_id),
    )
    return page, form.status


@blueprint.post("/districts/<uuid:count_id>/take-back")
@requires(Permission.HOUSING_ACCOMMODATION_EDIT)
def take_back_district_count(count_id: uuid.UUID) -> Response:
    """Take a number back that should never have been entered."""
    take_back_count(get_count(current_viewer(), count_id))
    say(_("Die Einwohnerzahl ist zurückgenommen."))
    return redirect(url_for("housing.district_counts"))
