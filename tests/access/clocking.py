"""What legal clocks of somebody run on: a title, counselling extended, a protection that is over."""

import uuid
from collections.abc import Mapping
from datetime import date

from casework.database.base import db
from casework.database.moments import today
from casework.people.extensions import extend, get_extendable
from casework.people.models import Person
from casework.people.queries import titles_of
from casework.people.titles import state_title
from casework.privacy.protecting import protect

ARRIVED, THE_DAY_AFTER = date(2025, 1, 1), date(2025, 1, 2)


def clocked(person: Person, partner: str, text: str) -> Mapping[str, uuid.UUID]:
    """One of each, by its name in addresses."""
    state_title(person, "AKN", starts_on=ARRIVED, remark=text)
    extend(person, get_extendable(person, today()), on=today(), reason=text)
    said = {"kind": "GEWALTSCHUTZ", "starts_on": ARRIVED, "ends_on": THE_DAY_AFTER}
    protection = protect(person, said | {"authority": partner, "remark": text})
    db.session.flush()
    return {
        "title_id": titles_of(person)[0].id,
        "case_id": get_extendable(person, today()).id,
        "protection_id": protection.protection_id,
    }
