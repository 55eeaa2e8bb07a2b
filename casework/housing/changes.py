"""Who came, went or changed between one evening and the next: all of it, of everybody, at one moment of knowledge
(domain brief §7.2, §7.3)."""

from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property

import numpy as np

from casework.housing.spans import NO_END, NOTHING, Flags, Ints, Known


class Kind(IntEnum):
    """What can change for a person from one evening to the next."""

    ARRIVAL = 0
    DEPARTURE = 1
    TRANSFER = 2
    STAGE_CHANGE = 3


@dataclass(frozen=True)
class Changes:
    """An entry per change, by day; `before` and `after` are rows of the axis that changed, or NOTHING."""

    day: Ints
    person: Ints
    kind: Ints
    before: Ints
    after: Ints

    def __len__(self) -> int:
        return len(self.day)

    def between(self, first: int, last: int) -> "Changes":
        """Those of the days [first, last]."""
        start, end = np.searchsorted(self.day, (first, last + 1))
        return self.only(slice(start, end))

    def of(self, kind: Kind) -> "Changes":
        return self.only(self.kind == kind)

    def only(self, wanted: slice | Flags | Ints) -> "Changes":
        return Changes(
            self.day[wanted], self.person[wanted], self.kind[wanted], self.before[wanted], self.after[wanted]
        )


_NOTHING = np.empty(0, np.int64)
NO_CHANGES = Changes(_NOTHING, _NOTHING, _NOTHING, _NOTHING, _NOTHING)


@dataclass(frozen=True)
class _Axis:
    """The rows of one axis that last a night, and which of them follow each other without a gap."""

    known: Known

    @cached_property
    def lasting(self) -> Ints:
        return np.flatnonzero(self.known.rows.starts_on < self.known.rows.ends_on)

    @cached_property
    def owner(self) -> Ints:
        return self.known.rows.owner[self.lasting]

    @cached_property
    def starts_on(self) -> Ints:
        return self.known.rows.starts_on[self.lasting]

    @cached_property
    def ends_on(self) -> Ints:
        return self.known.rows.ends_on[self.lasting]

    @cached_property
    def follows(self) -> Flags:
        """Whether the row before ends on the day this one begins, for the same person."""
        found = np.zeros(len(self.lasting), np.bool_)
        found[1:] = (self.owner[1:] == self.owner[:-1]) & (self.ends_on[:-1] == self.starts_on[1:])
        return found

    @cached_property
    def is_followed(self) -> Flags:
        return np.append(self.follows[1:], False)[: len(self.lasting)]

    def begun(self) -> tuple[Ints, Ints, Ints, Ints]:
        """Day, person, the row before (or NOTHING) and the row after, of each beginning."""
        before = np.where(self.follows, np.roll(self.lasting, 1), NOTHING)
        return self.starts_on, self.owner, before, self.lasting

    def ended(self) -> tuple[Ints, Ints, Ints, Ints]:
        """The same of each end that nothing follows."""
        last = ~self.is_followed & (self.ends_on < NO_END)
        nothing = np.full(int(last.sum()), NOTHING, np.int64)
        return self.ends_on[last], self.owner[last], self.lasting[last], nothing


def changes(stages: Known, dwellings: Known) -> Changes:
    """Every change that was known; a change of house or stage counts only inside the universe of the staged."""
    staged, housed = _Axis(stages), _Axis(dwellings)
    return _in_order([*_of_stages(staged), *_same_day(stages), *_of_dwellings(housed, stages)])


def house_changes(dwellings: Known) -> Changes:
    """Who moved into and out of each house, whatever the stage: to its level an arrival and a departure each."""
    housed = _Axis(dwellings)
    parts = []
    for day, person, before, after in (housed.begun(), housed.ended()):
        moved = dwellings.said("house", before) != dwellings.said("house", after)
        for kind, row in ((Kind.DEPARTURE, before), (Kind.ARRIVAL, after)):
            counted = moved & (dwellings.said("house", row) != NOTHING)
            parts.append(_part(kind, day, person, before, after).only(counted))
    return _in_order(parts)


def _of_stages(staged: _Axis) -> list[Changes]:
    begun, ended = staged.begun(), staged.ended()
    entries, leaves = _part(Kind.ARRIVAL, *begun), _part(Kind.DEPARTURE, *ended)
    stage = staged.known.said
    before, after = entries.before, entries.after
    other = staged.follows & (stage("stage", before) != stage("stage", after))
    return [entries.only(~staged.follows), leaves, _part(Kind.STAGE_CHANGE, *begun).only(other)]


def _same_day(stages: Known) -> list[Changes]:
    """A stay that begins and ends on a day: an arrival and a departure, of whoever was absent on both evenings."""
    short = np.flatnonzero(stages.rows.starts_on == stages.rows.ends_on)
    day, person = stages.rows.starts_on[short], stages.rows.owner[short]
    absent = (stages.covering(person, day - 1) == NOTHING) & (stages.covering(person, day) == NOTHING)
    nothing = np.full(len(short), NOTHING, np.int64)
    return [
        _part(kind, day, person, nothing, nothing).only(absent) for kind in (Kind.ARRIVAL, Kind.DEPARTURE)
    ]


def _of_dwellings(housed: _Axis, stages: Known) -> list[Changes]:
    moves = []
    for day, person, before, after in (housed.begun(), housed.ended()):
        inside = (stages.covering(person, day - 1) != NOTHING) & (stages.covering(person, day) != NOTHING)
        said = housed.known.said
        moved = (said("house", before) != said("house", after)) | (
            said("form", before) != said("form", after)
        )
        moves.append(_part(Kind.TRANSFER, day, person, before, after).only(inside & moved))
    return moves


def _part(kind: Kind, day: Ints, person: Ints, before: Ints, after: Ints) -> Changes:
    return Changes(day, person, np.full(len(day), int(kind), np.int64), before, after)


def _in_order(parts: list[Changes]) -> Changes:
    everything = Changes(
        *(
            np.concatenate([getattr(part, name) for part in parts])
            for name in ("day", "person", "kind", "before", "after")
        )
    )
    return everything.only(np.argsort(everything.day, kind="stable"))
