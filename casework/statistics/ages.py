"""Age groups and minority on a day, where a partial birth date may leave them open (domain brief §6)."""

from bisect import bisect_left
from datetime import date
from functools import lru_cache

from casework.people.birth_dates import ADULT_AGE
from casework.people.register import Card

UNKNOWN = "unknown"
AGE_GROUPS = ("0-2", "3-5", "6-14", "15-17", "18-26", "27-64", "65+")
_FIRST_AGES = (3, 6, 15, 18, 27, 65)
_ADULT_GROUP = _FIRST_AGES.index(ADULT_AGE) + 1


def age_group(card: Card, day: date) -> str:
    """The group of an age on a day; unknown without a birth date, and where a partial one leaves two groups open."""
    if card.born_between is None:
        return UNKNOWN
    youngest, oldest = _groups(card.born_between, day)
    return AGE_GROUPS[youngest] if youngest == oldest else UNKNOWN


def is_minor(card: Card, day: date) -> bool:
    """Under 18 for certain."""
    return card.born_between is not None and _groups(card.born_between, day)[1] < _ADULT_GROUP


def is_of_age(card: Card, day: date) -> bool:
    """18 or older for certain."""
    return card.born_between is not None and _groups(card.born_between, day)[0] >= _ADULT_GROUP


def _groups(born_between: tuple[date, date], day: date) -> tuple[int, int]:
    """The places of the youngest and the oldest possible age in AGE_GROUPS."""
    earliest, latest = born_between
    last_births = _last_births(day)
    return _group(latest, last_births), _group(earliest, last_births)


def _group(born_on: date, last_births: list[date]) -> int:
    return len(_FIRST_AGES) - bisect_left(last_births, born_on)


@lru_cache(maxsize=256)
def _last_births(day: date) -> list[date]:
    """The last day of birth with which each first age of a group is reached on a day, the oldest group first."""
    return [_same_day_or_last(day, day.year - age) for age in reversed(_FIRST_AGES)]


def _same_day_or_last(day: date, year: int) -> date:
    """Who was born on 29.02. reaches an age on 01.03. of a common year, so on 29.02. the 28th still reaches it."""
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 2, 28)
