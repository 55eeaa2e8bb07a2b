"""The page of figures, its table to take along, and the people behind each number."""

from collections.abc import Callable
from typing import Any

from flask import redirect, render_template, request, url_for
from flask_babel import lazy_gettext
from werkzeug.wrappers import Response as AnyResponse

from casework.access.guard import current_viewer, requires
from casework.access.permissions import Permission
from casework.access.viewer import Viewer
from casework.audit.trail import witness
from casework.statistics import (
    corrections_views,
    cross_views,
    declarations,
    district_views,
    series_views,
    use_views,
    work_views,
)
from casework.statistics.address import groups_in
from casework.statistics.all_figures import AllFigures
from casework.statistics.blueprint import blueprint
from casework.statistics.facts import facts_of
from casework.statistics.forms import QuestionForm
from casework.statistics.picture import Picture
from casework.statistics.residents import Choice, People
from casework.statistics.sheets import FILES
from casework.statistics.tables import HouseTable
from casework.web.downloads import download
from casework.web.navigation import menu_entry
from casework.web.paging import page_of

__all__ = [
    "blueprint",
    "corrections_views",
    "cross_views",
    "district_views",
    "series_views",
    "use_views",
    "work_views",
]

declarations.declare()
menu_entry(lazy_gettext("Statistik"), "statistics.occupancy", Permission.STATISTICS_FIGURES_READ, 60)
menu_entry(
    lazy_gettext("Auswertungen"),
    "statistics.cross",
    Permission.STATISTICS_AGGREGATES_READ,
    62,
    below="statistics.occupancy",
)


@blueprint.get("/occupancy")
@requires(Permission.STATISTICS_FIGURES_READ)
def occupancy() -> tuple[str, int]:
    """How many people there are on an evening, where, and what changed; every number leads to its people."""
    viewer, form = current_viewer(), QuestionForm()
    question = form.asked(viewer)
    picture = Picture.of(facts_of(question), _columns()) if question else None
    page = render_template(
        "statistics/occupancy.html", form=form, picture=picture, behind=_address_of_people(viewer)
    )
    return page, form.status


def _asked() -> dict[str, Any]:
    """The question as it stands in the address."""
    return {name: request.args[name] for name in ("on", "from", "as_known_at") if request.args.get(name)}


def _columns() -> list[str]:
    """The columns of the table of houses as chosen in the address; none means all."""
    return request.args.getlist("columns")


def _address_of_people(viewer: Viewer) -> Callable[..., str | None]:
    """Where the people behind a number are listed; nowhere for who may not know them."""
    if not viewer.may(Permission.HOUSING_RESIDENTS_READ):
        return lambda **_choice: None
    asked = _asked()
    return lambda **choice: url_for("statistics.residents", **(asked | choice))


def _way_back() -> str:
    """The page of figures, or the cross table whose cell it is."""
    return url_for("statistics.cross" if groups_in(request.args) else "statistics.occupancy", **_asked())


@blueprint.get("/occupancy/people")
@requires(Permission.HOUSING_RESIDENTS_READ)
def residents() -> str | AnyResponse:
    """Exactly the people a number counts, as far as the viewer may see them."""
    viewer = current_viewer()
    question = QuestionForm().asked(viewer)
    if question is None:
        return redirect(f"{url_for('statistics.occupancy')}?{request.query_string.decode()}")
    people = People(facts_of(question), Choice.read(request.args), viewer)
    page = page_of(people.visible)
    witness("statistics:people:listed", about=viewer.municipality_id, shown=page.total, of=len(people.keys))
    return render_template(
        "statistics/residents.html",
        people=people,
        page=page,
        lines=people.lines(page.items),
        question=question,
        reported=people.facts.reported.total,
        back=_way_back(),
    )


@blueprint.get("/occupancy.<any(csv, xlsx):ending>")
@requires(Permission.STATISTICS_FIGURES_READ)
def occupancy_file(ending: str) -> AnyResponse:
    """The table of houses to take along, with its day, knowledge and definitions."""
    question = QuestionForm().asked(current_viewer())
    if question is None:
        return redirect(f"{url_for('statistics.occupancy')}?{request.query_string.decode()}")
    facts, (write, kind) = facts_of(question), FILES[ending]
    table = HouseTable.of(facts, _columns())
    return download(write(table, AllFigures(facts)), kind, f"{table.file_name}.{ending}")
