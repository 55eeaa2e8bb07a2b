"""Keeping what a record said before it is changed in place, in the same flush as the change."""

import uuid
from collections.abc import Iterator
from datetime import date, time
from decimal import Decimal
from enum import Enum
from typing import Any

from sqlalchemy import Date, Numeric, event, inspect
from sqlalchemy.orm import Session

from casework.audit.trail import actor
from casework.database.recorded import moment_of_recording
from casework.history.kinds import RecordKind, find_kind
from casework.history.models import EarlierVersion
from casework.vault.sealed import Sealed


@event.listens_for(Session, "before_flush")
def _keep(session: Session, _context: object, _instances: object) -> None:
    for row in list(session.dirty):
        kind = find_kind(row)
        if kind is not None and kind.versions is None:
            before = dict(_changed(kind, row))
            if before:
                session.add(_earlier(row, before))


def _earlier(row: Any, before: dict[str, Any]) -> EarlierVersion:
    return EarlierVersion(
        table_name=row.__tablename__,
        row_id=row.id,
        subject_id=getattr(row, "subject_id", None),
        recorded_at=moment_of_recording(),
        recorded_by_id=actor().user_id,
        before=before,
    )


def _changed(kind: RecordKind, row: Any) -> Iterator[tuple[str, Any]]:
    """What the changed facts of a row said, as JSON; what does not open is left out."""
    for fact in kind.facts:
        declared = getattr(kind.model, fact.name)
        attribute = f"_{fact.name}" if isinstance(declared, Sealed) else fact.name
        history = inspect(row).attrs[attribute].history
        if not history.has_changes() or not history.deleted:
            continue
        old = history.deleted[0]
        if old is None or not isinstance(declared, Sealed):
            yield fact.name, _as_json(old)
        else:
            yield from ((fact.name, written) for written in declared.find_written(row, old))


def _as_json(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal | uuid.UUID) else value


def read_before(kind: RecordKind, earlier: EarlierVersion) -> dict[str, Any]:
    """What was kept, as the record itself would say it; without facts that records of this kind no longer have."""
    names = {fact.name for fact in kind.facts}
    return {
        name: _as_said(getattr(kind.model, name), value)
        for name, value in earlier.before.items()
        if name in names
    }


def _as_said(declared: Any, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(declared, Sealed):
        return declared.as_read(value)
    match declared.type:
        case Date():
            return date.fromisoformat(value)
        case Numeric():
            return Decimal(value)
    return value
