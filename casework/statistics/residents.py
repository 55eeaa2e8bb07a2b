"""The people behind a number: exactly those it counts, of whom a viewer sees whom they may."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from casework.access.viewer import Viewer
from casework.database.bulk import Key
from casework.errors import NotThere, Refused
from casework.housing.occupancy import announced
from casework.people.cards import Card
from casework.people.scope import visible_cards
from casework.statistics.ages import minors_among
from casework.statistics.facts import Facts
from casework.statistics.movement import Kind, Movement
from casework.statistics.stock import homeless, in_private_flats, living_elsewhere, minors_of_age
from casework.vocabulary.housing import DWELLING_FORMS, STAGES

MOVEMENT_WORDS = {
    Kind.ARRIVAL: "Zugänge",
    Kind.DEPARTURE: "Abgänge",
    Kind.TRANSFER: "Umzüge",
    Kind.STAGE_CHANGE: "Stufenwechsel",
}


def _misplaced(facts: Facts) -> set[Key]:
    return set().union(*facts.misplaced.values())


def _housed(facts: Facts) -> set[Key]:
    return set().union(*facts.in_house.values())


def _minors(facts: Facts) -> set[Key]:
    return {key for key, card in facts.cards.items() if minors_among([card], facts.question.on)}


MARKS: dict[str, tuple[str, Callable[[Facts], set[Key]]]] = {
    "elsewhere": ("in anderer Wohnform", living_elsewhere),
    "housed": ("in einer Unterkunft", _housed),
    "minors": ("Minderjährige", _minors),
    "misplaced": ("Fehlbeleger", _misplaced),
    "privately": ("in einer Privatwohnung", in_private_flats),
    "uma_of_age": ("als UMA erfasst, aber volljährig", minors_of_age),
    "without_dwelling": ("ohne bekannte Wohnung", homeless),
}
"""What can be asked of the people of an evening besides stage and house: words, and who they are."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which number it is: everything chosen must hold. `before` and `after` narrow a change of stage."""

    stage: str | None = None
    house: uuid.UUID | None = None
    marks: tuple[str, ...] = ()
    reserved: bool = False
    movement: Kind | None = None
    before: str | None = None
    after: str | None = None

    @classmethod
    def read(cls, asked: Mapping[str, str]) -> "Choice":
        """The choice in an address; Refused for what does not exist."""
        try:
            return cls(
                stage=STAGES.read(asked["stage"]) if asked.get("stage") else None,
                house=uuid.UUID(asked["house"]) if asked.get("house") else None,
                marks=tuple(mark for mark in MARKS if asked.get(mark)),
                reserved=bool(asked.get("reserved")),
                movement=Kind(asked["movement"]) if asked.get("movement") else None,
                before=asked.get("before") or None,
                after=asked.get("after") or None,
            )
        except ValueError:
            raise Refused(
                "Diese Zahl gibt es nicht. Bitte wählen Sie sie auf der Seite „Statistik“."
            ) from None


@dataclass(frozen=True, slots=True)
class Line:
    """A person of the list, as of the evening; `days` on which what was asked for happened."""

    card: Card
    stage: str | None
    place: str
    days: tuple[date, ...]


class People:
    """Everybody behind one number, and those of them a viewer may see."""

    def __init__(self, facts: Facts, choice: Choice, viewer: Viewer) -> None:
        self._facts, self._choice, self._viewer = facts, choice, viewer
        self._houses = {house.key: house for house in facts.occupancies}
        if choice.house is not None and choice.house.hex not in self._houses:
            raise NotThere("Diese Unterkunft gibt es nicht.")

    @cached_property
    def keys(self) -> set[Key]:
        """Everybody whom the number counts."""
        facts, choice = self._facts, self._choice
        sets: list[set[Key] | frozenset[Key]] = [MARKS[mark][1](facts) for mark in choice.marks]
        if choice.stage is not None:
            sets.append(facts.in_stage.get(choice.stage, frozenset()))
        if choice.house is not None:
            sets.append(self._coming() if choice.reserved else facts.in_house.get(choice.house.hex, set()))
        if choice.movement is not None:
            sets.append({movement.person_id.hex for movement in self.movements})
        first, *others = sets or [facts.universe]
        return set(first).intersection(*others)

    @cached_property
    def movements(self) -> Sequence[Movement]:
        """The changes that were asked for."""
        choice = self._choice
        if choice.movement is None:
            return []
        return [
            movement
            for movement in self._facts.movements or ()
            if movement.kind is choice.movement
            and choice.before in (None, movement.before)
            and choice.after in (None, movement.after)
        ]

    @property
    def over_a_period(self) -> bool:
        """Whether the number counts what happened, and not who was there on an evening."""
        return self._choice.movement is not None

    def _coming(self) -> set[Key]:
        asked, house = self._facts.question, self._choice.house
        coming = announced(asked.municipality_id, asked.on, asked.known_at)
        key = house.hex if house else ""
        return coming.get(key, set()) - self._facts.in_house.get(key, set())

    @cached_property
    def visible(self) -> list[Card]:
        """Whom the viewer may see of them, by name."""
        people = visible_cards(self._viewer)
        cards = [record for card in people for record in card.records if record.key in self.keys]
        return sorted(cards, key=lambda card: card.sort_key)

    @property
    def words(self) -> list[str]:
        """What was chosen, for the heading."""
        choice = self._choice
        return [
            *([MOVEMENT_WORDS[choice.movement]] if choice.movement else []),
            *([f"{choice.before or '…'} → {choice.after or '…'}"] if choice.before or choice.after else []),
            *([STAGES.label(choice.stage)] if choice.stage else []),
            *([self._houses[choice.house.hex].name] if choice.house else []),
            *(["reserviert"] if choice.reserved else []),
            *(MARKS[mark][0] for mark in choice.marks),
        ]

    def lines(self, cards: Sequence[Card]) -> list[Line]:
        """What the list says of these people."""
        wanted = {card.key for card in cards}
        stages = {key: stage for stage, keys in self._facts.in_stage.items() for key in keys & wanted}
        places = {
            key: self._place(dwelling)
            for dwelling, keys in self._facts.lodged.items()
            for key in wanted.intersection(keys)
        }
        days: dict[Key, list[date]] = {key: [] for key in wanted}
        for movement in self.movements:
            if movement.person_id.hex in wanted:
                days[movement.person_id.hex].append(movement.day)
        return [
            Line(card, stages.get(card.key), places.get(card.key, ""), tuple(days[card.key]))
            for card in cards
        ]

    def _place(self, dwelling: Any) -> str:
        if dwelling.house is None:
            return DWELLING_FORMS.label(dwelling.form)
        house = self._houses[dwelling.house]
        room = next((room.name for room in house.rooms if room.key == dwelling.room), "")
        return f"{house.name}, {room}" if room else house.name
