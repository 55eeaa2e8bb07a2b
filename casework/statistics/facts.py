"""What is known for one question; each part is read once, when a figure first asks for it. People go by key."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from sqlalchemy.engine import Engine

from casework.database.base import db
from casework.database.bulk import Key
from casework.database.episodes import ONE_DAY
from casework.database.turns import turns_taken
from casework.housing.evenings import Dwelling, dwellings_on, stages_on, universe_size
from casework.housing.histories import histories, person_days
from casework.housing.occupancy import occupancy
from casework.housing.places import HouseOccupancy
from casework.housing.reception import vu_ends
from casework.people.cards import Card
from casework.people.register import cards_known_at
from casework.statistics.ages import minors_among
from casework.statistics.movement import Movement, movements
from casework.statistics.question import Question
from casework.statistics.work import Attainment, Talks, attainment, talks
from casework.vocabulary.housing import FOLLOWUP, PROVISIONAL

NOBODY: frozenset[Key] = frozenset()


@dataclass(frozen=True, slots=True)
class HouseFacts:
    """A house on the evening, with what is known of the people in it; `person_days` only for a period."""

    places: HouseOccupancy
    households: frozenset[int]
    minors: int
    misplaced: int
    person_days: int | None


class Facts:
    """The answer in the making; `facts_of` remembers it."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self._evening = (question.municipality_id, question.on, question.known_at)

    @cached_property
    def in_stage(self) -> Mapping[str, frozenset[Key]]:
        """Everybody in the town's care on the evening, by the stage as recorded."""
        return stages_on(*self._evening)

    @cached_property
    def universe(self) -> frozenset[Key]:
        """Everybody in the town's care on the evening."""
        return NOBODY.union(*self.in_stage.values())

    @cached_property
    def lodged(self) -> Mapping[Dwelling, Sequence[Key]]:
        """Where people live on the evening, whatever the stage."""
        return dwellings_on(*self._evening)

    @cached_property
    def in_house(self) -> Mapping[Key, set[Key]]:
        """Who lives in each house on the evening, whatever the stage."""
        houses: dict[Key, set[Key]] = defaultdict(set)
        for dwelling, people in self.lodged.items():
            if dwelling.house is not None:
                houses[dwelling.house].update(people)
        return houses

    @cached_property
    def cards(self) -> Mapping[Key, Card]:
        """The municipality's register as it stood at the moment of knowledge."""
        return cards_known_at(self.question.municipality_id, self.question.known_at)

    @cached_property
    def occupancies(self) -> Sequence[HouseOccupancy]:
        return occupancy(*self._evening, lodged=self.lodged)

    @cached_property
    def misplaced(self) -> Mapping[Key, set[Key]]:
        """By house, who lives in a VU house while the VU is over, by stage or by law."""
        in_vu, in_au = (self.in_stage.get(stage, NOBODY) for stage in (PROVISIONAL, FOLLOWUP))
        lodged = {
            house.key: self.in_house[house.key]
            for house in self.occupancies
            if house.kind == "VU" and house.key in self.in_house
        }
        on = self.question.on
        waiting = in_vu.intersection(*[NOBODY.union(*lodged.values())])
        ends = vu_ends(self.question.municipality_id, waiting, on, self.question.known_at)
        over = {person for person, end in ends.items() if end < on}
        return {house: (people & in_au) | (people & over) for house, people in lodged.items()}

    @cached_property
    def houses(self) -> Sequence[HouseFacts]:
        """Every house that operates or is lived in, by name."""
        days = self._person_days()
        return [
            HouseFacts(
                places,
                *self._residents(places.key),
                len(self.misplaced.get(places.key, ())),
                None if days is None else days.get(places.accommodation_id, 0),
            )
            for places in self.occupancies
        ]

    def _residents(self, house: Key) -> tuple[frozenset[int], int]:
        """The households in a house and how many of its people are minors."""
        cards = self.cards_of(self.in_house.get(house, NOBODY))
        return frozenset(card.household_id.int for card in cards), minors_among(cards, self.question.on)

    def cards_of(self, people: Iterable[Key]) -> list[Card]:
        """The cards of these people, of those the register knew."""
        return [card for card in map(self.cards.get, people) if card is not None]

    @cached_property
    def people(self) -> Sequence[Card]:
        """The cards of everybody in the town's care on the evening."""
        return self.cards_of(self.universe)

    def _person_days(self) -> Mapping[uuid.UUID, int] | None:
        if self.question.since is None:
            return None
        municipality_id, on, known_at = self._evening
        return person_days(municipality_id, self.question.since, on, known_at)

    @cached_property
    def opening(self) -> int | None:
        """How many were in care on the evening before the period."""
        if self.question.since is None:
            return None
        before = self.question.since - ONE_DAY
        return universe_size(self.question.municipality_id, before, self.question.known_at)

    @cached_property
    def movements(self) -> Sequence[Movement] | None:
        """Everything that changed from one evening of the period to the next."""
        if self.question.since is None:
            return None
        municipality_id, on, known_at = self._evening
        found = histories(municipality_id, self.question.since, on, known_at)
        return movements(found, self.question.since, on)

    @cached_property
    def talks(self) -> Talks | None:
        """The talks of the period."""
        return talks(self.question)

    @cached_property
    def attainment(self) -> Attainment | None:
        """What became of the goals that were settled in the period."""
        return attainment(self.question)


REMEMBERED = 12


@lru_cache(maxsize=REMEMBERED)
def _remembered(_engine: Engine, _turn: int, question: Question) -> Facts:
    return Facts(question)


def facts_of(question: Question) -> Facts:
    """What is known for a question: read again only after something was recorded in between.

    What was known at a past moment does not change; the count of writers' turns stands in the key all the same,
    because names of houses and full-time shares have no history.
    """
    return _remembered(db.engine, turns_taken(), question)
