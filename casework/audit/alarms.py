"""What should never be: somebody must look. An alarm stands in the trail of the municipality it concerns."""

import uuid
from typing import Any

from casework.audit.actions import is_alarm
from casework.audit.models import TrailEntry
from casework.audit.trail import Actor, Note, actor, witnessed
from casework.database.moments import now
from casework.vault.columns import declarations, tables
from casework.vault.unreadable import Damage

MOST_TOLD = 100
"""So many damaged values of one request have an entry each; a thousand more say nothing that these do not."""


def alarm(action: str, *, municipality_id: uuid.UUID | None, about: uuid.UUID, **detail: Any) -> None:
    """Witness what should never be, whoever came upon it and whatever becomes of the request."""
    found = actor()
    who = found if found.municipality_id == municipality_id else Actor(None, municipality_id)
    witnessed().append(Note(action, about, False, who, now(), detail))


def where(entry: TrailEntry) -> str:
    """Which field of which table an alarm is about, in words: „Personen: Familienname“."""
    said = entry.detail
    table, column = said.get("table", ""), said.get("column", "")
    kept, declared = tables().get(table), declarations().get((table, column))
    return ": ".join(part for part in (kept and kept.title, declared and declared.label) if part)


def tell_of_damage(damage: Damage) -> None:
    """One alarm for each value that does not open, once in a request; never what it may have said."""
    told = [note for note in witnessed() if is_alarm(note.action)]
    where = {"table": damage.table, "column": damage.column}
    if len(told) >= MOST_TOLD or any((note.about_id, note.detail) == (damage.row_id, where) for note in told):
        return
    municipality_id = damage.municipality_id or actor().municipality_id
    alarm("vault:field:unreadable", municipality_id=municipality_id, about=damage.row_id, **where)
