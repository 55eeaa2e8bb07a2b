"""Whether two descriptions may be of one person, how surely, and why (domain brief §6).

A name under any spelling comes first; the birth date then speaks for it or against it. 01.01. is what authorities write
where they know the year alone. Brothers and sisters differ by name, father and son of one name by a generation.
"""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Protocol

from casework.people.birth_dates import BirthDate
from casework.vocabulary.names.compare import is_same_name
from casework.vocabulary.names.words import words_of
from casework.vocabulary.spelling import folded

STRONG = 6.0
WORTH_ASKING = 2.0
A_GENERATION = 12
"""Years; parents are at least so much older than their children."""
NO_COUNTRY = frozenset({"997", "998", "999"})
"""Stateless, unclear, not stated: says nothing of who it is."""
_MAN_AND_WOMAN = {"m", "w"}


class Described(Protocol):
    """What is known of a person to tell them from others."""

    @property
    def names(self) -> tuple[str, ...]: ...
    @property
    def birth_date(self) -> BirthDate | None: ...
    @property
    def sex(self) -> str | None: ...
    @property
    def nationalities(self) -> tuple[str, ...]: ...
    @property
    def household_id(self) -> uuid.UUID | None: ...


class Reason(StrEnum):
    """Why two may be one, in the words of the screen."""

    SAME_AZR_NUMBER = "gleiche AZR-Nummer"
    SAME_BAMF_NUMBER = "gleiches BAMF-Aktenzeichen"
    SAME_NAME = "gleicher Name"
    SAME_NAME_OTHERWISE_SPELLED = "gleicher Name in anderer Schreibweise"
    SAME_BIRTH_DATE = "gleiches Geburtsdatum"
    SAME_FIRST_OF_JANUARY = "gleiches Geburtsdatum (01.01. sagt wenig)"
    DAY_AND_MONTH_SWAPPED = "Geburtsdatum mit vertauschtem Tag und Monat"
    ONE_DIGIT_OFF = "Geburtsdatum um eine Ziffer anders"
    SAME_MONTH = "gleicher Geburtsmonat"
    SAME_YEAR = "gleiches Geburtsjahr"
    SAME_NATIONALITY = "gleiche Staatsangehörigkeit"
    SAME_HOUSEHOLD = "gleicher Haushalt"


_WEIGHT = {
    Reason.SAME_AZR_NUMBER: 10.0,
    Reason.SAME_BAMF_NUMBER: 5.0,
    Reason.SAME_NAME: 3.0,
    Reason.SAME_NAME_OTHERWISE_SPELLED: 2.0,
    Reason.SAME_BIRTH_DATE: 4.0,
    Reason.DAY_AND_MONTH_SWAPPED: 2.5,
    Reason.ONE_DIGIT_OFF: 2.0,
    Reason.SAME_MONTH: 2.0,
    Reason.SAME_FIRST_OF_JANUARY: 1.0,
    Reason.SAME_YEAR: 1.0,
    Reason.SAME_NATIONALITY: 1.0,
    Reason.SAME_HOUSEHOLD: 1.5,
}
_OTHER_NATIONALITY, _OTHER_SEX = 2.0, 3.0


@dataclass(frozen=True, slots=True)
class Likeness:
    """How surely two are one, with the reasons, the weightiest first."""

    score: float
    reasons: tuple[Reason, ...]

    @property
    def is_strong(self) -> bool:
        return self.score >= STRONG


def likeness(one: Described, other: Described, same_numbers: Collection[Reason] = ()) -> Likeness | None:
    """Why two descriptions may be of one person; None where they are not. Which numbers agree is said by the caller."""
    born = _born(one.birth_date, other.birth_date)
    if born is Verdict.CONTRADICTED and Reason.SAME_AZR_NUMBER not in same_numbers:
        return None
    named = _named(one, other)
    if named is None and Reason.SAME_AZR_NUMBER not in same_numbers:
        return None
    found = [*same_numbers, named, born if isinstance(born, Reason) else None]
    found.append(Reason.SAME_NATIONALITY if _countries(one) & _countries(other) else None)
    found.append(Reason.SAME_HOUSEHOLD if _share_household(one, other) else None)
    reasons = sorted((reason for reason in found if reason), key=lambda reason: (-_WEIGHT[reason], reason))
    score = sum(_WEIGHT[reason] for reason in reasons) - _against(one, other)
    return Likeness(score, tuple(reasons)) if score >= WORTH_ASKING else None


def _share_household(one: Described, other: Described) -> bool:
    return one.household_id is not None and one.household_id == other.household_id


def _countries(described: Described) -> set[str]:
    return set(described.nationalities) - NO_COUNTRY


def _against(one: Described, other: Described) -> float:
    countries, others = _countries(one), _countries(other)
    price = _OTHER_NATIONALITY if countries and others and not countries & others else 0.0
    return price + (_OTHER_SEX if {one.sex, other.sex} == _MAN_AND_WOMAN else 0.0)


def _named(one: Described, other: Described) -> Reason | None:
    return _same_name(one.names, other.names)


@lru_cache(maxsize=50_000)
def _same_name(names: tuple[str, ...], matches: tuple[str, ...]) -> Reason | None:
    written = {frozenset(folded(name).split()) for name in _whole(names)}
    if any(frozenset(folded(name).split()) in written for name in _whole(matches)):
        return Reason.SAME_NAME
    if any(is_same_name(name, match) for name in _whole(names) for match in _whole(matches)):
        return Reason.SAME_NAME_OTHERWISE_SPELLED
    return None


def _whole(names: tuple[str, ...]) -> list[str]:
    """The names of a person; another spelling of the family name alone, which all of a family bear, is none."""
    is_single = not names or len(words_of(names[0])) < 2
    return [name for name in names if len(words_of(name)) > (0 if is_single else 1)]


class Verdict(StrEnum):
    """What two birth dates say where they do not speak for one person."""

    UNKNOWN = "unknown"
    CONTRADICTED = "contradicted"


def may_be_one_birth(one: BirthDate | None, other: BirthDate | None) -> bool:
    """Whether two birth dates do not rule out one person: cheap to ask before names are compared."""
    return _born(one, other) is not Verdict.CONTRADICTED


def years_of_one_birth(born: BirthDate) -> frozenset[int]:
    """The years in which the birth date of the same person may stand; a coarse question, for many at once."""
    return _years(born.year) if is_telling(born) else frozenset((born.year,))


@lru_cache(maxsize=1000)
def _years(born_in: int) -> frozenset[int]:
    near = range(born_in - A_GENERATION + 1, born_in + A_GENERATION)
    return frozenset(year for year in near if _digits_apart(str(year), str(born_in)) <= 1)


def _digits_apart(one: str, other: str) -> int:
    return sum(digit != match for digit, match in zip(one, other, strict=True))


def _born(one: BirthDate | None, other: BirthDate | None) -> Reason | Verdict:
    if one is None or other is None:
        return Verdict.UNKNOWN
    if is_telling(one) and is_telling(other):
        return _told(one, other)
    if one.year != other.year:
        return Verdict.CONTRADICTED
    if (one.month, one.day) == (other.month, other.day):
        return _equal_in_part(one)
    if one.month and one.month == other.month and not _is_first_of_january(one):
        return Reason.SAME_MONTH
    if one.month and other.month and not (_is_first_of_january(one) or _is_first_of_january(other)):
        return Verdict.CONTRADICTED
    return Reason.SAME_YEAR


def _equal_in_part(born: BirthDate) -> Reason:
    if _is_first_of_january(born):
        return Reason.SAME_FIRST_OF_JANUARY
    if born.is_exact:
        return Reason.SAME_BIRTH_DATE
    return Reason.SAME_MONTH if born.month else Reason.SAME_YEAR


def _is_first_of_january(born: BirthDate) -> bool:
    return (born.month, born.day) == (1, 1)


def is_telling(born: BirthDate) -> bool:
    """Whether the day is somebody's own and not what an authority writes where it knows the year."""
    return born.is_exact and not born.is_fictive and not _is_first_of_january(born)


def _told(one: BirthDate, other: BirthDate) -> Reason | Verdict:
    if one.iso() == other.iso():
        return Reason.SAME_BIRTH_DATE
    if one.year == other.year and (one.day, one.month) == (other.month, other.day):
        return Reason.DAY_AND_MONTH_SWAPPED
    if _digits_apart(one.iso(), other.iso()) == 1 and abs(one.year - other.year) < A_GENERATION:
        return Reason.ONE_DIGIT_OFF
    return Verdict.CONTRADICTED
