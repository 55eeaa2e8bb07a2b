"""How long people stay: one length from the first day to the day of leaving, whatever moves lie between (domain brief
§7.6)."""

from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from casework.housing.places import one_decimal
from casework.housing.spans import Flags, Ints, Known


@dataclass(frozen=True)
class Stays:
    """Uninterrupted stays, an entry each; one that continues ends at NO_END. `stage` is the code of its first stage."""

    person: Ints
    starts_on: Ints
    ends_on: Ints
    stage: Ints

    def __len__(self) -> int:
        return len(self.person)

    def only(self, wanted: Flags) -> "Stays":
        return Stays(self.person[wanted], self.starts_on[wanted], self.ends_on[wanted], self.stage[wanted])

    def ended_within(self, first: int, last: int) -> "Stays":
        """Those that ended on a day of [first, last]."""
        return self.only((first <= self.ends_on) & (self.ends_on <= last))

    def begun_within(self, first: int, last: int) -> "Stays":
        return self.only((first <= self.starts_on) & (self.starts_on <= last))

    def on(self, day: int) -> "Stays":
        """Those that hold on the evening of a day."""
        return self.only((self.starts_on <= day) & (day < self.ends_on))

    def days(self) -> Ints:
        """The length of each that has ended."""
        return self.ends_on - self.starts_on

    def days_by(self, day: int) -> Ints:
        """How many days each has lasted on a day."""
        return day - self.starts_on


def stays_in_care(stages: Known) -> Stays:
    """From the first day in any stage to the day of leaving the town's care."""
    return _stays(stages, by_stage=False)


def stays_in_stage(stages: Known) -> Stays:
    """From the first day in a stage to the day on which it ended or changed."""
    return _stays(stages, by_stage=True)


def _stays(stages: Known, *, by_stage: bool) -> Stays:
    """Statements that follow each other without a gap are one stay; one within a single day stands alone."""
    rows, stage = stages.rows, stages["stage"]
    follows = np.zeros(len(rows), np.bool_)
    follows[1:] = (rows.owner[1:] == rows.owner[:-1]) & (rows.ends_on[:-1] == rows.starts_on[1:])
    if by_stage:
        follows[1:] &= stage[1:] == stage[:-1]
    first = np.flatnonzero(~follows)
    last = np.append(first[1:], len(rows)) - 1 if len(rows) else first
    return Stays(rows.owner[first], rows.starts_on[first], rows.ends_on[last], stage[first])


@dataclass(frozen=True, slots=True)
class Lengths:
    """How many there are, and their mean and median in days with one decimal, half up; None of none."""

    number: int
    mean: Decimal | None
    median: Decimal | None

    @classmethod
    def of(cls, days: Ints) -> "Lengths":
        if not len(days):
            return cls(0, None, None)
        number = len(days)
        places = ((number - 1) // 2, number // 2)
        ordered = np.partition(days, places)
        middle = sum(int(ordered[place]) for place in places)
        return cls(number, one_decimal(Decimal(int(days.sum())) / number), one_decimal(Decimal(middle) / 2))
