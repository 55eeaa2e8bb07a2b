"""The list for the fire brigade: how many sleep in each room and what help they need, without a name."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date

from casework.database.moments import now
from casework.desk.mobility import needs_on
from casework.housing.evenings import residents_on
from casework.housing.models import Accommodation
from casework.housing.places import in_order
from casework.people.cards import Card
from casework.people.register import cards_of
from casework.vocabulary.mobility import MOBILITY_NEEDS, NO_NEED, SMALL_CHILD_AGE

HELP = [(code, label) for code, label in MOBILITY_NEEDS.choices() if code != NO_NEED]
"""What help there is, by code, with its words."""


@dataclass(slots=True)
class RoomCount:
    """The people of a room: how many, with which need by code, children under three, and needs that do not open."""

    room: str
    people: int = 0
    needs: Counter[str] = field(default_factory=Counter)
    small_children: int = 0
    unreadable: int = 0

    def add(self, other: "RoomCount") -> None:
        """Count another room in."""
        self.people += other.people
        self.needs += other.needs
        self.small_children += other.small_children
        self.unreadable += other.unreadable


@dataclass(frozen=True, slots=True)
class FireList:
    """A house on an evening: its rooms with people in them, in order, and their sum."""

    rooms: list[RoomCount]
    total: RoomCount


def fire_list(house: Accommodation, day: date) -> FireList:
    """Who has to be got out of a house on an evening, as known now, by room; those without one come last."""
    names = {room.id: room.name for room in house.rooms}
    lodged = residents_on(house.municipality_id, day, now(), house.id)
    needs = needs_on([one.person_id for one in lodged], day)
    cards = cards_of(house.municipality_id)
    rooms: dict[str, RoomCount] = defaultdict(lambda: RoomCount(""))
    for one in lodged:
        name = names.get(one.room_id, "") if one.room_id else ""
        count = rooms[name]
        count.room = name
        count.people += 1
        need = needs.get(one.person_id, NO_NEED)
        if need not in MOBILITY_NEEDS:
            count.unreadable += 1
        elif need != NO_NEED:
            count.needs[need] += 1
        count.small_children += _is_small(cards.get(one.person_id.hex), day)
    total = RoomCount("")
    for count in rooms.values():
        total.add(count)
    return FireList(sorted(rooms.values(), key=lambda count: (not count.room, in_order(count.room))), total)


def _is_small(card: Card | None, day: date) -> bool:
    """Under three, or perhaps, where the birth date is partial."""
    return bool(card and card.birth_date and card.birth_date.ages_on(day)[0] < SMALL_CHILD_AGE)
