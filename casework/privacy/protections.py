"""Reading how people are protected: of one, and of a whole town."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select

from casework.access.permissions import Permission
from casework.access.viewer import Viewer
from casework.database.base import db
from casework.database.moments import today
from casework.database.recorded import known
from casework.errors import Conflict, NotThere
from casework.people.models import Person
from casework.people.records import leading_ids
from casework.people.scope import get_person
from casework.privacy.protection_models import Protection
from casework.vault.keys import keys


def protections_of(person: Person) -> list[Protection]:
    """What protects a person, under any of their records, the latest first, ended ones too."""
    return protections_under(person.record_ids)


def protections_under(record_ids: Iterable[uuid.UUID]) -> list[Protection]:
    """The same under any of these records, some hundred at once."""
    return _standing(
        db.session.scalars(
            select(Protection).where(known(Protection), Protection.person_id.in_(list(record_ids)))
        )
    )


def protections_in(
    municipality_id: uuid.UUID, moment: datetime | None = None
) -> dict[uuid.UUID, list[Protection]]:
    """The same of everybody of a municipality who has any, by leading record, as believed at a moment or now."""
    rows = _standing(
        db.session.scalars(
            select(Protection)
            .join(Person, Person.id == Protection.person_id)
            .where(known(Protection, moment), Person.municipality_id == municipality_id)
        )
    )
    leading = leading_ids(row.person_id for row in rows)
    found = defaultdict(list)
    for row in rows:
        found[leading[row.person_id]].append(row)
    return dict(found)


def holding_still(person: Person) -> list[Protection]:
    """Those that are not over today, also those that have yet to begin."""
    return [row for row in protections_of(person) if not row.is_over_on(today())]


def is_restricted(person: Person) -> bool:
    """Whether narrower rights apply to any record of a person."""
    return any(record.restricted for record in person.records)


def get_protection(person: Person, protection_id: uuid.UUID) -> Protection:
    """What stands of a person under this id; raises Conflict when somebody took it back meanwhile."""
    for row in protections_of(person):
        if row.protection_id == protection_id:
            return row
    raise Conflict("Diese Angabe gibt es nicht, oder sie wurde inzwischen zurückgenommen.")


def get_told_protection(viewer: Viewer, told_id: uuid.UUID) -> Protection:
    """The version that holds of the statement of which this is one, taken back or not; raises NotThere."""
    told = db.session.get(Protection, told_id)
    shared = told.protection_id if told else told_id
    row = db.session.scalar(select(Protection).where(known(Protection), Protection.protection_id == shared))
    if row is None or not viewer.may(Permission.PRIVACY_PROTECTION_WRITE):
        raise NotThere("Diesen Eintrag gibt es nicht.")
    get_person(viewer, row.person.leading.id)
    return row


def versions_of(protection: Protection) -> list[Protection]:
    """All versions of a statement."""
    return list(
        db.session.scalars(select(Protection).where(Protection.protection_id == protection.protection_id))
    )


def _standing(found: Iterable[Protection]) -> list[Protection]:
    rows = list(found)
    keys().prefetch({row.person_id for row in rows})
    standing = [row for row in rows if not row.is_retracted]
    return sorted(standing, key=lambda row: (row.starts_on, row.recorded_at), reverse=True)
