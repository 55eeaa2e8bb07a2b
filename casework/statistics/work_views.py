"""The page of the work done, its tables to take along, and the rows behind each number."""

import uuid
from collections.abc import Callable
from typing import Any

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from casework.access.guard import current_viewer, requires
from casework.access.permissions import Permission
from casework.access.viewer import Viewer
from casework.audit.trail import witness
from casework.errors import NotThere
from casework.statistics.benchmarks import BENCHMARKS, NO_TARGET
from casework.statistics.blueprint import blueprint
from casework.statistics.facts import facts_of
from casework.statistics.sheets import FILES
from casework.statistics.work_columns import Column, Columns
from casework.statistics.work_forms import WorkForm
from casework.statistics.work_rows import WorkRows
from casework.statistics.work_table import Line, WorkTable
from casework.web.downloads import download
from casework.web.paging import page_of

ASKED = ("period", "from", "on", "as_known_at")


@blueprint.get("/work")
@requires(Permission.STATISTICS_FIGURES_READ)
def work() -> tuple[str, int]:
    """What was done for people over a period, in the town, its teams and by oneself; every number leads to its rows."""
    viewer, form = current_viewer(), WorkForm()
    question = form.asked(viewer)
    columns = Columns(facts_of(question), viewer) if question else None
    page = render_template(
        "statistics/work.html",
        form=form,
        table=_table(columns) if columns else None,
        workers=columns.choices() if columns else [],
        asked=_asked(),
        behind=_address_of_rows(viewer),
        benchmarks=BENCHMARKS,
        no_target=NO_TARGET,
    )
    return page, form.status


@blueprint.get("/work.<any(csv, xlsx):ending>")
@requires(Permission.STATISTICS_FIGURES_READ)
def work_file(ending: str) -> Response:
    """The same tables to take along, with their period, knowledge and definitions."""
    viewer = current_viewer()
    question = WorkForm().asked(viewer)
    if question is None:
        return _back_to_the_page()
    table, (write, kind) = _table(Columns(facts_of(question), viewer)), FILES[ending]
    return download(write(table, *table.beside()), kind, f"{table.file_name}.{ending}")


@blueprint.get("/work/rows")
@requires(Permission.HOUSING_RESIDENTS_READ)
def work_rows() -> str | Response:
    """The talks, plans, goals or people that a number counts, as far as the viewer may know of them."""
    viewer = current_viewer()
    question = WorkForm().asked(viewer)
    if question is None:
        return _back_to_the_page()
    whose = _one_column(Columns(facts_of(question), viewer))
    rows = WorkRows(whose.facts, request.args.get("rows", ""), request.args.get("topic", ""), viewer)
    page = page_of(rows.visible)
    witness("statistics:work:listed", about=viewer.municipality_id, shown=page.total, of=len(rows.all))
    return render_template(
        "statistics/work_rows.html",
        rows=rows,
        whose=whose.label,
        page=page,
        lines=rows.lines(page.items),
        question=question,
        back=url_for("statistics.work", **_asked()),
    )


def _table(columns: Columns) -> WorkTable:
    """With a column for each worker named in the address; who looked at whom stands in the trail."""
    workers = {_id(text) for text in request.args.getlist("worker") if text}
    table = WorkTable(columns.shown(workers))
    for worker_id in workers:
        witness("statistics:worker:compared", about=worker_id)
    return table


def _one_column(columns: Columns) -> Column:
    team, worker = (request.args.get(name) for name in ("team", "worker"))
    return columns.one(_id(team) if team else None, _id(worker) if worker else None)


def _address_of_rows(viewer: Viewer) -> Callable[[Line, Column], str | None]:
    """Where the rows behind a number of a column are listed; nowhere for who may not know the people."""
    asked, may_know = _asked(), viewer.may(Permission.HOUSING_RESIDENTS_READ)

    def address(line: Line, column: Column) -> str | None:
        if not may_know or line.behind is None:
            return None
        return url_for("statistics.work_rows", **(asked | line.behind | column.address))

    return address


def _asked() -> dict[str, Any]:
    """The period and knowledge as they stand in the address."""
    return {name: request.args[name] for name in ASKED if request.args.get(name)}


def _id(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        raise NotThere("Dieses Team oder dieses Konto gibt es nicht.") from None


def _back_to_the_page() -> Response:
    """Where what was refused is said."""
    return redirect(f"{url_for('statistics.work')}?{request.query_string.decode()}")
