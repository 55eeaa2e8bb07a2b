"""Age groups and minority on a day, where a partial birth date may leave them open (domain brief §6)."""

from bisect import bisect_left
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from casework.people.birth_dates import ADULT_AGE
from casework.people.cards import Card

UNKNOWN = "unknown"
AGE_GROUPS = ("0-2", "3-5", "6-14", "15-17", "18-26", "27-64", "65+")
_FIRST_AGES = (3, 6, 15, 18, 27, 65)


Born = tuple[date, date] | None
"""The first and the last day of birth that can be meant, as on a card of the register."""


def age_group(born: Born, day: date) -> str:
    """The group of an age on a day; unknown without a birth date, and where a partial one leaves two groups open."""
    if born is None:
        return UNKNOWN
    earliest, latest = born
    youngest, oldest = _group(latest, day), _group(earliest, day)
    return AGE_GROUPS[youngest] if youngest == oldest else UNKNOWN


def minors_among(cards: Iterable[Card], day: date) -> int:
    """How many are under 18 for certain."""
    last_birth = last_birth_for(ADULT_AGE, day)
    return sum(1 for card in cards if card.born_between is not None and card.born_between[0] > last_birth)


def is_of_age(card: Card, day: date) -> bool:
    """18 or older for certain."""
    return card.born_between is not None and card.born_between[1] <= last_birth_for(ADULT_AGE, day)


def last_birth_for(age: int, day: date) -> date:
    """The last day of birth with which an age is reached on a day.

    Who was born on 29.02. reaches it on 01.03. of a common year, so on a 29.02. the 28th is the last.
    """
    try:
        return day.replace(year=day.year - age)
    except ValueError:
        return date(day.year - age, 2, 28)


def _group(born_on: date, day: date) -> int:
    """The place in AGE_GROUPS."""
    return len(_FIRST_AGES) - bisect_left(_last_births(day), born_on)


@lru_cache(maxsize=256)
def _last_births(day: date) -> list[date]:
    """For each first age of a group the last day of birth, the oldest group first."""
    return [last_birth_for(age, day) for age in reversed(_FIRST_AGES)]
