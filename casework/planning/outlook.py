"""Reading what a forecast is made of: houses this evening and ahead, who must move, who is announced, who came."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

import numpy as np

from casework.database.bulk import moment_of
from casework.housing.changes import Changes, Kind
from casework.housing.evenings import Evening
from casework.housing.models import Accommodation
from casework.housing.occupancy import TownPlaces, shown_houses
from casework.housing.places import HouseOccupancy
from casework.housing.planned_arrivals import awaited
from casework.housing.queries import accommodations
from casework.housing.reception import vu_ends
from casework.housing.spans import NOTHING, Flags
from casework.people.birth_dates import ADULT_AGE, anniversary
from casework.people.register import cards_known_at
from casework.planning.forecast import (
    MONTHS_AHEAD,
    MONTHS_BEFORE,
    Ahead,
    Cause,
    Forecast,
    HouseThen,
    Need,
    forecasts,
)
from casework.vocabulary.housing import ACCOMMODATION_KINDS, IN_ACCOMMODATION, MINOR
from casework.vocabulary.periods import months_later
from casework.vocabulary.planning import HOUSE_KIND_OF_STAGE

VU_HOUSE, AU_HOUSE, YOUTH_HOUSE = "VU", "AU", "SGBVIII"


@dataclass(frozen=True)
class Outlook:
    """A town on an evening, as known at a moment, looking ahead."""

    evening: Evening

    @classmethod
    def of(cls, municipality_id: uuid.UUID, on: date, known_at: datetime) -> "Outlook":
        return cls(Evening.of(municipality_id, on, known_at))

    @property
    def on(self) -> date:
        return self.evening.on

    @property
    def municipality_id(self) -> uuid.UUID:
        return self.evening.timeline.municipality_id

    @cached_property
    def known_at(self) -> datetime:
        return moment_of(self.evening.moment)

    def forecasts(self) -> list[Forecast]:
        """By kind of house, as the page shows it."""
        ahead = [self._ahead(months) for months in MONTHS_AHEAD]
        return forecasts(
            self.on, self._houses(self.evening), ahead, self._arrivals(), ACCOMMODATION_KINDS.codes()
        )

    def unassigned(self) -> int:
        """How many people are announced within six months for a stage that none of our houses is for."""
        until = months_later(self.on, max(MONTHS_AHEAD))
        coming = awaited(self.municipality_id, self.on, until, self.known_at)
        return sum(
            row.persons for row in coming if not row.accommodation_id and row.stage not in HOUSE_KIND_OF_STAGE
        )

    def _ahead(self, months: int) -> Ahead:
        until = months_later(self.on, months)
        then = Evening(self.evening.timeline, until, self.evening.moment)
        needs = [*self._announced(until), *self._leaving_vu(then), *self._coming_of_age(then)]
        return Ahead(months, until, self._houses(then), needs)

    @cached_property
    def _accommodations(self) -> Mapping[uuid.UUID, Accommodation]:
        return {house.id: house for house in accommodations(self.municipality_id)}

    def _houses(self, evening: Evening) -> list[HouseThen]:
        places = TownPlaces(evening)
        stranded = self._stranded(places)
        houses = evening.timeline.codes["houses"]
        return [self._house(house, stranded, houses.find(house.key)) for house in shown_houses(places)]

    def _house(self, house: HouseOccupancy, stranded: Sequence[int], code: int | None) -> HouseThen:
        known = code is not None and code < len(stranded)
        return HouseThen(
            house.key,
            house.kind,
            house.assignable_places,
            house.free_gross - house.free_not_assignable,
            house.occupied,
            stranded[code or 0] if known else 0,
            self._accommodations[house.accommodation_id].lease_ends_on,
        )

    @staticmethod
    def _stranded(places: TownPlaces) -> list[int]:
        """By house, who lives in a room that is not in operation, or without a room where no room is."""
        rooms, houses = places.rooms, places.houses
        in_closed = np.bincount(rooms.house, np.where(rooms.operates, 0, rooms.occupied), minlength=houses)
        operates = np.bincount(rooms.house, rooms.operates, minlength=houses) > 0
        stranded = in_closed[:houses] + np.where(operates[:houses], 0, places.without_room[:houses])
        return [int(people) for people in stranded.tolist()]

    def _announced(self, until: date) -> Iterator[Need]:
        """Who is announced for a day until then; those who are overdue may still come."""
        for row in awaited(self.municipality_id, self.on, until, self.known_at):
            house = self._accommodations.get(row.accommodation_id) if row.accommodation_id else None
            kind = house.kind if house else HOUSE_KIND_OF_STAGE.get(row.stage)
            if kind is not None:
                yield Need(kind, Cause.ANNOUNCED, -row.persons)

    def _leaving_vu(self, then: Evening) -> Iterator[Need]:
        """Whose VU ends by law from now on, if they will still live in a VU house: they need a place in the AU."""
        ends = vu_ends(self.evening)
        leaving = (ends >= self.evening.day) & (ends < then.day) & self._lives_in(then, VU_HOUSE)
        yield from _moves(int(leaving.sum()), VU_HOUSE, Cause.VU_ENDS)

    def _coming_of_age(self, then: Evening) -> Iterator[Need]:
        """Which UMA turn 18 for certain, if they are recorded as UMA still: they need a place in the AU."""
        minors = self.evening.in_stage(MINOR) & then.in_stage(MINOR)
        adults = self._turning_adult(minors, then.on)
        housed = adults & self._lives_in(then, YOUTH_HOUSE)
        yield from _moves(int(housed.sum()), YOUTH_HOUSE, Cause.OF_AGE)
        elsewhere = int((adults & ~housed).sum())
        if elsewhere:
            yield Need(AU_HOUSE, Cause.OF_AGE, -elsewhere)

    def _turning_adult(self, minors: Flags, until: date) -> Flags:
        cards = cards_known_at(self.municipality_id, self.known_at)
        adults = np.zeros(len(minors), np.bool_)
        chosen = np.flatnonzero(minors)
        for code, key in zip(chosen.tolist(), self.evening.timeline.person_keys(chosen), strict=True):
            born = cards[key].born_between if key in cards else None
            adults[code] = born is not None and self.on < anniversary(born[1], ADULT_AGE) <= until
        return adults

    def _lives_in(self, evening: Evening, kind: str) -> Flags:
        return np.isin(evening.house, self._houses_of(kind))

    def _houses_of(self, kind: str) -> list[int]:
        """The codes of the houses of a kind."""
        find = self.evening.timeline.codes["houses"].find
        found = (find(house.id.hex) for house in self._accommodations.values() if house.kind == kind)
        return [code for code in found if code is not None]

    def _arrivals(self) -> dict[str, list[int]]:
        """By kind of house, who came in each of the 24 months before, the oldest first."""
        days = [months_later(self.on, -ago).toordinal() for ago in range(MONTHS_BEFORE, -1, -1)]
        came = self.evening.timeline.changes(self.evening.moment).of(Kind.ARRIVAL)
        came = came.between(days[0] + 1, days[-1])
        kinds = self._kinds_asked_for(came)
        month = np.searchsorted(days, came.day, side="left") - 1
        return {
            kind: np.bincount(month[kinds == kind], minlength=MONTHS_BEFORE).tolist()
            for kind in ACCOMMODATION_KINDS.codes()
        }

    def _kinds_asked_for(self, came: Changes) -> np.ndarray:
        """For each arrival the kind of the house moved into, else of the stage; none for who found a home elsewhere."""
        stages, dwellings, codes = self.evening.stages, self.evening.dwellings, self.evening.timeline.codes
        stage = stages.said("stage", came.after)
        row = dwellings.covering(came.person, came.day)
        house, form = dwellings.said("house", row), dwellings.said("form", row)
        kinds = np.full(len(came), "", dtype="U20")
        for word, kind in HOUSE_KIND_OF_STAGE.items():
            kinds[stage == _code(codes["stages"].find(word))] = kind
        kinds[(form != NOTHING) & (form != _code(codes["forms"].find(IN_ACCOMMODATION)))] = ""
        for kind in ACCOMMODATION_KINDS.codes():
            kinds[np.isin(house, self._houses_of(kind))] = kind
        return kinds


def _code(found: int | None) -> int:
    """A code that nothing said has, where the word never appeared."""
    return NOTHING - 1 if found is None else found


def _moves(people: int, kind: str, cause: Cause) -> Iterator[Need]:
    if people:
        yield Need(kind, cause, people)
        yield Need(AU_HOUSE, cause, -people)
