"""The cross table as a page and as a file; what leaves the house goes through an answer (`releases`)."""

from collections.abc import Callable
from typing import Any

from flask import Response, render_template, request, url_for

from casework.access.guard import current_viewer, requires
from casework.access.permissions import Permission
from casework.statistics.address import address_of, address_of_groups, asked_in, mode_in
from casework.statistics.blueprint import blueprint
from casework.statistics.cross import CrossTable, choices
from casework.statistics.dimensions import DIMENSIONS
from casework.statistics.disclosure import Cell
from casework.statistics.facts import facts_of
from casework.statistics.forms import QuestionForm
from casework.statistics.sheets import FILES
from casework.statistics.told import INTERNAL, MODES, Told
from casework.web.downloads import download


@blueprint.get("/cross")
@requires(Permission.STATISTICS_AGGREGATES_READ)
def cross() -> tuple[str, int]:
    """The people of an evening by any two dimensions; every number leads to its people, for whoever may know them."""
    viewer, form = current_viewer(), QuestionForm()
    asked = form.attempt(lambda: asked_in(request.args, viewer)) if form.validate() else None
    table = form.attempt(lambda: CrossTable(facts_of(asked.question), asked)) if asked else None
    mode = mode_in(request.args, viewer)
    told = form.attempt(lambda: Told.of(table, mode)) if table else None
    page = render_template(
        "statistics/cross.html",
        form=form,
        told=told,
        mode=mode,
        modes=MODES if viewer.may(Permission.HOUSING_RESIDENTS_READ) else {mode: MODES[mode]},
        named_dimensions=[(one.name, one.label) for one in DIMENSIONS.values()],
        choices=choices(table.facts) if table else {},
        exactly=address_of(table.asked, mode) if table else {},
        behind=_address_of_people(table) if table and mode == INTERNAL else None,
    )
    return page, form.status


def _address_of_people(table: CrossTable) -> Callable[[Cell], str]:
    """Where the people of a cell are listed."""
    question = table.asked.question
    asked: dict[str, Any] = {
        "on": f"{question.on:%d.%m.%Y}",
        "as_known_at": request.args.get("as_known_at") or None,
    }
    return lambda cell: url_for("statistics.residents", **(asked | address_of_groups(table.groups_of(cell))))


@blueprint.get("/cross.<any(csv, xlsx):ending>")
@requires(Permission.HOUSING_RESIDENTS_READ)
def cross_file(ending: str) -> Response:
    """All numbers of the table to take along, for use inside the house; to the outside leads an answer."""
    viewer = current_viewer()
    asked = asked_in(request.args, viewer)
    told = Told.of(CrossTable(facts_of(asked.question), asked), INTERNAL)
    write, kind = FILES[ending]
    return download(write(told), kind, f"{told.file_name}.{ending}")
