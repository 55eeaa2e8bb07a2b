"""What the office saw to in time: legal clocks that ended are confirmed, and counselling that goes on is extended."""

import uuid
from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy import select

from casework.database.base import db
from casework.database.recorded import known
from casework.deadlines.differences import what_runs
from casework.deadlines.models import What
from casework.deadlines.operations import confirm, recompute
from casework.people.extensions import extend
from casework.people.models import IntegrationCase, Person
from casework.people.queries import find_open_case
from casework.vocabulary.deadlines import COUNSELLING_LIMIT, PLAN_REVIEW

LATEST = timedelta(days=4)
"""Whatever ended more recently nobody has come to yet."""
AHEAD = timedelta(days=20)
A_YEAR = timedelta(days=365)
WHY_EXTENDED = "Der Sprachkurs wird erst im Lauf des Jahres abgeschlossen; der Plan läuft weiter."


def tend(municipality_id: uuid.UUID, until: date) -> None:
    """See to what ended for those whose case is led."""
    led = _led(municipality_id, until)
    recompute(led, until)
    for runs in what_runs(led, until):
        over = [what for what in runs.whats if what.due_on < until - LATEST and what.clock != PLAN_REVIEW]
        if over:
            _see_to(db.session.get_one(Person, runs.life.person_id), over, until)


def _see_to(person: Person, over: Iterable[What], until: date) -> None:
    for what in over:
        case = find_open_case(person, until) if what.clock == COUNSELLING_LIMIT else None
        if case is not None and what.due_on + A_YEAR > until:
            extend(person, case, on=max(case.starts_on, what.due_on - AHEAD), reason=WHY_EXTENDED)
        else:
            confirm(person, what.clock, what.event_on, max(what.event_on, what.due_on - AHEAD))


def _led(municipality_id: uuid.UUID, day: date) -> list[uuid.UUID]:
    return list(
        db.session.scalars(
            select(IntegrationCase.person_id)
            .join(Person, Person.id == IntegrationCase.person_id)
            .where(
                Person.municipality_id == municipality_id,
                known(IntegrationCase),
                IntegrationCase.starts_on <= day,
                IntegrationCase.ends_on.is_(None) | (IntegrationCase.ends_on > day),
            )
            .order_by(IntegrationCase.person_id)
        )
    )
