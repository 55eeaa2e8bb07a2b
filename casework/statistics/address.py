"""A cross table as it stands in an address: day, knowledge, rows, columns, and a parameter for each filter."""

from collections.abc import Mapping
from typing import Any

from casework.access.permissions import Permission
from casework.access.viewer import Viewer
from casework.database.moments import BERLIN, today
from casework.database.turns import last_recorded_at
from casework.errors import Refused
from casework.statistics.cross import Asked, Chosen
from casework.statistics.dimensions import DIMENSIONS
from casework.statistics.question import Question
from casework.statistics.told import mode_for
from casework.web.fields import read_day, read_knowledge

_FILTER = "in-"
ROWS_AT_FIRST, COLUMNS_AT_FIRST = "stage", "sex"


def groups_in(address: Mapping[str, str]) -> Chosen:
    """The groups an address narrows to."""
    return tuple(
        (name, group) for name in DIMENSIONS if (group := address.get(f"{_FILTER}{name}", "").strip())
    )


def address_of_groups(groups: Mapping[str, str]) -> dict[str, str]:
    """The same as parameters of an address."""
    return {f"{_FILTER}{name}": group for name, group in groups.items()}


def asked_in(address: Mapping[str, str], viewer: Viewer) -> Asked:
    """The cross table of an address; today and now where nothing is said. Raises Refused with what to write instead."""
    try:
        on = read_day(address["on"]) if address.get("on", "").strip() else today()
        moment = read_knowledge(address["as_known_at"]) if address.get("as_known_at", "").strip() else None
    except ValueError as error:
        raise Refused(str(error)) from None
    question = Question(viewer.municipality_id, viewer.municipality_name, on, moment or last_recorded_at())
    rows, columns = address.get("rows", ROWS_AT_FIRST), address.get("columns", COLUMNS_AT_FIRST)
    return Asked(question, rows, columns if columns not in ("", rows) else None, groups_in(address))


def mode_in(address: Mapping[str, str], viewer: Viewer) -> str:
    """In which mode this viewer sees the table of an address."""
    return mode_for(address.get("mode", ""), sees_people=viewer.may(Permission.HOUSING_RESIDENTS_READ))


def address_of(asked: Asked, mode: str) -> dict[str, Any]:
    """Where exactly this table is, at this knowledge, also when more is known."""
    question = asked.question
    return {
        "on": f"{question.on:%d.%m.%Y}",
        "as_known_at": question.known_at.astimezone(BERLIN).isoformat(),
        "rows": asked.rows,
        "columns": asked.columns or "",
        "mode": mode,
        **address_of_groups(dict(asked.only)),
    }
