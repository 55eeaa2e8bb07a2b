"""Age groups and minority on a day, where a partial birth date may leave them open (domain brief §6)."""

from collections.abc import Sequence
from datetime import date

import numpy as np

from casework.housing.spans import NOTHING, Ints

UNKNOWN = "unknown"
AGE_GROUPS = ("0-2", "3-5", "6-14", "15-17", "18-26", "27-64", "65+")
_FIRST_AGES = (3, 6, 15, 18, 27, 65)


def age_groups(born_first: Ints, born_last: Ints, day: date, first_ages: Sequence[int] = _FIRST_AGES) -> Ints:
    """The place in AGE_GROUPS of each person on a day; NOTHING without a birth date, and where a partial one leaves two
    groups open. `first_ages` are those with which each group but the youngest begins."""
    youngest, oldest = _groups(born_last, day, first_ages), _groups(born_first, day, first_ages)
    return np.where((born_first != NOTHING) & (youngest == oldest), youngest, NOTHING)


def last_birth_for(age: int, day: date) -> date:
    """The last day of birth with which an age is reached on a day.

    Who was born on 29.02. reaches it on 01.03. of a common year, so on a 29.02. the 28th is the last.
    """
    try:
        return day.replace(year=day.year - age)
    except ValueError:
        return date(day.year - age, 2, 28)


def _groups(born_on: Ints, day: date, first_ages: Sequence[int]) -> Ints:
    last_births = [last_birth_for(age, day).toordinal() for age in reversed(first_ages)]
    return len(first_ages) - np.searchsorted(last_births, born_on, side="left")
