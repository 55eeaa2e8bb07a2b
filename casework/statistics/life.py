"""What was stated of the people in a town's care and holds on an evening (domain brief §2.3, §2.4)."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache

import numpy as np
from sqlalchemy.engine import Engine

from casework.database.base import db
from casework.database.turns import turns_taken
from casework.housing.evenings import Evening
from casework.housing.spans import Flags
from casework.situation.kinds import GERMAN, LANGUAGE
from casework.situation.lanes import value_on
from casework.situation.queries import Said, said_in
from casework.vocabulary.situation import LANGUAGE_LEVELS, OVERALL

Lane = tuple[str, Hashable]
_PLACES = {code: place for place, code in enumerate(LANGUAGE_LEVELS.codes())}


@dataclass(frozen=True)
class Lives:
    """Everything that was stated in a town as known at a moment, by kind, then by person and what it is about."""

    by_kind: dict[str, dict[Lane, list[Said]]]

    def lanes(self, kind: str) -> Collection[Sequence[Said]]:
        return self.by_kind.get(kind, {}).values()


REMEMBERED = 4


@lru_cache(maxsize=REMEMBERED)
def _remembered(_engine: Engine, _turn: int, municipality_id: uuid.UUID, known_at: datetime) -> Lives:
    found: dict[str, dict[Lane, list[Said]]] = defaultdict(lambda: defaultdict(list))
    for one in said_in(municipality_id, known_at):
        found[one.kind][one.person, one.lane].append(one)
    return Lives(dict(found))


def lives_of(municipality_id: uuid.UUID, known_at: datetime) -> Lives:
    """What was stated in a town as known at a moment; opened again only after something was recorded in between."""
    return _remembered(db.engine, turns_taken(), municipality_id, known_at)


@dataclass(frozen=True)
class LifeEvening:
    """What holds on an evening of those in care; people by their code in the town's timeline."""

    lives: Lives
    evening: Evening

    def holding(self, kind: str) -> Iterator[tuple[int, Said]]:
        """Everybody in care of whom something of a kind holds, once for each."""
        people, in_care = self.evening.timeline.codes["people"], self.evening.in_care
        for lane in self.lives.lanes(kind):
            said = value_on(lane, self.evening.on)
            person = people.find(said.person) if said is not None else None
            if said is not None and person is not None and person < len(in_care) and in_care[person]:
                yield person, said

    def people(self, kind: str, answers: Collection[str], field: str | None = None) -> Flags:
        """Those of whom one of these answers holds; `field` names a detail to look at instead of the answer."""
        found = np.zeros(len(self.evening.in_care), np.bool_)
        for person, said in self.holding(kind):
            if (said.codes.get(field) if field else said.answer) in answers:
                found[person] = True
        return found

    def counted(self, kind: str, order: Sequence[str], field: str | None = None) -> dict[str, int]:
        """How many people each answer holds of, each once for an answer, in this order; answers of nobody left out."""
        people: dict[str, set[int]] = defaultdict(set)
        for person, said in self.holding(kind):
            answer = said.codes.get(field) if field else said.answer
            if answer:
                people[answer].add(person)
        return {code: len(people[code]) for code in order if code in people}

    @cached_property
    def german(self) -> dict[int, str]:
        """The level of German of each person: overall, else the lowest of their skills."""
        levels: dict[int, dict[str, str]] = defaultdict(dict)
        for person, said in self.holding(LANGUAGE):
            if said.codes.get("language") == GERMAN and said.answer:
                levels[person][said.codes.get("skill") or OVERALL] = said.answer
        return {
            person: of_skill.get(OVERALL) or min(of_skill.values(), key=_rank)
            for person, of_skill in levels.items()
        }


def _rank(level: str) -> int:
    """The place of a level; what is no level comes last."""
    return _PLACES.get(level, len(_PLACES))
