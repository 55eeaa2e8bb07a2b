"""How the rooms of a house were used over a period."""

import uuid

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from casework.access.guard import current_viewer, requires
from casework.access.permissions import Permission
from casework.housing.queries import get_accommodation
from casework.statistics.blueprint import blueprint
from casework.statistics.facts import facts_of
from casework.statistics.figures import definition_of
from casework.statistics.forms import QuestionForm
from casework.web.paging import page_of


@blueprint.get("/statistics/houses/<uuid:accommodation_id>")
@requires(Permission.STATISTICS_FIGURES_READ)
def house_use(accommodation_id: uuid.UUID) -> str | Response:
    """Person-days, place-days and their rate of each room."""
    viewer = current_viewer()
    house = get_accommodation(viewer, accommodation_id)
    question = QuestionForm().asked(viewer)
    if question is None:
        return redirect(f"{url_for('statistics.occupancy')}?{request.query_string.decode()}")
    use = facts_of(question).place_use
    return render_template(
        "statistics/house_use.html",
        house=house,
        question=question,
        page=page_of(use.rooms(house.id) if use else []),
        definitions=[
            definition_of(f"period.{name}") for name in ("lodged_days", "place_days", "occupancy_rate")
        ],
    )
