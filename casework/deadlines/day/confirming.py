"""Saying that the legal clock of a row was seen to, for all for whom it stands; and taking that back."""

import uuid

from sqlalchemy import select

from casework.access.viewer import Viewer
from casework.database.base import db
from casework.database.moments import today
from casework.deadlines.day.clocks import together, token_of
from casework.deadlines.operations import confirm, take_back
from casework.deadlines.queries import DeadlineLine, Held, deadlines_of, open_deadlines
from casework.errors import NotThere
from casework.people.models import Person
from casework.people.queries import household_members
from casework.people.scope import visible_to

_GONE = "Diese Frist läuft nicht mehr, oder sie gehört nicht zu Ihren Fällen."


def see_to(viewer: Viewer, token: str) -> Person:
    """Confirm, as of today, the clock of everybody for whom a row stands; returns the first of them.

    Raises NotThere for a row that this viewer does not have.
    """
    lines = _lines(viewer, token)
    people = _people(viewer, [line.card.person_id for line in lines])
    for line in lines:
        confirm(people[line.card.person_id], line.held.what.clock, line.held.what.event_on, today())
    return people[lines[0].card.person_id]


def reopen(viewer: Viewer, person: Person, token: str) -> None:
    """Take that back for everybody of the person's household; raises NotThere when there is nothing to take back."""
    members = _people(viewer, [card.person_id for card in household_members(viewer, person)])
    held = [(member, one) for member in members.values() for one in deadlines_of(member)]
    found = [(member, one) for member, one in held if not one.is_open and _is_of(viewer, person, one, token)]
    if not found:
        raise NotThere(_GONE)
    for member, one in found:
        take_back(member, one.what.clock, one.what.event_on)


def _lines(viewer: Viewer, token: str) -> list[DeadlineLine]:
    for shared, lines in together(open_deadlines(viewer)).items():
        if token_of(viewer.municipality_id, shared) == token:
            return lines
    raise NotThere(_GONE)


def _people(viewer: Viewer, person_ids: list[uuid.UUID]) -> dict[uuid.UUID, Person]:
    rows = db.session.scalars(select(Person).where(Person.id.in_(person_ids), visible_to(viewer)))
    return {person.id: person for person in rows}


def _is_of(viewer: Viewer, person: Person, held: Held, token: str) -> bool:
    shared = (person.household_id, held.what.clock, held.what.due_on)
    return token_of(viewer.municipality_id, shared) == token
