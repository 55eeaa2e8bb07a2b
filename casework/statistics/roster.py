"""What the register says of everybody in a town's timeline, as arrays by code of the person."""

import threading
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from weakref import WeakKeyDictionary

import numpy as np
from sqlalchemy.engine import Engine

from casework.database.base import db
from casework.database.bulk import Key
from casework.housing.spans import NOTHING, Codes, Flags, Ints
from casework.housing.timeline import Timeline
from casework.people.cards import Card
from casework.vocabulary.nationalities import NOT_STATED

FACTS = ("sex", "nationality", "household", "born_first", "born_last")


@dataclass(frozen=True)
class Roster:
    """An entry per person; NOTHING where it is not known. Births are the first and last day that can be meant."""

    people: Sequence[Key]
    cards: Mapping[Key, Card]
    facts: Mapping[str, Ints]
    codes: Mapping[str, Codes]

    def __getitem__(self, fact: str) -> Ints:
        return self.facts[fact]

    def __len__(self) -> int:
        return len(self.facts["sex"])

    def words(self, fact: str) -> list[str]:
        """What the codes of a fact stand for."""
        return self.codes[fact].words

    @property
    def has_birth(self) -> Flags:
        return self.facts["born_first"] != NOTHING

    def born_after(self, day: int) -> Flags:
        """Who was born after a day for certain."""
        return self.has_birth & (self.facts["born_first"] > day)

    def born_by(self, day: int) -> Flags:
        """Who was born on or before a day for certain."""
        return self.has_birth & (self.facts["born_last"] <= day)


class _Rosters:
    """The roster of each town as it was last asked for; the next one is made from what differs."""

    def __init__(self) -> None:
        self._held: dict[uuid.UUID, Roster] = {}
        self._lock = threading.Lock()

    def of(self, timeline: Timeline, cards: Mapping[Key, Card]) -> Roster:
        town, people = timeline.municipality_id, timeline.codes["people"].words
        with self._lock:
            held = self._held.get(town)
            if held is None or held.people is not people:
                held = _nobody(people)
            if held.cards is not cards or len(held) < timeline.people:
                held = self._held[town] = _changed(held, timeline, cards)
            return held


def _nobody(people: Sequence[Key]) -> Roster:
    nothing = np.empty(0, np.int64)
    return Roster(people, {}, dict.fromkeys(FACTS, nothing), {name: Codes() for name in FACTS[:3]})


def _changed(held: Roster, timeline: Timeline, cards: Mapping[Key, Card]) -> Roster:
    people = held.people[: timeline.people]
    more = np.full(timeline.people - len(held), NOTHING, np.int64)
    facts = {name: np.concatenate([values, more]) for name, values in held.facts.items()}
    then, now = held.cards.get, cards.get
    changed = [code for code, key in enumerate(people) if code >= len(held) or now(key) is not then(key)]
    _enter(facts, held.codes, changed, [now(people[code]) for code in changed])
    return replace(held, cards=cards, facts=facts)


def _enter(
    facts: Mapping[str, Ints], codes: Mapping[str, Codes], people: list[int], cards: Iterable[Card | None]
) -> None:
    said = {name: [] for name in FACTS}  # type: dict[str, list[int]]
    for card in cards:
        born = card.born_between if card is not None else None
        said["sex"].append(NOTHING if card is None else codes["sex"].of(card.sex))
        said["nationality"].append(codes["nationality"].of(_nationality(card)))
        said["household"].append(NOTHING if card is None else codes["household"].of(card.household_id.hex))
        said["born_first"].append(born[0].toordinal() if born else NOTHING)
        said["born_last"].append(born[1].toordinal() if born else NOTHING)
    for name, values in said.items():
        facts[name][people] = values


def _nationality(card: Card | None) -> str:
    """The one that is named first."""
    return card.nationalities[0] if card is not None and card.nationalities else NOT_STATED


_of_engine: WeakKeyDictionary[Engine, _Rosters] = WeakKeyDictionary()


def roster_of(timeline: Timeline, cards: Mapping[Key, Card]) -> Roster:
    """What these cards say of the people of a timeline; not to be changed."""
    return _of_engine.setdefault(db.engine, _Rosters()).of(timeline, cards)
