"""Which room suits whom: candidates, rules that speak for or against them, and the ranking; pure arithmetic.

Every rule that counts is a reason with its weight; the points of a suggestion are the sum of its reasons and of nothing
else, so that the words beside it explain its rank in full.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import groupby
from typing import Any, NamedTuple
from uuid import UUID

from casework.database.bulk import Key
from casework.housing.places import in_order, one_decimal

OBSTACLE = -50
"""From here on a reason is one for which a room is taken only for want of another."""
MOST_ROOMS_TOGETHER = 4


class Heads(NamedTuple):
    """People counted as rooms ask for them; `unknown` are adults whose sex nobody stated, or neither."""

    women: int = 0
    men: int = 0
    children: int = 0
    unknown: int = 0

    @property
    def total(self) -> int:
        return sum(self)

    @property
    def adults(self) -> int:
        return self.women + self.men + self.unknown


NOBODY = Heads()


@dataclass(frozen=True)
class Sought:
    """Who needs a place, and what is known of them that a room can suit."""

    heads: Heads
    stage: str | None = None
    is_one_household: bool = True
    barrier_free: bool = False
    protection: bool = False
    districts: frozenset[str] = frozenset()
    houses: frozenset[Key] = frozenset()


@dataclass(frozen=True)
class House:
    """What of a house matters to somebody who moves in; `without_room` live in it but in none of its rooms."""

    key: Key
    name: str
    kind: str
    district: str | None = None
    lease_ends_on: date | None = None
    reserved: int = 0
    free_net: int = 0
    without_room: int = 0

    @property
    def id(self) -> UUID:
        return UUID(self.key)


@dataclass(frozen=True)
class Candidate:
    """A room somebody could move into; `others` live there already, `kin` of them share the sought household."""

    house: House
    key: Key
    name: str
    place: int
    assignable: int
    constraint: str
    others: Heads = NOBODY
    kin: Heads = NOBODY
    area_m2: Decimal | None = None
    closes_on: date | None = None
    freed: tuple[tuple[int, date], ...] = ()

    @property
    def id(self) -> UUID:
        return UUID(self.key)

    @property
    def free(self) -> int:
        return max(0, self.assignable - self.others.total)

    @property
    def strangers(self) -> Heads:
        """Those who live there and share no household with the sought."""
        return Heads(*(all_of - kin for all_of, kin in zip(self.others, self.kin, strict=True)))

    @property
    def is_whole_house(self) -> bool:
        return not self.name


@dataclass(frozen=True)
class Reason:
    """A rule that counted: its weight, negative where it speaks against, and the sentence that says why."""

    weight: int
    sentence: str
    values: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.sentence % self.values if self.values else self.sentence


@dataclass(frozen=True)
class Suggestion:
    """One room, or a few of one house, with all that was weighed."""

    rooms: tuple[Candidate, ...]
    heads: int
    reasons: tuple[Reason, ...]

    @property
    def house(self) -> House:
        return self.rooms[0].house

    @cached_property
    def points(self) -> int:
        return sum(reason.weight for reason in self.reasons)

    @cached_property
    def free(self) -> int:
        return sum(room.free for room in self.rooms)

    @property
    def lacking(self) -> int:
        return max(0, self.heads - self.free)

    @property
    def speaks_for(self) -> list[Reason]:
        return sorted((r for r in self.reasons if r.weight > 0), key=lambda r: -r.weight)

    @property
    def speaks_against(self) -> list[Reason]:
        return sorted((r for r in self.reasons if r.weight < 0), key=lambda r: r.weight)

    @property
    def has_obstacle(self) -> bool:
        """Whether something weighs so much that a room would be taken only for want of another."""
        return any(reason.weight <= OBSTACLE for reason in self.reasons)

    @property
    def area_per_person(self) -> Decimal | None:
        """m² per person once everybody lives there; None where an area is missing."""
        return area_after(self.rooms, self.heads)

    @cached_property
    def rank(self) -> tuple[Any, ...]:
        names = tuple(in_order(room.name) for room in self.rooms)
        return (-self.points, self.lacking, in_order(self.house.name), names)


def area_after(rooms: Sequence[Candidate], heads: int) -> Decimal | None:
    """m² per person once so many more live in these rooms; None where an area is missing."""
    people = heads + sum(room.others.total for room in rooms)
    areas = [room.area_m2 for room in rooms if room.area_m2 is not None]
    return one_decimal(sum(areas, Decimal(0)) / people) if people and len(areas) == len(rooms) else None


def options(
    sought: Sought, candidates: Iterable[Candidate], suits: Callable[[Candidate], bool]
) -> Iterator[tuple[Candidate, ...]]:
    """Every room with a free place; and of a house where none that suits is large enough, a few that are together."""
    with_places = [room for room in candidates if room.free]
    yield from ((room,) for room in with_places)
    heads = sought.heads.total
    by_house = sorted(with_places, key=lambda room: (room.house.key, room.place))
    for _house, group in groupby(by_house, key=lambda room: room.house.key):
        rooms = [room for room in group if not room.is_whole_house and suits(room)]
        if all(room.free < heads for room in rooms):
            together = _together(rooms, heads)
            if together:
                yield together


def _together(rooms: Sequence[Candidate], heads: int) -> tuple[Candidate, ...] | None:
    """The fewest rooms in a row that are enough, those nearest to each other first; None if too many were needed."""
    found = []
    for length in range(2, MOST_ROOMS_TOGETHER + 1):
        for first in range(len(rooms) - length + 1):
            row = tuple(rooms[first : first + length])
            if sum(room.free for room in row) >= heads:
                found.append((row[-1].place - row[0].place, sum(room.free for room in row), first, row))
        if found:
            return min(found)[3]
    return None
