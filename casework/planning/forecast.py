"""How many places will be free in one, three and six months: pure functions over what is known already, with a band for
who will come unannounced (domain brief §4 „Forecast“)."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from casework.database.bulk import Key

MONTHS_AHEAD = (1, 3, 6)
MONTHS_BEFORE = 24
LOW, HIGH = 10, 90
"""The percentiles of the arrivals of the months before between which the band lies."""


class Cause(StrEnum):
    """Why there are more or fewer free places; in the order of the table."""

    OPENINGS = "openings"
    CLOSINGS = "closings"
    LEASES = "leases"
    RECORDED = "recorded"
    ANNOUNCED = "announced"
    VU_ENDS = "vu_ends"
    OF_AGE = "of_age"


@dataclass(frozen=True, slots=True)
class HouseThen:
    """A house on an evening as it is recorded: places to be filled, those of them free for somebody, who lives there,
    and who of them lives in a room that is not in operation."""

    key: Key
    kind: str
    places: int
    free: int
    residents: int
    stranded: int = 0
    lease_ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class Need:
    """Places of a kind of house that will be freed (above zero) or needed (below) for a reason."""

    kind: str
    cause: Cause
    places: int


@dataclass(frozen=True, slots=True)
class Ahead:
    """What is known of an evening so many months ahead."""

    months: int
    until: date
    houses: Sequence[HouseThen]
    needs: Sequence[Need]


@dataclass(frozen=True, slots=True)
class Step:
    """The free places of a kind of house so many months ahead: what changes them by cause, and what comes of it.

    `low` and `high` allow for people who come unannounced; below zero so many places are missing.
    """

    months: int
    until: date
    changes: Mapping[Cause, int]
    expected: int
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Forecast:
    """The free places of a kind of house this evening and ahead."""

    kind: str
    free: int
    steps: Sequence[Step]

    def causes(self) -> list[Cause]:
        """The causes that change anything at any time."""
        return [cause for cause in Cause if any(step.changes[cause] for step in self.steps)]


def forecasts(
    on: date,
    houses: Sequence[HouseThen],
    ahead: Sequence[Ahead],
    arrivals: Mapping[str, Sequence[int]],
    kinds: Iterable[str],
) -> list[Forecast]:
    """A forecast for each kind of house that exists or is needed, in the order of `kinds`.

    `arrivals` are the people of each of the 24 months before, the oldest first, by kind of house.
    """
    found = []
    for kind in kinds:
        of_kind = [house for house in houses if house.kind == kind]
        steps = [_step(on, kind, of_kind, then, arrivals.get(kind, ())) for then in ahead]
        free = sum(house.free for house in of_kind)
        is_there = of_kind or any(house.kind == kind for then in ahead for house in then.houses)
        if is_there or any(any(step.changes.values()) for step in steps):
            found.append(Forecast(kind, free, steps))
    return found


def _step(on: date, kind: str, houses: Sequence[HouseThen], then: Ahead, arrivals: Sequence[int]) -> Step:
    later = [house for house in then.houses if house.kind == kind]
    changes = dict.fromkeys(Cause, 0) | _changes_of_houses(on, houses, later, then.until)
    for need in then.needs:
        if need.kind == kind:
            changes[need.cause] += need.places
    expected = sum(house.free for house in houses) + sum(changes.values())
    announced = -changes[Cause.ANNOUNCED]
    few, many = (unannounced(arrivals, then.months, percent, announced) for percent in (LOW, HIGH))
    return Step(then.months, then.until, changes, expected, expected - many, expected - few)


def _changes_of_houses(
    on: date, houses: Sequence[HouseThen], later: Sequence[HouseThen], until: date
) -> dict[Cause, int]:
    """What opens, what closes, and what is left over: moves that are recorded already, rooms too full or kept apart."""
    places, stranded = (
        {house.key: getattr(house, name) for house in houses} for name in ("places", "stranded")
    )
    gained = [house.places - places.pop(house.key, 0) for house in later] + [
        -lost for lost in places.values()
    ]
    ending = [house for house in later if house.lease_ends_on and on <= house.lease_ends_on < until]
    free_then = sum(house.free for house in later if house not in ending)
    homeless = sum(house.residents for house in ending) + sum(
        max(0, house.stranded - stranded.get(house.key, 0)) for house in later if house not in ending
    )
    changes = {
        Cause.OPENINGS: sum(places for places in gained if places > 0),
        Cause.CLOSINGS: sum(places for places in gained if places < 0),
        Cause.LEASES: -sum(house.places for house in ending),
    }
    free_now = sum(house.free for house in houses)
    return changes | {Cause.RECORDED: free_then - homeless - free_now - sum(changes.values())}


def unannounced(arrivals: Sequence[int], months: int, percent: int, announced: int) -> int:
    """How many people come within so many months beyond those announced, if as many come as in the given percentile of
    all stretches of that length in the months before."""
    sums = sorted(sum(arrivals[start : start + months]) for start in range(len(arrivals) - months + 1))
    if not sums:
        return 0
    return max(0, sums[math.ceil(len(sums) * percent / 100) - 1] - announced)
