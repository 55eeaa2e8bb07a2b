"""The history of any record that a slice declared: who changed what, and when."""

import uuid
from collections.abc import Callable

from flask import Blueprint, render_template, url_for
from flask.blueprints import BlueprintSetupState

from casework.access.guard import current_viewer, requires
from casework.audit.trail import witness
from casework.history import keeping
from casework.history.kinds import RecordKind, find_kind, kinds
from casework.history.versions import find_saved, versions_of
from casework.web.editions import saved_by
from casework.web.paging import page_of

__all__ = ["blueprint", "keeping"]

blueprint = Blueprint("history", __name__)
saved_by(find_saved)


def _page_of(kind: RecordKind) -> Callable[..., str]:
    """The page of a kind, for whoever may read its records."""

    @requires(kind.permission)
    def record(**place: uuid.UUID) -> str:
        """All versions of a record, the newest first."""
        viewer = current_viewer()
        found = kind.find(viewer, place[kind.place])
        _witness(kind, found)
        page = page_of(versions_of(kind, found, viewer))
        return render_template("history/record.html", kind=kind, found=found, page=page)

    return record


def _witness(kind: RecordKind, found: object) -> None:
    subjects = kind.subjects(found)
    for subject in subjects:
        witness("history:record:opened", subject=subject, kind=kind.key)
    if not subjects:
        witness("history:record:opened", about=found.id, kind=kind.key)  # type: ignore[attr-defined]


def history_address(row: object) -> str | None:
    """Where the history of a record is, for whoever may look; None for everybody else."""
    kind = find_kind(row)
    if kind is None or not current_viewer().may(kind.permission):
        return None
    return url_for(f"history.{kind.key}", **{kind.place: row.id})  # type: ignore[attr-defined]


@blueprint.record
def _open_pages(state: BlueprintSetupState) -> None:
    """A page for each kind, once all slices have declared theirs."""
    state.app.jinja_env.globals["history_address"] = history_address
    for kind in kinds():
        address = f"/history/{kind.key}/<uuid:{kind.place}>"
        state.add_url_rule(address, endpoint=kind.key, view_func=_page_of(kind))
