"""Who leads whose household: whoever leads the case of anybody in it."""

import uuid
from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from sqlalchemy import select

from casework.accounts.queries import users_of
from casework.database.base import db
from casework.database.recorded import known
from casework.people.merge_models import PersonMerge
from casework.people.models import IntegrationCase, Person
from casework.people.records import leading_id_of, pointer_of


def leads_by_household(municipality_id: uuid.UUID, day: date) -> Mapping[uuid.UUID, set[uuid.UUID]]:
    """The accounts of those who lead a case in each household of a municipality on a day."""
    rows = db.session.execute(
        select(Person.household_id, IntegrationCase.case_manager_id)
        .select_from(IntegrationCase)
        .outerjoin(PersonMerge, pointer_of(IntegrationCase.person_id))
        .join(Person, Person.id == leading_id_of(IntegrationCase.person_id))
        .where(
            Person.municipality_id == municipality_id,
            known(IntegrationCase),
            IntegrationCase.starts_on <= day,
            IntegrationCase.ends_on.is_(None) | (IntegrationCase.ends_on > day),
        )
    )
    found: defaultdict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    for household_id, user_id in rows:
        if user_id is not None:
            found[household_id].add(user_id)
    return found


def names_of(municipality_id: uuid.UUID) -> dict[uuid.UUID, str]:
    """What everybody with an account is called."""
    return {user.id: user.name for user in users_of(municipality_id)}
