"""Invented histories: what offices may tell of a town, at random and in any order."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from tests.statistics.believed import Offer, Place

FIRST = date(2025, 3, 1)
DAYS = 40
LONG_AGO = FIRST - timedelta(days=800)
PEOPLE = 5
STAGES = ("VU", "AU", "UMA", "JV", "SO")
KINDS = {"Nord": "VU", "West": "AU", "Linde": "SGBVIII"}
ROOMS = {
    ("Nord", "N1"): Offer(2, "MEN", 22),
    ("Nord", "N2"): Offer(3, "FAMILY", None),
    ("Nord", "N3"): Offer(1, "WOMEN", 9),
    ("West", ""): Offer(2, "NONE", 30),
    ("West", "W1"): Offer(2, "SINGLE_HOUSEHOLD", 25),
    ("Linde", ""): Offer(2, "NONE", None),
}
PLACES = (
    Place("ACCOMMODATION", "Nord", "N1"),
    Place("ACCOMMODATION", "Nord", "N1"),
    Place("ACCOMMODATION", "Nord", "N2"),
    Place("ACCOMMODATION", "Nord", "N3"),
    Place("ACCOMMODATION", "Nord"),
    Place("ACCOMMODATION", "West", "W1"),
    Place("ACCOMMODATION", "West"),
    Place("YOUTH_HOME", "Linde"),
    Place("PRIVATE"),
    Place("YOUTH_HOME"),
    Place("FOSTER_FAMILY"),
    Place("OTHER"),
)
BIRTHS = (None, "2007", "2007-04", "2007-03-20", "2022-03-10", "1960-03-05", "1990", "2019-03-31")
CODES = ("AE_25_2_FLU", "AE_24", "GESTATTUNG", "DULDUNG")


def day(offset: int) -> date:
    return FIRST + timedelta(days=offset)


@dataclass(frozen=True)
class Act:
    """Somebody tells something, some hours after what was told before."""

    hours: int


@dataclass(frozen=True)
class Stay(Act):
    """An episode of a stage or a dwelling is stated, corrected or taken back."""

    person: int
    axis: str
    starts_on: date
    lasts: int | None
    value: Any
    retracts: bool


@dataclass(frozen=True)
class Pointing(Act):
    """A record means the same person as another one; or not, if it was said before."""

    record: int
    into: int


@dataclass(frozen=True)
class Operation(Act):
    """A room begins or ceases to offer so many places, or that was an error."""

    room: tuple[str, str]
    starts_on: date
    lasts: int | None
    offer: Offer
    retracts: bool


@dataclass(frozen=True)
class Blocking(Act):
    """Places of a room cannot be used."""

    room: tuple[str, str]
    starts_on: date
    lasts: int | None
    places: int


@dataclass(frozen=True)
class Title(Act):
    """A residence title is stated, or the day on which its notice became final."""

    person: int
    code: str
    starts_on: date
    final_on: date | None


@dataclass(frozen=True)
class Describing(Act):
    """The register learns another birth date or sex."""

    person: int
    birth: str | None
    sex: str | None


hours = st.integers(1, 60)
people = st.integers(0, PEOPLE - 1)
days = st.integers(0, DAYS - 1).map(day)
begins = st.one_of(
    days, days, days, days, st.sampled_from([730, 720, 184, 170, 20]).map(lambda ago: day(-ago))
)
lasts = st.sampled_from([None, None, None, 0, 0, 1, 2, 4, 8, 12])
seldom = st.integers(0, 5).map(lambda number: number == 0)
rooms = st.sampled_from(list(ROOMS))
offers = st.builds(
    Offer,
    st.integers(0, 3),
    st.sampled_from(["NONE", "FAMILY", "WOMEN", "PROTECTION", "SINGLE_HOUSEHOLD"]),
    st.sampled_from([None, 14, 21]),
)
stages = st.builds(Stay, hours, people, st.just("stage"), begins, lasts, st.sampled_from(STAGES), seldom)
dwellings = st.builds(
    Stay, hours, people, st.just("dwelling"), begins, lasts, st.sampled_from(PLACES), seldom
)
acts = st.lists(
    st.one_of(
        *[stages, dwellings] * 4,
        st.builds(Pointing, hours, people, people),
        st.builds(Pointing, hours, people, people),
        st.builds(Operation, hours, rooms, days, lasts, offers, seldom),
        st.builds(Blocking, hours, rooms, days, lasts, st.integers(1, 2)),
        st.builds(Title, hours, people, st.sampled_from(CODES), begins, st.none() | days),
        st.builds(Describing, hours, people, st.sampled_from(BIRTHS), st.sampled_from([None, "m", "w", "d"])),
    ),
    min_size=14,
    max_size=40,
)


homes = st.builds(
    Stay, hours, people, st.just("dwelling"), days, st.none(), st.sampled_from(PLACES), st.just(False)
)
in_care = st.builds(
    Stay, hours, people, st.just("stage"), days, st.none(), st.sampled_from(STAGES), st.just(False)
)
full_houses = st.lists(st.one_of(homes, in_care), min_size=30, max_size=40)
"""Nearly everybody is in care and lives somewhere."""


def end_of(act: Any) -> date | None:
    return None if act.lasts is None else act.starts_on + timedelta(days=act.lasts)


def born_between(text: str | None) -> tuple[date, date] | None:
    """The first and last day that a birth date of four, seven or ten characters can mean."""
    if text is None:
        return None
    first = date.fromisoformat(f"{text}-01-01"[:10] if len(text) == len("2007") else f"{text}-01"[:10])
    later = {4: first.replace(month=12, day=31), 7: date(2007, 4, 30), 10: first}
    return first, later[len(text)]
