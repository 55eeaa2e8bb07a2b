"""The people of each house of an evening, counted for all houses at once when somebody first asks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np

from casework.housing.evenings import Evening
from casework.housing.places import HouseOccupancy
from casework.housing.spans import NOTHING, Flags, Ints
from casework.statistics.place_use import PlaceUse
from casework.statistics.roster import Roster


class Counted(Protocol):
    """What must be known of an evening to say who lives in its houses."""

    @property
    def evening(self) -> Evening: ...
    @property
    def minors(self) -> Flags: ...
    @property
    def misplaced(self) -> Flags: ...
    @property
    def roster(self) -> Roster: ...
    @property
    def place_use(self) -> PlaceUse | None: ...
    def said(self, fact: str) -> Ints: ...


class HousePeople:
    """The people of every house, by its code, counted for all houses at once."""

    def __init__(self, facts: Counted) -> None:
        self._facts, self._evening = facts, facts.evening
        self.codes = self._evening.timeline.codes["houses"]

    @cached_property
    def minors(self) -> list[int]:
        return self._by_house(self._facts.minors)

    @cached_property
    def misplaced(self) -> list[int]:
        return self._by_house(self._facts.misplaced)

    def _by_house(self, people: Flags) -> list[int]:
        lodged = people & (self._evening.house != NOTHING)
        return np.bincount(self._evening.house[lodged], minlength=self._evening.timeline.houses).tolist()

    @cached_property
    def households(self) -> Mapping[int | None, Ints]:
        """The households in each house, of those whom the register knew."""
        house, household = self._evening.house, self._facts.said("household")
        lodged = (house != NOTHING) & (household != NOTHING)
        so_many = len(self._facts.roster.words("household")) or 1
        pairs = np.unique(house[lodged] * so_many + household[lodged])
        codes, starts = np.unique(pairs // so_many, return_index=True)
        return dict(zip(codes.tolist(), np.split(pairs % so_many, starts[1:]), strict=False))

    @cached_property
    def days(self) -> list[int] | None:
        """The person-days of the period; None without one."""
        use = self._facts.place_use
        return None if use is None else use.lodged.tolist()


@dataclass(frozen=True, slots=True)
class HouseFacts:
    """A house on the evening, with what is known of the people in it once somebody asks."""

    places: HouseOccupancy
    people: HousePeople

    @property
    def _code(self) -> int | None:
        return self.people.codes.find(self.places.key)

    @property
    def households(self) -> Ints:
        """The households in it, by code, of those whom the register knew."""
        return self.people.households.get(self._code, _NOBODY)

    @property
    def minors(self) -> int:
        return _at(self.people.minors, self._code)

    @property
    def misplaced(self) -> int:
        return _at(self.people.misplaced, self._code)

    @property
    def person_days(self) -> int | None:
        """Only for a period."""
        days = self.people.days
        return None if days is None else _at(days, self._code)


_NOBODY = np.empty(0, np.int64)


def _at(values: Sequence[int], code: int | None) -> int:
    return 0 if code is None or code >= len(values) else values[code]
