"""Who was where on an evening, as known at a moment: the one way in which figures and lists read the stays."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import NamedTuple

import numpy as np

from casework.database.bulk import Key, microseconds_of, moment_of
from casework.housing.spans import NOTHING, Flags, Ints, Known
from casework.housing.timeline import Timeline, timeline_of
from casework.people.records import merged_keys


@dataclass(frozen=True)
class Evening:
    """One entry per person of the town's timeline, by code; NOTHING where nothing holds."""

    timeline: Timeline
    on: date
    moment: int

    @classmethod
    def of(cls, municipality_id: uuid.UUID, on: date, known_at: datetime) -> "Evening":
        return cls(timeline_of(municipality_id), on, microseconds_of(known_at))

    @property
    def day(self) -> int:
        return self.on.toordinal()

    @cached_property
    def stages(self) -> Known:
        return self.timeline.stages(self.moment)

    @cached_property
    def dwellings(self) -> Known:
        return self.timeline.dwellings(self.moment)

    @cached_property
    def stage_row(self) -> Ints:
        """Each person's row among the stages."""
        return self.stages.on(self.day, self.timeline.people)

    @cached_property
    def dwelling_row(self) -> Ints:
        """Each person's row among the dwellings."""
        return self.dwellings.on(self.day, self.timeline.people)

    @cached_property
    def in_care(self) -> Flags:
        """Who is in the town's universe: in any stage (domain brief §7.1)."""
        return self.stage_row >= 0

    @cached_property
    def stage(self) -> Ints:
        return self.stages.said("stage", self.stage_row)

    @cached_property
    def form(self) -> Ints:
        return self.dwellings.said("form", self.dwelling_row)

    @cached_property
    def house(self) -> Ints:
        return self.dwellings.said("house", self.dwelling_row)

    @cached_property
    def room(self) -> Ints:
        return self.dwellings.said("room", self.dwelling_row)

    @cached_property
    def district(self) -> Ints:
        """The district stated with the dwelling; a house has its own."""
        return self.dwellings.said("district", self.dwelling_row)

    def leading(self, records: Ints) -> Ints:
        """For each of these records, by code, the one that leads as known at the moment."""
        codes, found = self.timeline.codes["people"], records.copy()
        for record, into in self._merged.items():
            merged, leads = codes.find(record), codes.find(into)
            if merged is not None and leads is not None:
                found[records == merged] = leads
        return found

    @cached_property
    def _merged(self) -> dict[Key, Key]:
        return merged_keys(self.timeline.municipality_id, moment_of(self.moment))

    def with_a_case(self) -> Ints:
        """Everybody for whom a case is led on the evening, by the code of their leading record."""
        cases = self.timeline.cases(self.moment)
        led = cases.on(self.day, len(self.timeline.codes["people"]))
        return np.unique(self.leading(np.flatnonzero(led != NOTHING)))

    def in_stage(self, stage: str) -> Flags:
        return self._is("stages", self.stage, stage)

    def in_form(self, form: str) -> Flags:
        return self._is("forms", self.form, form)

    def in_house(self, accommodation_id: uuid.UUID) -> Flags:
        """Who lives in a house, whatever the stage."""
        return self._is("houses", self.house, accommodation_id.hex)

    def _is(self, words: str, said: Ints, word: str) -> Flags:
        code = self.timeline.codes[words].find(word)
        return np.zeros(len(said), np.bool_) if code is None else said == code

    def keys(self, people: Flags) -> list[Key]:
        """The keys of those flagged."""
        return self.timeline.person_keys(np.flatnonzero(people))

    def rooms_of(self, people: Flags) -> Iterator[tuple[Key, Key | None]]:
        """Each of those flagged with the key of their room."""
        for key, _house, room in self.homes(people):
            yield key, room

    def homes(self, people: Flags) -> Iterator[tuple[Key, Key | None, Key | None]]:
        """Each of those flagged with the keys of their house and room."""
        houses, rooms = self.timeline.codes["houses"].words, self.timeline.codes["rooms"].words
        chosen = np.flatnonzero(people)
        codes = zip(self.house[chosen].tolist(), self.room[chosen].tolist(), strict=True)
        for key, (house, room) in zip(self.timeline.person_keys(chosen), codes, strict=True):
            yield (
                key,
                None if house == NOTHING else houses[house],
                None if room == NOTHING else rooms[room],
            )


class Resident(NamedTuple):
    """Somebody who lives in a house, and in which of its rooms, if known."""

    person_id: uuid.UUID
    room_id: uuid.UUID | None


def residents_on(
    municipality_id: uuid.UUID, on: date, known_at: datetime, accommodation_id: uuid.UUID
) -> list[Resident]:
    """Everybody who lives in a house on an evening, whatever the stage."""
    evening = Evening.of(municipality_id, on, known_at)
    return [
        Resident(uuid.UUID(person), uuid.UUID(room) if room else None)
        for person, room in evening.rooms_of(evening.in_house(accommodation_id))
    ]
