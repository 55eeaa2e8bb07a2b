"""Putting two records of one person together, and taking them apart: nothing but pointers is written.

What follows from it elsewhere (who lives where, what the register says) is written anew by those who declared it.
"""

import uuid
from collections.abc import Collection, Iterable

from sqlalchemy import select

from casework.audit.trail import actor, note
from casework.database.base import db
from casework.database.recorded import known
from casework.database.turns import take_turn
from casework.errors import Conflict, Refused
from casework.people.entries import enter
from casework.people.merge_models import PersonMerge
from casework.people.models import Person
from casework.people.not_duplicates import are_different
from casework.people.panels import MERGE_EFFECTS


def merge(person: Person, into: Person) -> PersonMerge:
    """Say that a record means the same person as another one, which leads from now on; its own merged ones follow.

    Raises Refused for a record and itself, for two municipalities and for people who were told apart, Conflict if
    one of the two was merged meanwhile.
    """
    take_turn()
    _check(person, into)
    act_id = uuid.uuid4()
    following = pointers_into(person.id)
    for pointer in following:
        _lead(pointer, into.id, act_id)
    merge = PersonMerge(
        person_id=person.id,
        into_id=into.id,
        first_into_id=into.id,
        act_id=act_id,
        recorded_by_id=actor().user_id,
    )
    db.session.add(merge)
    _settle([person, into, *(pointer.person for pointer in following)])
    note("people:person:merged", subject=person.id, into=str(into.id))
    note("people:person:merged", subject=into.id, record=str(person.id))
    return merge


def undo_merge(person: Person) -> Person:
    """Take a merged record apart from its leading one, with the records that had come together with it.

    Whatever was stated stays with the record under which it stands. Returns who led until now. Raises Conflict if it
    is not merged.
    """
    take_turn()
    merge = find_pointer(person.id)
    if merge is None:
        raise Conflict("Diese Akte ist mit keiner anderen zusammengeführt. Vielleicht war jemand schneller.")
    before, following = merge.into, coming_with(person.id, pointers_into(merge.into_id))
    act_id = uuid.uuid4()
    merge.supersede()
    for pointer in following:
        _lead(pointer, person.id, act_id)
    _settle([person, before, *(pointer.person for pointer in following)])
    note("people:person:unmerged", subject=person.id, into=str(before.id))
    note("people:person:unmerged", subject=before.id, record=str(person.id))
    return before


def find_pointer(record_id: uuid.UUID) -> PersonMerge | None:
    """The pointer of a record to the one that leads it now."""
    return db.session.scalar(
        select(PersonMerge).where(known(PersonMerge), PersonMerge.person_id == record_id)
    )


def pointers_into(person_id: uuid.UUID) -> list[PersonMerge]:
    """The pointers of all records that a record leads, in the order in which they came."""
    return list(
        db.session.scalars(
            select(PersonMerge)
            .where(known(PersonMerge), PersonMerge.into_id == person_id)
            .order_by(PersonMerge.recorded_at, PersonMerge.person_id)
        )
    )


def coming_with(record_id: uuid.UUID, pointers: Collection[PersonMerge]) -> list[PersonMerge]:
    """Those of the pointers whose records were put together with this one first, directly or through others."""
    found = [pointer for pointer in pointers if pointer.first_into_id == record_id]
    return [*found, *(more for pointer in found for more in coming_with(pointer.person_id, pointers))]


def _check(person: Person, into: Person) -> None:
    if person.id == into.id:
        raise Refused("Eine Akte lässt sich nicht mit sich selbst zusammenführen.")
    if person.municipality_id != into.municipality_id:
        raise Refused("Diese Akten gehören zu verschiedenen Kommunen.")
    if find_pointer(person.id) or find_pointer(into.id):
        raise Conflict(
            "Eine dieser Akten wurde inzwischen zusammengeführt. Bitte öffnen Sie die Person noch einmal."
        )
    if are_different(person, into):
        raise Refused(
            "Diese beiden sind als verschiedene Personen gekennzeichnet. Nehmen Sie zuerst die Kennzeichnung zurück."
        )


def _lead(pointer: PersonMerge, into_id: uuid.UUID, act_id: uuid.UUID) -> None:
    """From now on the record is led by another one; with which it came is kept."""
    pointer.supersede()
    db.session.flush()
    db.session.add(
        PersonMerge(
            person_id=pointer.person_id,
            into_id=into_id,
            first_into_id=pointer.first_into_id,
            act_id=act_id,
            recorded_by_id=actor().user_id,
        )
    )


def _settle(records: Iterable[Person]) -> None:
    """Let the register and the other slices follow from the pointers that hold now."""
    records = list(records)
    db.session.flush()
    for record in records:
        db.session.expire(record, ["merged_into", "other_records"])
    for record in records:
        enter(record)
    leading = {record.leading.id for record in records}
    for effect in MERGE_EFFECTS:
        effect(records[0].municipality_id, leading)
