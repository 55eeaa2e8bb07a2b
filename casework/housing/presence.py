"""Who of those in the town's care is there, and how many days were spent away (domain brief §7.7)."""

import numpy as np

from casework.housing.evenings import Evening
from casework.housing.spans import NO_END, NOTHING, Flags, Ints


def absent_on(evening: Evening) -> Flags:
    """Who is in the town's care on an evening but away."""
    away = evening.timeline.absences(evening.moment).rows
    held = (away.starts_on <= evening.day) & (evening.day < away.ends_on)
    people = evening.leading(away.owner[held])
    found = np.zeros(evening.timeline.people, np.bool_)
    found[people[people < len(found)]] = True
    return found & evening.in_care


def days_absent(evening: Evening, first: int) -> int:
    """The days in care from `first` to the evening on which people were away; each day of a person once."""
    away = evening.timeline.absences(evening.moment).rows
    begin, end = np.maximum(away.starts_on, first), np.minimum(away.ends_on, evening.day + 1)
    within = begin < end
    pairs = _each_day(evening.leading(away.owner[within]), begin[within], end[within])
    person, day = pairs // NO_END, pairs % NO_END
    return int(np.count_nonzero(evening.stages.covering(person, day) != NOTHING))


def _each_day(person: Ints, begin: Ints, end: Ints) -> Ints:
    """Every pair of a person and a day in [begin, end), once, as one number."""
    lengths = end - begin
    offsets = np.arange(int(lengths.sum())) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    return np.unique(np.repeat(person * NO_END + begin, lengths) + offsets)
