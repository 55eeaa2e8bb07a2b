"""What of the municipality's own rules is shown as it was before."""

import uuid

from flask import url_for

from casework.access.permissions import Permission
from casework.access.viewer import Viewer
from casework.database.base import db
from casework.database.recorded import chain_of
from casework.deadlines.rule_book import Line
from casework.deadlines.rule_models import OwnRule
from casework.deadlines.rules import SAME, SAME_CLOCK, version_of
from casework.errors import NotThere
from casework.history.kinds import Fact, record_kind
from casework.vocabulary.deadlines import CLOCKS


def declare() -> None:
    """Enter it; once, at the start."""
    record_kind(
        key="rule",
        place="rule_id",
        model=OwnRule,
        permission=Permission.DEADLINES_RULE_WRITE,
        find=_find,
        title=lambda row: f"Fristenregel: {CLOCKS.label(row.clock)}",
        back=lambda row: url_for("deadlines.rule", clock=row.clock),
        versions=lambda row: chain_of(row, SAME, SAME_CLOCK),
        facts=(
            Fact("applies_from", "Gilt ab"),
            Fact("holds_for_running", "gilt auch für laufende Fristen"),
            Fact("length", "Dauer", read=lambda row: _line(row).length),
            Fact("warn_before", "Hinweise vor dem Ende"),
            Fact("choices", "Auslegung", read=lambda row: _line(row).choices),
            Fact("paragraph", "Vorschrift"),
            Fact("note", "Vermerk"),
        ),
    )


def _line(row: OwnRule) -> Line:
    return Line(version_of(row), "")


def _find(viewer: Viewer, row_id: uuid.UUID) -> OwnRule:
    row = db.session.get(OwnRule, row_id)
    if row is None or row.municipality_id != viewer.municipality_id:
        raise NotThere("Diese Regel gibt es nicht.")
    return row
