"""How people get out of a house: stated, taken back, and what holds for many on a day."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from sqlalchemy import select

from casework.audit.trail import actor, note
from casework.database.base import db
from casework.database.bulk import batches
from casework.database.recorded import known
from casework.desk.mobility_models import MobilityNeed
from casework.errors import NotThere
from casework.people.models import Person
from casework.people.records import records_of
from casework.vault.keys import keys
from casework.vocabulary.mobility import MOBILITY_NEEDS, NO_NEED


def state_need(person: Person, need: str, starts_on: date) -> bool:
    """State what help somebody needs from a day on; another statement for that day corrects it.

    Returns whether anything changed. Raises Refused for an unknown need.
    """
    code = MOBILITY_NEEDS.read(need)
    same_day = [one for one in needs_of(person) if one.starts_on == starts_on]
    if same_day and same_day[0].need == code:
        return False
    for one in same_day:
        one.supersede()
    db.session.flush()
    db.session.add(
        MobilityNeed(person_id=person.id, need=code, starts_on=starts_on, recorded_by_id=actor().user_id)
    )
    note("desk:mobility:stated", subject=person.id, starts_on=starts_on.isoformat())
    return True


def take_back_need(person: Person, mobility_id: uuid.UUID) -> None:
    """Take back a statement as an error; raises NotThere."""
    found = next((one for one in needs_of(person) if one.id == mobility_id), None)
    if found is None:
        raise NotThere("Diese Angabe gibt es nicht, oder sie wurde inzwischen berichtigt.")
    found.supersede()
    note("desk:mobility:retracted", subject=person.id, starts_on=found.starts_on.isoformat())


def needs_of(person: Person) -> list[MobilityNeed]:
    """The believed statements of a person, the latest first; of two for one day the leading record's."""
    return _in_order(_stated(person.record_ids), person.record_ids)


def needs_on(person_ids: Iterable[uuid.UUID], day: date) -> dict[uuid.UUID, str]:
    """What holds on a day for each of these people, by leading record, of whom something but no need is known.

    One that does not open says so instead of a code.
    """
    records = records_of(person_ids)
    found = _stated([record for of_one in records.values() for record in of_one])
    keys().prefetch({need.person_id for need in found})
    by_record = defaultdict(list)
    for need in found:
        if need.starts_on <= day:
            by_record[need.person_id].append(need)
    latest = {
        person_id: _in_order([one for record in of_one for one in by_record[record]], of_one)
        for person_id, of_one in records.items()
    }
    return {
        person_id: needs[0].need for person_id, needs in latest.items() if needs and needs[0].need != NO_NEED
    }


def _stated(record_ids: list[uuid.UUID]) -> list[MobilityNeed]:
    return [
        need
        for batch in batches(record_ids)
        for need in db.session.scalars(
            select(MobilityNeed).where(known(MobilityNeed), MobilityNeed.person_id.in_(batch))
        )
    ]


def _in_order(needs: list[MobilityNeed], record_ids: list[uuid.UUID]) -> list[MobilityNeed]:
    by_rank = sorted(needs, key=lambda need: record_ids.index(need.person_id))
    return sorted(by_rank, key=lambda need: need.starts_on, reverse=True)
