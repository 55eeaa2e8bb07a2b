"""Saying that the legal clock of a row was seen to, for all for whom it stands; and taking that back."""

import uuid

from casework.access.viewer import Viewer
from casework.database.moments import today
from casework.deadlines import together
from casework.deadlines.day.clocks import by_shared, token_of
from casework.deadlines.queries import Held, deadlines_among, open_deadlines
from casework.errors import NotThere
from casework.people.models import Person
from casework.people.queries import household_members

_GONE = "Diese Frist läuft nicht mehr, oder sie gehört nicht zu Ihren Fällen."


def see_to(viewer: Viewer, token: str) -> uuid.UUID:
    """Confirm, as of today, the clock of everybody for whom a row stands; returns the id of the first of them.

    Raises NotThere for a row that this viewer does not have.
    """
    for shared, lines in by_shared(open_deadlines(viewer)).items():
        if token_of(viewer.municipality_id, shared) == token:
            together.see_to(viewer, (line.held for line in lines), today())
            return lines[0].card.person_id
    raise NotThere(_GONE)


def reopen(viewer: Viewer, person: Person, token: str) -> None:
    """Take that back for everybody of the person's household; raises NotThere when there is nothing to take back."""
    members = [card.person_id for card in household_members(viewer, person)]
    found = [
        one for one in deadlines_among(members) if not one.is_open and _is_of(viewer, person, one, token)
    ]
    if not found:
        raise NotThere(_GONE)
    together.reopen(viewer, found)


def _is_of(viewer: Viewer, person: Person, held: Held, token: str) -> bool:
    shared = (person.household_id, held.what.clock, held.what.due_on)
    return token_of(viewer.municipality_id, shared) == token
