"""The plan of a house on an evening: a tile per room with its places, its people, and what is to be known of it."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from casework.database.bulk import Key
from casework.database.episodes import holds_on
from casework.housing.models import PlaceBlock, Room
from casework.housing.places import HouseOccupancy, RoomOccupancy
from casework.people.cards import Card
from casework.vocabulary.housing import (
    BLOCKING_REASONS,
    FAMILY,
    PROTECTION,
    SINGLE_HOUSEHOLD,
    WOMEN,
)

NAMES_SHOWN = 50
Residents = Mapping[uuid.UUID | None, Sequence[Card]]

_WHY_NOT_ASSIGNABLE = {
    WOMEN: "Frauenzimmer: %(count)s frei, nur für Frauen.",
    PROTECTION: "Schutzzimmer: %(count)s frei, nur für Menschen, die Schutz brauchen.",
    FAMILY: "Von einer Familie bewohnt: %(count)s frei, nicht belegbar.",
    SINGLE_HOUSEHOLD: "Von einem Haushalt bewohnt: %(count)s frei, nicht belegbar.",
}


class Remark(NamedTuple):
    """A sentence about a room, to be translated with its values."""

    sentence: str
    values: dict[str, Any]


@dataclass(frozen=True)
class Tile:
    """A room on the plan; `unnamed` live there without being shown by name."""

    room: RoomOccupancy
    households: Sequence[Sequence[Card]]
    unnamed: int
    reserved: int
    remarks: Sequence[Remark]

    is_cut: bool

    @property
    def named(self) -> int:
        """How many are shown by name."""
        return sum(len(household) for household in self.households)


@dataclass(frozen=True)
class Evening:
    """A house on an evening, with the blocks and the extra beds that hold on it and the people who may be shown."""

    plan: HouseOccupancy
    day: date
    residents: Residents
    blocks: Sequence[tuple[PlaceBlock, Room]]
    emergencies: Mapping[Key, int]

    @property
    def emergency_places(self) -> int:
        """The extra beds of the house."""
        return sum(self.emergencies.values())

    def without_room(self) -> list[Card]:
        """Who may be shown of those who live in the house but in none of its rooms."""
        return list(self.residents.get(None, ()))[:NAMES_SHOWN] if self.plan.without_room else []

    def tiles(self) -> list[Tile]:
        """Every room that operates, is lived in or has extra beds."""
        blocks = self._blocks_by_room()
        return [
            self._tile(room, blocks[room.room_id])
            for room in self.plan.rooms
            if room.operates or room.occupied or room.key in self.emergencies
        ]

    def _blocks_by_room(self) -> dict[uuid.UUID, list[PlaceBlock]]:
        by_room = defaultdict(list)
        for block, room in self.blocks:
            if holds_on(block, self.day):
                by_room[room.id].append(block)
        return by_room

    def _tile(self, room: RoomOccupancy, blocks: Sequence[PlaceBlock]) -> Tile:
        stands_for_house = not room.name and not self.plan.without_room
        cards = list(self.residents.get(room.room_id, ()))
        if stands_for_house:
            cards += self.residents.get(None, ())
        shown = sorted(cards, key=lambda card: card.sort_key)[:NAMES_SHOWN]
        extra = self.emergencies.get(room.key, 0)
        return Tile(
            room,
            by_household(shown),
            room.occupied - len(shown),
            min(self.plan.reserved, room.free_gross) if stands_for_house else 0,
            list(_remarks(room, blocks, extra)),
            len(cards) > NAMES_SHOWN,
        )


def by_household(cards: Iterable[Card]) -> list[list[Card]]:
    """People grouped by household, in the order in which the first of each comes."""
    households = defaultdict(list)
    for card in cards:
        households[card.household_id].append(card)
    return list(households.values())


def _remarks(room: RoomOccupancy, blocks: Iterable[PlaceBlock], extra: int) -> Iterator[Remark]:
    if not room.operates:
        yield Remark("An diesem Abend nicht in Betrieb, aber bewohnt.", {})
    if room.free_not_assignable:
        yield Remark(_WHY_NOT_ASSIGNABLE[room.constraint], {"count": room.free_not_assignable})
    for block in blocks:
        values = {"count": block.places, "reason": BLOCKING_REASONS.label(block.reason)}
        if block.ends_on:
            yield Remark(
                "Gesperrt: %(count)s, %(reason)s, bis %(day)s.", values | {"day": f"{block.ends_on:%d.%m.%Y}"}
            )
        else:
            yield Remark("Gesperrt: %(count)s, %(reason)s, Ende offen.", values)
    if extra:
        yield Remark("Notbelegung: %(count)s zusätzliche Plätze.", {"count": extra})
