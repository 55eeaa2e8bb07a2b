"""Erst- or Folgegespräch: derived from who talked when and from the cases, never stored: late entries correct it.

One rule for the screen and the figures.
"""

import uuid
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Generic, Protocol, TypeVar

Who = TypeVar("Who", bound=Hashable)


class Place(StrEnum):
    """Where a talk stands in the sequence of somebody's talks."""

    FIRST = "Erstgespräch"
    FOLLOW_UP = "Folgegespräch"


class CaseSpan(Protocol):
    """A case from its first day to the first day after it; open without one."""

    @property
    def starts_on(self) -> date: ...
    @property
    def ends_on(self) -> date | None: ...


@dataclass(frozen=True, slots=True)
class Attended(Generic[Who]):
    """Somebody at a talk; of one day the earlier hour comes first, then what was put on record first.

    `recorded_at` is the moment of the first version: a correction does not change the order.
    """

    who: Who
    held_on: date
    starts_at: time | None
    recorded_at: datetime
    talk_id: uuid.UUID

    @property
    def order(self) -> tuple[object, ...]:
        return self.held_on, self.starts_at or time.max, self.recorded_at, self.talk_id.hex


def returns_of(cases: Iterable[CaseSpan]) -> list[date]:
    """The days on which somebody's care began anew: a case begins, and all earlier ones had ended before that day.

    A case that goes on under another name or carrier the same day is no return, nor is a case that never ended.
    """
    found: list[date] = []
    ended: date | None = None
    for case in sorted(cases, key=lambda case: case.starts_on):
        if ended is not None and ended < case.starts_on:
            found.append(case.starts_on)
        ended = max(ended or date.min, case.ends_on or date.max)
    return found


def is_first(held_on: date, previous_on: date | None, returns: Iterable[date]) -> bool:
    """Whether a talk is the first one of somebody: none before it, or none since they came back."""
    return previous_on is None or any(previous_on < day <= held_on for day in returns)


def places(
    attended: Iterable[Attended[Who]],
    returns: Mapping[Who, Sequence[date]],
    before: Mapping[Who, date] | None = None,
) -> Iterator[tuple[Attended[Who], Place]]:
    """Every attendance with its place for who attended; `before` is the day of their last talk before all of these."""
    previous = dict(before or {})
    for one in sorted(attended, key=lambda one: one.order):
        first = is_first(one.held_on, previous.get(one.who), returns.get(one.who, ()))
        previous[one.who] = one.held_on
        yield one, Place.FIRST if first else Place.FOLLOW_UP


def of_talks(found: Iterable[tuple[Attended[Who], Place]]) -> dict[uuid.UUID, Place]:
    """The place of each talk: a first one if it is the first one of anybody who is named."""
    told: dict[uuid.UUID, Place] = {}
    for one, place in found:
        if told.get(one.talk_id) is not Place.FIRST:
            told[one.talk_id] = place
    return told
