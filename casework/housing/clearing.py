"""Clearing a house step by step: at most fifty people at once, and households together."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from casework.access.viewer import Viewer
from casework.housing.models import Accommodation
from casework.housing.queries import residents_by_room
from casework.people.cards import Card
from casework.web.paging import PAGE_SIZE


@dataclass(frozen=True, slots=True)
class Lodger:
    """Somebody who lives in the house, and the name of their room."""

    card: Card
    room: str

    def label(self, day: date) -> str:
        """The name as it stands beside the check box."""
        name = self.card.name_with_age(day)
        return f"{name} · {self.room}" if self.room else name


def clearing_steps(viewer: Viewer, house: Accommodation, day: date) -> list[list[Lodger]]:
    """Everybody who lives in a house on a day, in steps; for who may see them all."""
    names = {room.id: room.name for room in house.rooms}
    households: dict[object, list[Lodger]] = defaultdict(list)
    for room_id, cards in residents_by_room(viewer, house, day).items():
        for card in cards:
            room = names.get(room_id, "") if room_id else ""
            households[card.household_id].append(Lodger(card, room))
    ordered = sorted(households.values(), key=lambda lodgers: min(one.card.sort_key for one in lodgers))
    return list(_steps(ordered))


def _steps(households: list[list[Lodger]]) -> Iterator[list[Lodger]]:
    """A household larger than a step begins one of its own and goes on in the next."""
    step: list[Lodger] = []
    for household in households:
        if step and len(step) + len(household) > PAGE_SIZE:
            yield step
            step = []
        step = step + household
        while len(step) > PAGE_SIZE:
            yield step[:PAGE_SIZE]
            step = step[PAGE_SIZE:]
    if step:
        yield step
