"""The history of any record that a slice declared: who changed what, and when."""

import uuid

from flask import Blueprint, Flask, render_template, url_for
from flask.blueprints import BlueprintSetupState

from casework.access.guard import current_viewer, requires
from casework.access.permissions import Permission
from casework.audit.trail import witness
from casework.errors import NotAllowed
from casework.history import keeping
from casework.history.kinds import RecordKind, find_kind, kind_named
from casework.history.versions import find_saved, versions_of
from casework.web.editions import saved_by
from casework.web.paging import page_of

__all__ = ["blueprint", "keeping"]

blueprint = Blueprint("history", __name__)
saved_by(find_saved)


@blueprint.get("/history/<record_kind>/<uuid:row_id>")
@requires(Permission.ACCOUNTS_OWN)
def record(record_kind: str, row_id: uuid.UUID) -> str:
    """All versions of a record, for whoever may read the record; each kind says what that takes."""
    viewer, kind = current_viewer(), kind_named(record_kind)
    if not viewer.may(kind.permission):
        raise NotAllowed(
            "Dafür reichen Ihre Rechte nicht aus. Fragen Sie Ihre Teamleitung oder die Administration."
        )
    found = kind.find(viewer, row_id)
    _witness(kind, found)
    page = page_of(versions_of(kind, found, viewer))
    return render_template("history/record.html", kind=kind, found=found, page=page)


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
    return url_for("history.record", record_kind=kind.key, row_id=row.id)  # type: ignore[attr-defined]


def _give_words(state: BlueprintSetupState) -> None:
    app: Flask = state.app  # type: ignore[assignment]
    app.jinja_env.globals["history_address"] = history_address


blueprint.record(_give_words)
