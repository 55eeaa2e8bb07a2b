"""What legal clocks of somebody run on: a title, counselling extended, a protection that is over; and an own rule."""

import uuid
from collections.abc import Mapping
from datetime import date

from casework.database.base import db
from casework.database.moments import today
from casework.deadlines.operations import recompute
from casework.deadlines.queries import deadlines_of
from casework.deadlines.rule_operations import enter_rule
from casework.people.extensions import extend, get_extendable
from casework.people.models import Person
from casework.people.queries import titles_of
from casework.people.titles import state_title
from casework.privacy.protecting import protect
from casework.vocabulary.deadlines import COURSE_CLAIM

ARRIVED, THE_DAY_AFTER = date(2025, 1, 1), date(2025, 1, 2)


def clocked(person: Person, partner: str, text: str) -> Mapping[str, uuid.UUID]:
    """One of each, by its name in addresses."""
    state_title(person, "AKN", starts_on=ARRIVED, remark=text)
    extend(person, get_extendable(person, today()), on=today(), reason=text)
    said = {"kind": "GEWALTSCHUTZ", "starts_on": ARRIVED, "ends_on": THE_DAY_AFTER}
    protection = protect(person, said | {"authority": partner, "remark": text})
    db.session.flush()
    recompute([person.id])
    return {
        "deadline_id": deadlines_of(person)[0].id,
        "title_id": titles_of(person)[0].id,
        "case_id": get_extendable(person, today()).id,
        "protection_id": protection.protection_id,
    }


def ruled(municipality_id: uuid.UUID, paragraph: str) -> dict[str, object]:
    """A rule that a municipality goes by from today on, and the clock it is about."""
    said = {"applies_from": today(), "amount": 18, "unit": "MONTHS", "paragraph": paragraph}
    return {"rule_id": enter_rule(municipality_id, COURSE_CLAIM, said).id, "clock": COURSE_CLAIM}
