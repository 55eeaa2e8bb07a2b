"""Computing anew what runs for people, and saying that somebody has seen to it."""

import uuid
from collections.abc import Collection, Iterable
from datetime import date

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from casework.audit.trail import actor, note, touched
from casework.database.base import db
from casework.database.bulk import batches
from casework.database.moments import today
from casework.database.recorded import moment_of_recording
from casework.database.transaction import before_commit
from casework.database.turns import take_turn
from casework.deadlines.differences import Difference, differences
from casework.deadlines.models import Confirmation, Deadline, NightlyRun, SeenTo
from casework.deadlines.queries import Held, deadlines_of
from casework.errors import Conflict, Refused
from casework.people.models import Person


def recompute(person_ids: Iterable[uuid.UUID], day: date | None = None) -> int:
    """Record what runs for these people now, as of today unless told otherwise; what did not change stays untouched.

    Returns of how many people something changed.
    """
    take_turn()
    db.session.flush()
    found = list(differences(person_ids, day or today()))
    record(found)
    return len(found)


def record(found: Collection[Difference]) -> None:
    """Record what was found to differ, within the turn in which it is known to differ still."""
    for batch in batches(row_id for difference in found for row_id in difference.no_longer):
        is_one = Deadline.id.in_(batch)
        db.session.execute(update(Deadline).where(is_one).values(superseded_at=moment_of_recording()))
    db.session.add_all(row for difference in found for row in _rows(difference))
    db.session.flush()


def _rows(difference: Difference) -> Iterable[Deadline]:
    for what in difference.not_yet:
        yield Deadline(person_id=difference.person_id, municipality_id=difference.municipality_id, what=what)


@before_commit
def _recompute_touched(session: Session) -> None:
    """Whoever was the subject of a change has the deadlines that follow from it, in the same transaction."""
    people = touched(session)
    if people:
        recompute(people)
        people.clear()


def wait_for_the_night(municipality_id: uuid.UUID) -> None:
    """A rule of a municipality changed: it counts as not gone through yet, for whoever keeps watch to catch up."""
    db.session.execute(delete(NightlyRun).where(NightlyRun.municipality_id == municipality_id))


def confirm(person: Person, clock: str, event_on: date, on: date, remark: str | None = None) -> Confirmation:
    """Say that a deadline was seen to on a day; raises Refused for a day ahead, Conflict when nothing of the kind runs
    any more, or somebody said so already.
    """
    take_turn()
    held = _get(person, clock, event_on)
    if not held.is_open:
        raise Conflict("Diese Frist hat inzwischen jemand als erledigt gekennzeichnet.")
    if on > today():
        raise Refused(
            "Der Tag der Erledigung liegt in der Zukunft. Bitte geben Sie an, wann es geschehen ist."
        )
    confirmation = Confirmation(
        person_id=held.person_id,
        recorded_by_id=actor().user_id,
        what=SeenTo(clock, event_on, on),
        remark=remark,
    )
    db.session.add(confirmation)
    note("deadlines:deadline:confirmed", subject=person.id, clock=clock, event_on=event_on.isoformat())
    return confirmation


def take_back(person: Person, clock: str, event_on: date) -> None:
    """Say that a deadline was not seen to after all; raises Conflict when nobody says so any more."""
    take_turn()
    confirmation = _get(person, clock, event_on).confirmation
    if confirmation is None:
        raise Conflict("Diese Frist ist schon wieder offen.")
    confirmation.supersede()
    note("deadlines:deadline:reopened", subject=person.id, clock=clock, event_on=event_on.isoformat())


def _get(person: Person, clock: str, event_on: date) -> Held:
    found = [held for held in deadlines_of(person) if held.what.key == (clock, event_on)]
    if not found:
        raise Conflict(
            "Diese Frist läuft nicht mehr: Inzwischen hat sich etwas geändert. Bitte öffnen Sie die Person noch einmal."
        )
    return found[0]
