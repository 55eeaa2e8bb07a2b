"""Reading the dated rows of a town as arrays: stages, dwellings, what rooms offer, blocked places, residence titles."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from sqlalchemy import ColumnElement, Integer, Select, cast, func, or_, select

from casework.database.base import db
from casework.database.bulk import day_number, key_of, microseconds, moment_of
from casework.housing.absence_models import Absence
from casework.housing.models import Accommodation, PlaceBlock, Room, RoomOperation
from casework.housing.spans import FOREVER, NO_END, NOTHING, Codes, Ints, Spans, in_order
from casework.housing.stays import DwellingSpan, StageSpan
from casework.people.models import IntegrationCase, Person, ResidenceTitle
from casework.vault.keys import keys

PEOPLE, HOUSES, ROOMS = "people", "houses", "rooms"


@dataclass(frozen=True)
class Fact:
    """What a row says: a number, or a word that gets a code; `opened` makes words of what is sealed."""

    column: Any
    words: str | None = None
    opened: Callable[[Sequence[Any]], Sequence[str]] | None = None


@dataclass(frozen=True)
class Table:
    """Where rows of one kind stand, whose they are, and when they were believed."""

    row: Any
    of_town: Callable[[Select[Any], uuid.UUID], Select[Any]]
    owner: Any
    owners: str
    known_from: Any
    known_until: Any
    facts: Mapping[str, Fact]

    def rows(self, municipality_id: uuid.UUID, *columns: Any) -> Select[Any]:
        """The rows of a town that were ever believed."""
        ever = or_(self.known_until.is_(None), self.known_until > self.known_from)
        return self.of_town(select(*columns).select_from(self.row), municipality_id).where(ever)

    def read(
        self, municipality_id: uuid.UUID, codes: Mapping[str, Codes], condition: ColumnElement[bool]
    ) -> Spans:
        """These rows, ordered by owner and first day; new words get new codes."""
        wanted = self.rows(
            municipality_id,
            key_of(self.owner),
            day_number(self.row.starts_on),
            day_number(self.row.ends_on),
            microseconds(self.known_from),
            microseconds(self.known_until),
            *(fact.column for fact in self.facts.values()),
        )
        found = db.session.execute(wanted.where(condition)).all()
        columns = list(zip(*found, strict=True)) or [()] * (5 + len(self.facts))
        spans = Spans(
            codes[self.owners].codes(columns[0]),
            _numbers(columns[1], NOTHING),
            _numbers(columns[2], NO_END),
            _numbers(columns[3], NOTHING),
            _numbers(columns[4], FOREVER),
            {
                name: _coded(fact, said, codes)
                for (name, fact), said in zip(self.facts.items(), columns[5:], strict=True)
            },
        )
        return in_order(spans)

    def changed_since(self, seen: int) -> ColumnElement[bool]:
        """What was recorded, or ceased to be believed, after a moment (microseconds)."""
        return or_(self.known_from > moment_of(seen), self.known_until > moment_of(seen))

    def recorded_by(self, seen: int) -> ColumnElement[bool]:
        """What was recorded by a moment (microseconds)."""
        return self.known_from <= moment_of(seen)

    def adds_up(self, municipality_id: uuid.UUID, rows: Spans) -> bool:
        """Whether the database holds just these rows: a history that is invented is recorded as of the past."""
        there, ended = db.session.execute(
            self.rows(municipality_id, func.count(), func.count(self.known_until))
        ).one()
        return (there, ended) == (len(rows), int(np.count_nonzero(rows.known_until < FOREVER)))


def _coded(fact: Fact, said: Sequence[Any], codes: Mapping[str, Codes]) -> Ints:
    if fact.words is None:
        return _numbers(said, NOTHING)
    return codes[fact.words].codes(fact.opened(said) if fact.opened else said)


def _numbers(values: Sequence[int | None], if_none: int) -> Ints:
    return np.fromiter((if_none if value is None else value for value in values), np.int64, len(values))


def _by_column(wanted: Select[Any], municipality_id: uuid.UUID) -> Select[Any]:
    row = wanted.get_final_froms()[0]
    return wanted.where(row.c.municipality_id == municipality_id)


def _by_room(row: Any) -> Callable[[Select[Any], uuid.UUID], Select[Any]]:
    return lambda wanted, municipality_id: (
        wanted.join(Room, Room.id == row.room_id)
        .join(Accommodation, Accommodation.id == Room.accommodation_id)
        .where(Accommodation.municipality_id == municipality_id)
    )


def _by_person(row: Any) -> Callable[[Select[Any], uuid.UUID], Select[Any]]:
    return lambda wanted, municipality_id: wanted.join(Person, Person.id == row.person_id).where(
        Person.municipality_id == municipality_id
    )


def _opened_titles(rows: Sequence[ResidenceTitle]) -> list[str]:
    keys().prefetch(row.person_id for row in rows)
    return [str(row.title) for row in rows]


def _held(span: Any, **facts: Fact) -> Table:
    return Table(span, _by_column, span.person_id, PEOPLE, span.known_from, span.known_until, facts)


def _stated_of_room(row: Any, **facts: Fact) -> Table:
    return Table(row, _by_room(row), row.room_id, ROOMS, row.recorded_at, row.superseded_at, facts)


def _stated_of_person(row: Any, **facts: Fact) -> Table:
    return Table(row, _by_person(row), row.person_id, PEOPLE, row.recorded_at, row.superseded_at, facts)


TABLES = {
    "stages": _held(StageSpan, stage=Fact(StageSpan.stage, "stages")),
    "dwellings": _held(
        DwellingSpan,
        form=Fact(DwellingSpan.form, "forms"),
        house=Fact(key_of(DwellingSpan.accommodation_id), HOUSES),
        room=Fact(key_of(DwellingSpan.room_id), ROOMS),
        district=Fact(DwellingSpan.district, "districts"),
    ),
    "offers": _stated_of_room(
        RoomOperation,
        places=Fact(RoomOperation.places),
        area=Fact(cast(func.round(RoomOperation.area_m2 * 100), Integer)),
        constraint=Fact(RoomOperation.constraint, "constraints"),
    ),
    "blocks": _stated_of_room(PlaceBlock, places=Fact(PlaceBlock.places)),
    "titles": _stated_of_person(
        ResidenceTitle,
        title=Fact(ResidenceTitle, "titles", _opened_titles),
        final_on=Fact(day_number(ResidenceTitle.final_on)),
        legally_until=Fact(day_number(ResidenceTitle.legally_until)),
    ),
    "cases": _stated_of_person(IntegrationCase),
    "absences": _stated_of_person(Absence),
}
WORDS = {fact.words for table in TABLES.values() for fact in table.facts.values() if fact.words}


@dataclass(frozen=True)
class Rooms:
    """Every room there ever was, by code: its name, and the code of its house."""

    names: Sequence[str]
    house: Ints

    @cached_property
    def nameless(self) -> Ints:
        """The codes of the rooms that stand for a house of which no rooms are recorded."""
        return np.array([code for code, name in enumerate(self.names) if not name], np.int64)


def count_rooms(municipality_id: uuid.UUID) -> int:
    """How many rooms a town's houses ever had."""
    wanted = select(func.count()).select_from(Room).join(Room.accommodation)
    return db.session.scalar(wanted.where(Accommodation.municipality_id == municipality_id)) or 0


def read_rooms(municipality_id: uuid.UUID, codes: Mapping[str, Codes]) -> Rooms:
    """The rooms by code: those that appeared before keep theirs."""
    found = db.session.execute(
        select(key_of(Room.id), Room.name, key_of(Room.accommodation_id))
        .join(Room.accommodation)
        .where(Accommodation.municipality_id == municipality_id)
    ).all()
    by_code = {codes[ROOMS].of(key): (name, codes[HOUSES].of(house)) for key, name, house in found}
    ordered = [by_code[code] for code in range(len(by_code))]
    return Rooms([name for name, _house in ordered], np.array([house for _name, house in ordered], np.int64))
