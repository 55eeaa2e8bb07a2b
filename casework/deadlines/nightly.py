"""What depends on the day alone: once a day everybody's deadlines are gone through."""

import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from casework.audit.trail import Actor, act_as, note
from casework.database.base import db
from casework.database.garbage import uncollected
from casework.database.moments import today
from casework.database.transaction import rollback, transaction
from casework.database.turns import turns_taken
from casework.deadlines.differences import differences
from casework.deadlines.models import NightlyRun
from casework.deadlines.operations import recompute, record
from casework.organisation.models import Municipality
from casework.people.models import Person
from casework.people.records import merged_ids

AT_ONCE = 2000
"""So many people are looked at before their keys are forgotten again; opened keys of 100,000 take 234 MiB."""
OUR_OWN_TURN = 1

Tell = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Summary:
    """How many people were gone through, and of how many something had changed."""

    people: int
    changed: int


def go_through(municipality_id: uuid.UUID, day: date | None = None, tell: Tell | None = None) -> Summary:
    """Record what runs for everybody of a municipality as of a day; `tell` hears how many of how many are done.

    Nobody who writes has to wait for the looking: only what was found is written in a turn, a few people at a time.
    """
    on = day or today()
    people = list(_people_of(municipality_id))
    changed = 0
    for start in range(0, len(people), AT_ONCE):
        changed += _catch_up(people[start : start + AT_ONCE], on)
        if tell is not None:
            tell(min(start + AT_ONCE, len(people)), len(people))
    with transaction():
        act_as(Actor(None, municipality_id))
        db.session.merge(NightlyRun(municipality_id=municipality_id, done_on=on))
        note(
            "deadlines:town:gone-through",
            about=municipality_id,
            on=on.isoformat(),
            people=len(people),
            changed=changed,
        )
    return Summary(len(people), changed)


def waiting_today() -> Iterator[uuid.UUID]:
    """The municipalities whose deadlines nobody has gone through today."""
    rows = db.session.scalars(
        select(Municipality.id)
        .outerjoin(NightlyRun, NightlyRun.municipality_id == Municipality.id)
        .where(NightlyRun.done_on.is_(None) | (NightlyRun.done_on < today()))
        .order_by(Municipality.id)
    )
    yield from rows.all()


def _people_of(municipality_id: uuid.UUID) -> Iterator[uuid.UUID]:
    wanted = select(Person.id).where(
        Person.municipality_id == municipality_id, Person.id.not_in(merged_ids())
    )
    yield from db.session.scalars(wanted.order_by(Person.id))


def _catch_up(person_ids: Sequence[uuid.UUID], on: date) -> int:
    """Look at some people, and write for those of whom something changed; who wrote meanwhile makes it look again."""
    seen = turns_taken()
    with uncollected():
        found = list(differences(person_ids, on))
    rollback()
    if found:
        with transaction():
            if turns_taken() == seen + OUR_OWN_TURN:
                record(found)
            else:
                recompute([difference.person_id for difference in found], on)
    db.session.remove()
    return len(found)
