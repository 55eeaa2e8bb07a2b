"""What is known for one question; each part is read once, when a figure first asks for it."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from casework.database.episodes import ONE_DAY
from casework.housing.evenings import Dwelling, Resident, dwellings_on, stages_on
from casework.housing.histories import histories, person_days
from casework.housing.occupancy import occupancy
from casework.housing.places import HouseOccupancy
from casework.housing.reception import vu_ends
from casework.people.register import Card, cards_known_at
from casework.statistics.ages import is_minor
from casework.statistics.movement import Movement, movements
from casework.statistics.question import Question
from casework.statistics.work import Attainment, Talks, attainment, talks
from casework.vocabulary.housing import FOLLOWUP, PROVISIONAL


@dataclass(frozen=True, slots=True)
class HouseFacts:
    """A house on the evening, with what is known of the people in it; `person_days` only for a period."""

    places: HouseOccupancy
    households: frozenset[uuid.UUID]
    minors: int
    misplaced: int
    person_days: int | None


class Facts:
    """The answer in the making."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self._evening = (question.municipality_id, question.on, question.known_at)

    @cached_property
    def stages(self) -> Mapping[uuid.UUID, str]:
        """The universe: everybody in the town's care on the evening, with the stage as recorded."""
        return stages_on(*self._evening)

    @cached_property
    def dwellings(self) -> Mapping[uuid.UUID, Dwelling]:
        """Where people live on the evening, whatever the stage."""
        return dwellings_on(*self._evening)

    @cached_property
    def cards(self) -> Mapping[uuid.UUID, Card]:
        """The municipality's register as it stood at the moment of knowledge."""
        return cards_known_at(self.question.municipality_id, self.question.known_at)

    @cached_property
    def by_stage(self) -> Counter[str]:
        return Counter(self.stages.values())

    @cached_property
    def residents(self) -> Sequence[Resident]:
        """Everybody who lives in a house on the evening."""
        return [
            Resident(person_id, house, room)
            for person_id, (_form, house, room) in self.dwellings.items()
            if house is not None
        ]

    @cached_property
    def occupancies(self) -> Sequence[HouseOccupancy]:
        return occupancy(*self._evening, residents=self.residents)

    @cached_property
    def misplaced(self) -> Mapping[uuid.UUID, uuid.UUID]:
        """The house of everybody who lives in a VU house while the VU is over, by stage or by law."""
        vu_houses = {house.accommodation_id for house in self.occupancies if house.kind == "VU"}
        lodged = {
            resident.person_id: resident.accommodation_id
            for resident in self.residents
            if resident.accommodation_id in vu_houses
        }
        in_vu = [person_id for person_id in lodged if self.stages.get(person_id) == PROVISIONAL]
        ends = vu_ends(self.question.municipality_id, in_vu, self.question.on, self.question.known_at)
        return {
            person_id: house
            for person_id, house in lodged.items()
            if self.stages.get(person_id) == FOLLOWUP
            or (person_id in ends and ends[person_id] < self.question.on)
        }

    @cached_property
    def houses(self) -> Sequence[HouseFacts]:
        """Every house that operates or is lived in, by name."""
        households: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
        minors: Counter[uuid.UUID] = Counter()
        for person_id, house, _room in self.residents:
            card = self.cards.get(person_id)
            households[house].add(card.household_id if card else person_id)
            if card and is_minor(card, self.question.on):
                minors[house] += 1
        misplaced = Counter(self.misplaced.values())
        days = self._person_days()
        return [
            HouseFacts(
                places,
                frozenset(households[places.accommodation_id]),
                minors[places.accommodation_id],
                misplaced[places.accommodation_id],
                None if days is None else days.get(places.accommodation_id, 0),
            )
            for places in self.occupancies
        ]

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
        return len(stages_on(self.question.municipality_id, before, self.question.known_at))

    @cached_property
    def movements(self) -> Sequence[Movement] | None:
        """Everything that changed from one evening of the period to the next."""
        if self.question.since is None:
            return None
        municipality_id, on, known_at = self._evening
        return movements(
            histories(municipality_id, self.question.since, on, known_at), self.question.since, on
        )

    @cached_property
    def talks(self) -> Talks | None:
        """The talks of the period."""
        return talks(self.question)

    @cached_property
    def attainment(self) -> Attainment | None:
        """What became of the goals that were settled in the period."""
        return attainment(self.question)
