"""Two records that look alike and mean two people: said once, remembered, and taken back if it was wrong."""

import uuid
from collections.abc import Iterable

from sqlalchemy import select

from casework.audit.trail import actor, note
from casework.database.base import db
from casework.database.bulk import batches
from casework.database.recorded import known
from casework.database.turns import take_turn
from casework.errors import Refused
from casework.people.merge_models import NotDuplicate
from casework.people.models import Person
from casework.people.records import leading_ids, records_of

_BOTH_WAYS = (
    (NotDuplicate.first_id, NotDuplicate.second_id),
    (NotDuplicate.second_id, NotDuplicate.first_id),
)


def not_duplicates(person_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, set[uuid.UUID]]:
    """Whom each of these people is known not to be, by leading record; what was said of a merged record counts."""
    of_person = records_of(person_ids)
    owner = {record_id: person_id for person_id, records in of_person.items() for record_id in records}
    pairs: set[tuple[uuid.UUID, uuid.UUID]] = set()
    for batch in batches(sorted(owner)):
        for one, other in _BOTH_WAYS:
            rows = db.session.execute(select(one, other).where(known(NotDuplicate), one.in_(batch)))
            pairs.update((owner[record_id], other_id) for record_id, other_id in rows)
    leading = leading_ids(other_id for _person_id, other_id in pairs)
    found: dict[uuid.UUID, set[uuid.UUID]] = {person_id: set() for person_id in of_person}
    for person_id, other_id in pairs:
        found[person_id].add(leading[other_id])
    return found


def are_different(one: Person, other: Person) -> bool:
    """Whether somebody said that these are two people."""
    return other.id in not_duplicates([one.id])[one.id]


def mark_not_duplicate(one: Person, other: Person) -> bool:
    """Say that two people are two, however alike they look; whether that was new.

    Raises Refused for people of two municipalities and for records of one person.
    """
    take_turn()
    if one.municipality_id != other.municipality_id:
        raise Refused("Diese Personen gehören zu verschiedenen Kommunen.")
    if len(set(leading_ids([one.id, other.id]).values())) == 1:
        raise Refused("Das ist ein und dieselbe Person.")
    if are_different(one, other):
        return False
    first_id, second_id = sorted([one.id, other.id])
    db.session.add(
        NotDuplicate(
            municipality_id=one.municipality_id,
            first_id=first_id,
            second_id=second_id,
            recorded_by_id=actor().user_id,
        )
    )
    for person, alike in ((one, other), (other, one)):
        note("people:person:told-apart", subject=person.id, other=str(alike.id))
    return True


def take_back_not_duplicate(one: Person, other: Person) -> bool:
    """No longer say that two people are two; whether it was said."""
    take_turn()
    pairs = [
        pair
        for a, b in _BOTH_WAYS
        for pair in db.session.scalars(
            select(NotDuplicate).where(known(NotDuplicate), a.in_(one.record_ids), b.in_(other.record_ids))
        )
    ]
    for pair in pairs:
        pair.supersede()
    for person, alike in ((one, other), (other, one)) if pairs else ():
        note("people:person:not-told-apart", subject=person.id, other=str(alike.id))
    return bool(pairs)
