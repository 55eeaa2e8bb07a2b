"""The calendars of the demo: what is planned around the last day, and one colleague who is away."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, time, timedelta
from random import Random

from sqlalchemy import select

from casework.access.roles import Role
from casework.accounts.substitution_models import Substitution
from casework.appointments.operations import appoint
from casework.database.base import db
from casework.database.recorded import known
from casework.demo.towns import Town
from casework.people.models import IntegrationCase, Person
from casework.vault.keys import keys
from casework.vocabulary.appointments import APPOINTMENT, DEADLINE, TASK

SATURDAY = 5
KNOWN = 24
"""So many people of a caseload have something in the calendar."""
EARLIEST, LATEST = -2, 26
AWAY_SINCE, BACK_AFTER = timedelta(days=2), timedelta(days=10)
PLANS = (
    (APPOINTMENT, "Anmeldung der Kita", "Rathaus, Zimmer 12"),
    (APPOINTMENT, "Begleitung zum Jobcenter", "Jobcenter"),
    (APPOINTMENT, "Erstgespräch Sprachkurs", "Volkshochschule"),
    (APPOINTMENT, "Hausbesuch", None),
    (TASK, "Zeugnisse zur Anerkennung schicken", None),
    (TASK, "Antwort der Schule nachfragen", None),
    (DEADLINE, "Widerspruch gegen den Bescheid", None),
)
OWN = "Teambesprechung"


def fill_calendars(
    town: Town, municipality_id: uuid.UUID, members: Mapping[str, uuid.UUID], seed: int, until: date
) -> None:
    """Plan something with some of everybody's people; the first of the colleagues stands in for the last one."""
    db.session.flush()
    managers = [member.mailbox for member in town.staff if member.role is Role.CASE_MANAGER]
    for mailbox in (managers[0], managers[-1]):
        chance = Random(f"{seed}/{town.name}/calendar/{mailbox}")  # noqa: S311 – invents, guards nothing
        _plan(municipality_id, members[mailbox], _led_by(members[mailbox], until), chance, until)
    db.session.add(
        Substitution(
            municipality_id=municipality_id,
            absent_id=members[managers[-1]],
            substitute_id=members[managers[0]],
            starts_on=until - AWAY_SINCE,
            ends_on=until + BACK_AFTER,
        )
    )


def _plan(
    municipality_id: uuid.UUID, owner_id: uuid.UUID, people: Sequence[Person], chance: Random, until: date
) -> None:
    for person in chance.sample(people, min(KNOWN, len(people))):
        kind, title, place = chance.choice(PLANS)
        at = time(chance.randrange(8, 17), chance.choice((0, 30))) if kind == APPOINTMENT else None
        appoint(
            municipality_id=municipality_id,
            owner_id=owner_id,
            people=[person],
            day=_working_day(until + timedelta(days=chance.randint(EARLIEST, LATEST))),
            title=title,
            starts_at=at,
            minutes=30 if at else None,
            kind=kind,
            place=place,
        )
    for week in range(4):
        monday = until - timedelta(days=until.weekday()) + timedelta(weeks=week)
        appoint(
            municipality_id=municipality_id,
            owner_id=owner_id,
            people=[],
            day=monday,
            title=OWN,
            starts_at=time(9),
            minutes=60,
        )


def _led_by(user_id: uuid.UUID, day: date) -> list[Person]:
    """Those whose case somebody leads on a day, by their number, so that chance picks the same every time."""
    people = db.session.scalars(
        select(Person)
        .join(IntegrationCase, IntegrationCase.person_id == Person.id)
        .where(
            IntegrationCase.case_manager_id == user_id,
            known(IntegrationCase),
            IntegrationCase.starts_on <= day,
            IntegrationCase.ends_on.is_(None) | (IntegrationCase.ends_on > day),
        )
    ).all()
    keys().prefetch(person.id for person in people)
    return sorted(people, key=lambda person: person.case_number)


def _working_day(day: date) -> date:
    """The day itself, or the Monday after a weekend."""
    return day + timedelta(days=7 - day.weekday()) if day.weekday() >= SATURDAY else day
