"""What ran for somebody and runs no longer: seen to, or simply over."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from casework.database.base import db
from casework.database.moments import BERLIN
from casework.deadlines.confirmations import confirmed_where
from casework.deadlines.models import ClockKey, Confirmation, Deadline, What
from casework.people.models import Person
from casework.vault.unreadable import is_unreadable
from casework.vocabulary.deadlines import CLOCKS


@dataclass(frozen=True, slots=True)
class Past:
    """A deadline as it was last computed, and the confirmation that it was seen to, if anybody gave one."""

    what: What
    confirmation: Confirmation | None

    @property
    def label(self) -> str:
        """What ran, in words."""
        return CLOCKS.label(self.what.clock)


def past_of(person: Person, running: Collection[ClockKey]) -> list[Past]:
    """What ended while it ran, and what was seen to before the facts settled it; the last to end first.

    What was computed from a mistake and put right before its end is none of it.
    """
    confirmed = confirmed_where(Confirmation.person_id.in_(person.record_ids)).get(person.id, {})
    open_what, found = Deadline.what.opener(), {}
    rows: Any = db.session.execute(
        select(Deadline.id, Deadline.superseded_at, Deadline.what.column())
        .where(Deadline.person_id.in_(person.record_ids), Deadline.superseded_at.is_not(None))
        .order_by(Deadline.superseded_at, Deadline.id)
    )
    for row_id, superseded_at, sealed in rows:
        what = open_what(row_id, sealed or b"")
        if is_unreadable(what) or what.key in running:
            continue
        if what.key in confirmed or what.due_on < superseded_at.astimezone(BERLIN).date():
            found[what.key] = Past(what, confirmed.get(what.key))
    return sorted(found.values(), key=lambda past: past.what.due_on, reverse=True)
