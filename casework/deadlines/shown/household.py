"""What runs for a whole household to the same day."""

import uuid
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from casework.access.viewer import Viewer
from casework.database.base import db
from casework.deadlines.models import Deadline, What
from casework.deadlines.queries import Held, deadlines_among, deadlines_of
from casework.errors import Conflict, NotThere
from casework.people.cards import Card
from casework.people.models import Person
from casework.people.queries import household_members

Shared = tuple[str, date]
"""The clock and its last day."""


@dataclass(frozen=True, slots=True)
class Household:
    """What runs for everybody of a household whom the viewer may know of."""

    cards: dict[uuid.UUID, Card]
    held: list[Held]

    def sharing(self, what: What) -> list[Held]:
        """The same clock with the same last day, of whomever it runs for and whether or not seen to."""
        return [one for one in self.held if shared_by(one.what) == shared_by(what)]

    def open_beside(self, held: Held) -> list[Held]:
        """Those who share it and for whom nobody has seen to it, the oldest first; the one asked about included."""
        found = {one.person_id: one for one in self.sharing(held.what) if one.is_open}
        return [found[person_id] for person_id in self.cards if person_id in found]


def shared_by(what: What) -> Shared:
    """By what deadlines of a household are told to be the same."""
    return what.clock, what.due_on


def household_of(viewer: Viewer, person: Person) -> Household:
    """The household of a person with everything that runs for it."""
    cards = {card.person_id: card for card in household_members(viewer, person)}
    return Household(cards, deadlines_among(cards))


def get_held(person: Person, deadline_id: uuid.UUID) -> Held:
    """What runs by a row, which may have been computed anew since; raises Conflict when it no longer runs at all."""
    row = db.session.scalar(
        select(Deadline).where(Deadline.id == deadline_id, Deadline.person_id.in_(person.record_ids))
    )
    if row is None:
        raise NotThere("Diese Frist gibt es nicht, oder sie gehört nicht zu dieser Person.")
    held = next((one for one in deadlines_of(person) if one.what.key == row.what.key), None)
    if held is None:
        raise Conflict(
            "Diese Frist läuft nicht mehr: Inzwischen hat sich etwas geändert. "
            "Bitte öffnen Sie die Person noch einmal."
        )
    return held


def get_open(person: Person, deadline_id: uuid.UUID) -> Held:
    """The same, while nobody has seen to it; raises Conflict when somebody has."""
    held = get_held(person, deadline_id)
    if not held.is_open:
        raise Conflict("Diese Frist hat inzwischen jemand als erledigt festgehalten.")
    return held


def said_together(viewer: Viewer, person: Person, held: Held) -> list[Held]:
    """What the same act said was seen to for the household; the one asked about included."""
    said = held.confirmation
    if said is None:
        return [held]
    return [
        one
        for one in household_of(viewer, person).sharing(held.what)
        if one.confirmation is not None and one.confirmation.recorded_at == said.recorded_at
    ]
