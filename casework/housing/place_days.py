"""How many days rooms and houses offered places, and lodged people, over a period (domain brief §7.4, §7.5)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise

import numpy as np

from casework.housing.evenings import Evening
from casework.housing.occupancy import TownPlaces
from casework.housing.spans import NOTHING, Ints, Known


def place_days(evening: Evening, first: int, last: int) -> Ints:
    """By room, the sum of its assignable places (total less blocked) over the evenings [first, last]."""
    found = np.zeros(len(evening.timeline.rooms.names), np.int64)
    for begin, end in _without_change(evening, first, last):
        places = TownPlaces(replace(evening, on=date.fromordinal(begin)))
        found += (end - begin) * places.assignable
    return found


def _without_change(evening: Evening, first: int, last: int) -> Iterator[tuple[int, int]]:
    """The period in half-open pieces within which no room opens, closes or is blocked."""
    days = {first, last + 1}
    for known in (evening.timeline.offers(evening.moment), evening.timeline.blocks(evening.moment)):
        for edge in (known.rows.starts_on, known.rows.ends_on):
            days.update(edge[(first < edge) & (edge <= last)].tolist())
    return pairwise(sorted(days))


def person_days(dwellings: Known, houses: int, first: int, last: int) -> Ints:
    """By house, the sum of the people living in it over the evenings [first, last]."""
    return _days_of(dwellings, dwellings["house"], houses, first, last)


def room_person_days(dwellings: Known, rooms: int, first: int, last: int) -> Ints:
    """By room, the sum of the people living in it over the evenings [first, last]."""
    return _days_of(dwellings, dwellings["room"], rooms, first, last)


def person_days_in_care(stages: Known, first: int, last: int) -> int:
    """The sum of everybody in the town's care over the evenings [first, last]."""
    return int(_days_of(stages, np.zeros(len(stages), np.int64), 1, first, last).sum())


def _days_of(known: Known, place: Ints, places: int, first: int, last: int) -> Ints:
    rows = known.rows
    days = np.minimum(rows.ends_on, last + 1) - np.maximum(rows.starts_on, first)
    counted = (days > 0) & (place != NOTHING)
    return np.bincount(place[counted], days[counted], minlength=places).astype(np.int64)
