"""Appointments as they are typed and as others make them."""

import uuid
from collections.abc import Sequence
from datetime import date, time
from typing import Any

from casework.appointments.models import Appointment
from casework.appointments.operations import appoint
from casework.database.base import db
from casework.database.moments import today
from casework.database.transaction import transaction
from casework.people.models import Person
from tests import factories


def typed(people: Sequence[factories.Person] = (), **changes: object) -> dict[str, object]:
    return {
        "present": [str(person.id) for person in people],
        "title": "Anmeldung der Kita",
        "planned_on": f"{today():%d.%m.%Y}",
        "starts_at": "14.30",
        "minutes": "45",
        "kind": "APPOINTMENT",
        "place": "Rathaus",
        "note": "Geburtsurkunde mitbringen",
    } | changes


def planned(
    owner: factories.User, *people: factories.Person, day: date | None = None, **details: Any
) -> uuid.UUID:
    """Committed; inside an application context."""
    with transaction():
        made = appoint(
            municipality_id=owner.municipality.id,
            owner_id=owner.id,
            people=[db.session.get_one(Person, person.id) for person in people],
            day=day or today(),
            **{"title": "Anmeldung der Kita", "starts_at": time(14, 30), "minutes": 45} | details,
        )
        return made.id


def only_appointment() -> Appointment:
    return db.session.scalars(db.select(Appointment)).one()
