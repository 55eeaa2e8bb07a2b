"""What runs for a whole household to the same day: seen to at once, and reopened at once."""

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from casework.access.viewer import Viewer
from casework.database.base import db
from casework.deadlines import operations
from casework.deadlines.models import Deadline, What
from casework.deadlines.queries import Held, deadlines_among, deadlines_of
from casework.errors import Conflict, NotThere
from casework.people.cards import Card
from casework.people.models import Person
from casework.people.queries import get_people, household_members

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


def see_to(
    viewer: Viewer, found: Iterable[Held], among: Collection[uuid.UUID], on: date, remark: str | None
) -> int:
    """Say that a deadline was seen to on a day for those of its people who are chosen; returns for how many."""
    chosen = [one for one in found if one.person_id in among]
    people = _people(viewer, chosen)
    for one in chosen:
        operations.confirm(people[one.person_id], one.what.clock, one.what.event_on, on, remark)
    return len(chosen)


def reopen(viewer: Viewer, person: Person, held: Held, *, for_all: bool) -> None:
    """Say that it was not seen to after all; `for_all` means everybody for whom it was said in the same act."""
    said = held.confirmation
    together = [held]
    if for_all and said is not None:
        together = [
            one
            for one in household_of(viewer, person).sharing(held.what)
            if one.confirmation is not None and one.confirmation.recorded_at == said.recorded_at
        ]
    people = _people(viewer, together)
    for one in together:
        operations.take_back(people[one.person_id], one.what.clock, one.what.event_on)


def _people(viewer: Viewer, held: Iterable[Held]) -> dict[uuid.UUID, Person]:
    return {person.id: person for person in get_people(viewer, (one.person_id for one in held))}
