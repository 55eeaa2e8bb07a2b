"""What this slice knows for others: the names behind those who act, and who saved a record last."""

from typing import Any

from casework.accounts.queries import names_in, names_of
from casework.audit.queries import actors_named_by
from casework.database.recorded import Recorded
from casework.web.editions import Saved, saved_by


def declare() -> None:
    """Enter both; once, at the start."""
    actors_named_by(names_in)
    saved_by(_saved)


def _saved(record: Any) -> Saved | None:
    """Who stated a record; nothing of what keeps no such word, or was stated from the command line."""
    if not isinstance(record, Recorded) or record.recorded_by_id is None:
        return None
    name = names_of([record.recorded_by_id]).get(record.recorded_by_id)
    return Saved(name, record.recorded_at) if name else None
