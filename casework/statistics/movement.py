"""Who came, went or changed between one evening and the next: pure functions over spans (domain brief §7.2, §7.3)."""

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from casework.database.episodes import ONE_DAY
from casework.housing.histories import History, value_on


class Kind(StrEnum):
    """What can change for a person from one evening to the next."""

    ARRIVAL = "arrivals"
    DEPARTURE = "departures"
    TRANSFER = "transfers"
    STAGE_CHANGE = "stage_changes"


@dataclass(frozen=True, slots=True)
class Movement:
    """One change for one person on a day: from what to what, where the kind has two sides."""

    person_id: uuid.UUID
    day: date
    kind: Kind
    before: Any = None
    after: Any = None


def movements(histories: Mapping[uuid.UUID, History], first: date, last: date) -> list[Movement]:
    """Every change in [first, last], by day."""
    found = [
        movement
        for person_id, history in histories.items()
        for movement in movements_of(person_id, history, first, last)
    ]
    return sorted(found, key=lambda movement: movement.day)


def movements_of(person_id: uuid.UUID, history: History, first: date, last: date) -> Iterator[Movement]:
    """The changes of one person; a change of house or stage counts only inside the universe of the staged."""
    days = {
        day
        for span in (*history.stages, *history.dwellings)
        for day in (span.starts_on, span.ends_on)
        if day is not None and first <= day <= last
    }
    for day in days:
        before, after = value_on(history.stages, day - ONE_DAY), value_on(history.stages, day)
        if before is None and after is None:
            if any(span.starts_on == span.ends_on == day for span in history.stages):
                yield Movement(person_id, day, Kind.ARRIVAL)
                yield Movement(person_id, day, Kind.DEPARTURE)
        elif before is None:
            yield Movement(person_id, day, Kind.ARRIVAL, after=after)
        elif after is None:
            yield Movement(person_id, day, Kind.DEPARTURE, before=before)
        else:
            if before != after:
                yield Movement(person_id, day, Kind.STAGE_CHANGE, before, after)
            came_from, went_to = (
                value_on(history.dwellings, day - ONE_DAY),
                value_on(history.dwellings, day),
            )
            if came_from != went_to:
                yield Movement(person_id, day, Kind.TRANSFER, came_from, went_to)
