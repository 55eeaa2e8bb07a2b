"""What the town's data already know of what a list names; asked for whole lists at once."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from casework.counselling.models import Consultation
from casework.database.base import db
from casework.database.bulk import batches
from casework.housing.models import Accommodation, Room, RoomOperation
from casework.housing.queries import houses_and_rooms
from casework.people.models import Household, IntegrationCase, Person, ResidenceTitle
from casework.people.operations import number_index
from casework.vault.keys import keys

T = TypeVar("T")


def people_by_number(municipality_id: uuid.UUID, numbers: Iterable[str]) -> dict[str, uuid.UUID]:
    """The record that has each of these case numbers, by the number as typed; a merged record keeps its own."""
    typed = {number: number_index(municipality_id, "case_number", number) for number in set(numbers)}
    found: dict[bytes, uuid.UUID] = {}
    for batch in batches(set(typed.values())):
        rows = db.session.execute(
            select(Person.case_number_index, Person.id).where(Person.case_number_index.in_(batch))
        )
        found.update((index, person_id) for index, person_id in rows)
    return {number: found[index] for number, index in typed.items() if index in found}


def people_by_id(person_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Person]:
    """These people, ready to be read."""
    ids = set(person_ids)
    keys().prefetch(ids)
    found: dict[uuid.UUID, Person] = {}
    for batch in batches(ids):
        people = (
            select(Person)
            .where(Person.id.in_(batch))
            .options(selectinload(Person.merged_into), selectinload(Person.other_records))
        )
        found.update((person.id, person) for person in db.session.scalars(people))
    return found


def households_by_mark(municipality_id: uuid.UUID, marks: Iterable[str]) -> dict[str, Household]:
    """The household of each of these marks, as far as there is one, by `tight` mark."""
    typed = {tight(mark): number_index(municipality_id, "household", mark) for mark in set(marks)}
    found: dict[bytes | None, Household] = {}
    for batch in batches(set(typed.values())):
        rows = db.session.scalars(select(Household).where(Household.mark_index.in_(batch)))
        found.update((household.mark_index, household) for household in rows)
    return {mark: found[index] for mark, index in typed.items() if index in found}


def marked_households(municipality_id: uuid.UUID) -> set[uuid.UUID]:
    """The households that the office's lists know by a mark."""
    return set(
        db.session.scalars(
            select(Household.id).where(
                Household.municipality_id == municipality_id, Household.mark_index.is_not(None)
            )
        )
    )


def cases_by_person(person_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, list[IntegrationCase]]:
    """The believed cases of these people in order."""
    return _by_person(IntegrationCase, person_ids)


def titles_by_person(person_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, list[ResidenceTitle]]:
    """The believed residence titles of these people in order."""
    return _by_person(ResidenceTitle, person_ids)


R = TypeVar("R", IntegrationCase, ResidenceTitle)


def _by_person(kind: type[R], person_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, list[R]]:
    found = defaultdict(list)
    for batch in batches(set(person_ids)):
        believed = select(kind).where(kind.person_id.in_(batch), kind.superseded_at.is_(None))
        for row in db.session.scalars(believed.order_by(kind.starts_on)):
            found[row.person_id].append(row)
    return found


def consultations_between(municipality_id: uuid.UUID, first: date, last: date) -> list[Consultation]:
    """The believed talks of these days, both included, with who was there, ready to be read."""
    talks = db.session.scalars(
        select(Consultation)
        .where(
            Consultation.municipality_id == municipality_id,
            Consultation.held_on.between(first, last),
            Consultation.superseded_at.is_(None),
        )
        .options(selectinload(Consultation.participants))
        .order_by(Consultation.held_on, Consultation.recorded_at)
    ).all()
    keys().prefetch(talk.subject_id for talk in talks)
    return list(talks)


class Houses:
    """The houses of a municipality and their rooms, found by name without regard to case and blanks."""

    def __init__(self, municipality_id: uuid.UUID) -> None:
        self._houses: dict[str, Accommodation] = {}
        self._rooms: dict[tuple[uuid.UUID, str], Room] = {}
        self._names: dict[uuid.UUID, tuple[str, str]] = {}
        for house, room in houses_and_rooms(municipality_id):
            self._houses[same(house.name)] = house
            if room is not None:
                self._rooms[house.id, same(room.name)] = room
                self._names[room.id] = (house.name, room.name)

    def find(self, name: str) -> Accommodation | None:
        return self._houses.get(same(name))

    def find_room(self, house: Accommodation, name: str) -> Room | None:
        return self._rooms.get((house.id, same(name)))

    def whole(self, house_id: uuid.UUID | None) -> uuid.UUID | None:
        """The room without a name, which stands for a house of which no rooms are recorded."""
        room = self._rooms.get((house_id, "")) if house_id else None
        return room.id if room else None

    def names_of(self, room_id: uuid.UUID) -> tuple[str, str]:
        """The names of a room's house and of the room."""
        return self._names[room_id]

    def operations(self) -> dict[uuid.UUID, list[RoomOperation]]:
        """What every room offers, as believed now, in order."""
        found = defaultdict(list)
        for batch in batches(room.id for room in self._rooms.values()):
            believed = select(RoomOperation).where(
                RoomOperation.room_id.in_(batch), RoomOperation.superseded_at.is_(None)
            )
            for operation in db.session.scalars(believed.order_by(RoomOperation.starts_on)):
                found[operation.room_id].append(operation)
        return found


def same(name: str) -> str:
    """Names of houses and rooms that mean the same one have the same form."""
    return " ".join(name.split()).casefold()


def tight(mark: str) -> str:
    """Numbers and marks are compared without case and blanks."""
    return "".join(mark.casefold().split())
