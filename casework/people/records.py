"""Which records belong together: asked for many at once, and inside queries at any moment of knowledge."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select

from casework.database.base import db
from casework.database.bulk import Key, batches, key_of
from casework.database.recorded import known
from casework.people.merge_models import PersonMerge
from casework.people.models import Person


def pointer_of(record_id: Any, moment: datetime | None = None) -> ColumnElement[bool]:
    """The condition of an outer join with PersonMerge for the pointer of a record, as known at a moment."""
    return and_(PersonMerge.person_id == record_id, known(PersonMerge, moment))


def leading_id_of(record_id: Any) -> ColumnElement[uuid.UUID]:
    """Whom a record means, in a query that joined its pointer."""
    return func.coalesce(PersonMerge.into_id, record_id)


def merged_ids() -> Select[uuid.UUID]:
    """The records that mean somebody whose leading record is another."""
    return select(PersonMerge.person_id).where(known(PersonMerge))


def merged_keys(municipality_id: uuid.UUID, moment: datetime) -> dict[Key, Key]:
    """The leading record of every merged one of a municipality, as known at a moment."""
    rows = db.session.execute(
        select(key_of(PersonMerge.person_id), key_of(PersonMerge.into_id)).where(
            PersonMerge.into.has(Person.municipality_id == municipality_id), known(PersonMerge, moment)
        )
    )
    return dict(rows.all())


def leading_ids(record_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, uuid.UUID]:
    """The leading record of each of these records; most lead themselves."""
    wanted = set(record_ids)
    found = {record_id: record_id for record_id in wanted}
    for batch in batches(sorted(wanted)):
        rows = db.session.execute(
            select(PersonMerge.person_id, PersonMerge.into_id).where(
                known(PersonMerge), PersonMerge.person_id.in_(batch)
            )
        )
        found.update((record_id, into_id) for record_id, into_id in rows)
    return found


def records_of(leading: Iterable[uuid.UUID]) -> dict[uuid.UUID, list[uuid.UUID]]:
    """All records of each of these people, the leading one first, then as they were put together."""
    merged: dict[uuid.UUID, list[uuid.UUID]] = defaultdict(list)
    wanted = set(leading)
    for batch in batches(sorted(wanted)):
        rows = db.session.execute(
            select(PersonMerge.into_id, PersonMerge.person_id)
            .where(known(PersonMerge), PersonMerge.into_id.in_(batch))
            .order_by(PersonMerge.recorded_at, PersonMerge.person_id)
        )
        for into_id, record_id in rows:
            merged[into_id].append(record_id)
    return {person_id: [person_id, *merged.get(person_id, ())] for person_id in wanted}
