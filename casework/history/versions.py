"""The versions of a record, newest first, each with what it changed: from what was stated, or from what was kept."""

import difflib
import re
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from casework.access.guard import current_viewer
from casework.access.viewer import Viewer
from casework.audit.queries import actors_of
from casework.database.base import db
from casework.database.recorded import Recorded
from casework.history.keeping import read_before
from casework.history.kinds import Fact, RecordKind
from casework.history.models import EarlierVersion
from casework.vault.unreadable import NOT_READABLE, is_unreadable
from casework.web.components import NOTHING
from casework.web.editions import Saved

LONG_CHARACTERS = 60
MOST_WORDS = 2000
"""Beyond so many words two texts stand whole beside each other."""
_WORDS = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True, slots=True)
class Change:
    """A fact that says something else than before; a long text also word by word."""

    label: str
    old: str
    new: str
    words: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class Version:
    """What somebody changed at one moment; `happened` is its word, and what may not be read has no changes."""

    happened: str
    at: datetime
    by: str | None
    changes: Sequence[Change] = ()
    is_hidden: bool = False


STATED, CHANGED, TAKEN_BACK = "stated", "changed", "taken back"
_UNREADABLE = Change("frühere Angaben", NOT_READABLE, NOTHING)


def versions_of(kind: RecordKind, record: Any, viewer: Viewer) -> list[Version]:
    """All versions of a record, the newest first."""
    names = actors_of(viewer.municipality_id)
    if kind.versions is None:
        return list(_kept_beside(kind, record, names))
    rows = sorted(kind.versions(record), key=lambda row: row.recorded_at)
    found = list(_stated(kind, rows, viewer, names))
    return found[::-1]


def _stated(
    kind: RecordKind, rows: Sequence[Any], viewer: Viewer, names: dict[uuid.UUID, str]
) -> Iterator[Version]:
    before: Any = None
    for row in rows:
        may_read = kind.may_read(viewer, row) and (before is None or kind.may_read(viewer, before))
        happened, by = STATED if before is None else CHANGED, _name(names, row.recorded_by_id)
        changes = _differences(kind.facts, before, row) if may_read else ()
        yield Version(happened, row.recorded_at, by, changes, is_hidden=not may_read)
        before = row
    if before is not None and before.superseded_at is not None:
        yield Version(TAKEN_BACK, before.superseded_at, None)


def _differences(facts: Sequence[Fact], before: Any, row: Any) -> list[Change]:
    found = []
    for fact in facts:
        old = NOTHING if before is None else fact.show(fact.of(before)) or NOTHING
        new = fact.show(fact.of(row)) or NOTHING
        if old != new:
            found.append(change_between(fact.label, old, new))
    return found


def _kept_beside(kind: RecordKind, record: Any, names: dict[uuid.UUID, str]) -> Iterator[Version]:
    said = {fact.name: fact.of(record) for fact in kind.facts}
    for earlier in db.session.scalars(
        select(EarlierVersion)
        .where(EarlierVersion.row_id == record.id, EarlierVersion.table_name == record.__tablename__)
        .order_by(EarlierVersion.recorded_at.desc(), EarlierVersion.id)
    ):
        by = _name(names, earlier.recorded_by_id)
        if is_unreadable(earlier.before):
            yield Version(CHANGED, earlier.recorded_at, by, [_UNREADABLE])
            continue
        before = read_before(kind, earlier)
        changes = [
            change_between(fact.label, fact.show(before[fact.name]), fact.show(said[fact.name]))
            for fact in kind.facts
            if fact.name in before
        ]
        yield Version(CHANGED, earlier.recorded_at, by, changes)
        said |= before


def _name(names: dict[uuid.UUID, str], account_id: uuid.UUID | None) -> str | None:
    return names.get(account_id) if account_id is not None else None


def change_between(label: str, old: str, new: str) -> Change:
    """A fact that says something else than before, word by word if it is long."""
    is_long = max(len(old), len(new)) > LONG_CHARACTERS and NOTHING not in (old, new)
    return Change(label, old, new, compared(old, new) if is_long else ())


def compared(old: str, new: str) -> Sequence[tuple[str, str]]:
    """Two texts as one: what stayed („same“), what went („del“) and what came („ins“)."""
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    if max(len(before), len(after)) > 2 * MOST_WORDS:
        return ()
    found: list[tuple[str, str]] = []
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for happened, first, last, new_first, new_last in matcher.get_opcodes():
        if happened == "equal":
            found.append(("same", "".join(before[first:last])))
            continue
        gone, come = "".join(before[first:last]), "".join(after[new_first:new_last])
        found += [(word, text) for word, text in (("del", gone), ("ins", come)) if text]
    return found


def find_saved(record: Any) -> Saved | None:
    """Who saved a record last; None where nothing was kept, or where it was stated from the command line."""
    if isinstance(record, Recorded):
        by_id, at = record.recorded_by_id, record.recorded_at
    else:
        last = db.session.scalars(
            select(EarlierVersion)
            .where(EarlierVersion.row_id == record.id, EarlierVersion.table_name == record.__tablename__)
            .order_by(EarlierVersion.recorded_at.desc())
            .limit(1)
        ).first()
        if last is None:
            return None
        by_id, at = last.recorded_by_id, last.recorded_at
    if by_id is None:
        return None
    name = actors_of(current_viewer().municipality_id).get(by_id)
    return Saved(name, at) if name else None
