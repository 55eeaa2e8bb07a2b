"""How people in care spread over the districts of the town."""

from flask import render_template

from casework.access.guard import current_viewer, requires
from casework.access.permissions import Permission
from casework.statistics.answers import figures_of
from casework.statistics.blueprint import blueprint
from casework.statistics.facts import facts_of
from casework.statistics.forms import QuestionForm
from casework.web.paging import page_of


@blueprint.get("/statistics/districts")
@requires(Permission.STATISTICS_FIGURES_READ)
def districts() -> tuple[str, int]:
    """People and inhabitants of each district, and how unevenly they are spread."""
    viewer, form = current_viewer(), QuestionForm()
    question = form.asked(viewer)
    facts = facts_of(question) if question else None
    page = render_template(
        "statistics/districts.html",
        form=form,
        facts=facts,
        page=page_of(facts.districts.known) if facts else None,
        figures=figures_of("segregation"),
        may_edit=viewer.may(Permission.HOUSING_ACCOMMODATION_EDIT),
    )
    return page, form.status
