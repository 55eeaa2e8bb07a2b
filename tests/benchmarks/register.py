"""People in the register by the ten thousand: their sealed entries, and the bare rows these refer to."""

import uuid
from collections.abc import Iterable
from typing import Any

from sqlalchemy import insert, inspect

from casework.database.base import db
from casework.database.moments import now
from casework.database.transaction import transaction
from casework.people.models import Household, Person
from casework.people.register_models import RegisterClock, RegisterEntry

FIRST_CHANGE = 1


def enter(municipality_id: uuid.UUID, people: Iterable[tuple[uuid.UUID, uuid.UUID, dict[str, Any]]]) -> None:
    """Write people with their ids, the ids of their households and what the register says of them."""
    moment, persons, entries = now(), [], []
    for number, (person_id, household_id, content) in enumerate(people):
        entry = RegisterEntry(person_id=person_id, municipality_id=municipality_id, content=content)
        persons.append(
            {
                "id": person_id,
                "municipality_id": municipality_id,
                "household_id": household_id,
                "case_number_index": number.to_bytes(16, "big"),
                "restricted": False,
                "version": 1,
            }
        )
        entries.append(
            {
                "id": entry.id,
                "person_id": person_id,
                "municipality_id": municipality_id,
                "content": entry._content,
                "change_seq": FIRST_CHANGE,
                "recorded_at": moment,
            }
        )
    households = {row["household_id"] for row in persons}
    with transaction():
        for kind, rows in (
            (Household, [{"id": one, "municipality_id": municipality_id} for one in households]),
            (Person, persons),
            (RegisterEntry, entries),
        ):
            db.session.execute(insert(inspect(kind).local_table), rows)
        db.session.get_one(RegisterClock, 1).change_seq = FIRST_CHANGE
