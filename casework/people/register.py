"""The register: one sealed row per person under one key, and its opened cards in the memory of each process.

A process keeps its cards current by reading the rows whose `change_seq` it has not seen; rights are applied by whoever
asks, before anything is ranked or counted.
"""

import gc
import threading
import uuid
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import select, union_all, update
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from casework.database.base import db
from casework.database.bulk import Key
from casework.database.transaction import before_commit
from casework.people.birth_dates import BirthDate
from casework.people.models import Person
from casework.people.name_index import NameIndex
from casework.people.names import full_name, list_name
from casework.people.register_models import RegisterClock, RegisterEntry
from casework.vault.unreadable import NOT_READABLE, is_unreadable
from casework.vocabulary.spelling import folded

_UNKNOWN = {
    "case_number": NOT_READABLE,
    "family_name": NOT_READABLE,
    "given_names": NOT_READABLE,
    "other_spellings": [],
    "nationalities": [],
}
"""What the register says of what nobody can read any more; of everything else it says nothing."""
MANY = 1000
"""So many cards read at once are worth a word with the collector."""
QUERY_BATCH = 500


@dataclass(frozen=True)
class Card:
    """What the register knows of a person."""

    person_id: uuid.UUID
    municipality_id: uuid.UUID
    household_id: uuid.UUID
    case_number: str
    family_name: str
    given_names: str | None
    other_spellings: tuple[str, ...]
    birth_date: BirthDate | None
    sex: str | None
    nationalities: tuple[str, ...]
    numbers: tuple[str, ...]
    is_readable: bool = True

    @cached_property
    def key(self) -> Key:
        return self.person_id.hex

    @cached_property
    def name(self) -> str:
        return full_name(self.given_names, self.family_name)

    def name_with_age(self, day: date) -> str:
        """The name as a family knows its namesakes apart: „Amina Haddad (9)“."""
        return f"{self.name} ({self.birth_date.age_words(day)})" if self.birth_date else self.name

    @cached_property
    def list_name(self) -> str:
        return list_name(self.given_names, self.family_name)

    @cached_property
    def sort_key(self) -> str:
        return folded(self.list_name)

    @cached_property
    def born_between(self) -> tuple[date, date] | None:
        """The first and the last day of birth that can be meant."""
        return (self.birth_date.earliest(), self.birth_date.latest()) if self.birth_date else None

    @property
    def names(self) -> tuple[str, ...]:
        """The name and every other spelling, each to be found by."""
        return (self.name, *self.other_spellings)

    @property
    def all_numbers(self) -> tuple[str, ...]:
        """Every number and address to be found by."""
        return (self.case_number, *self.numbers)


def enter(person: Person, *, is_new: bool = False) -> None:
    """Write what is now known of a person into the register; what was known before stays with its moments."""
    current = None if is_new else _current_entry(person)
    content = _content(person, current)
    if current is not None:
        if current.content == content:
            return
        current.supersede()
        db.session.flush()
    db.session.add(
        RegisterEntry(person_id=person.id, municipality_id=person.municipality_id, content=content)
    )


def _current_entry(person: Person) -> RegisterEntry | None:
    return db.session.scalar(
        select(RegisterEntry).where(
            RegisterEntry.person_id == person.id, RegisterEntry.superseded_at.is_(None)
        )
    )


def _content(person: Person, current: RegisterEntry | None) -> dict[str, Any]:
    """What is known of a person; of what does not open on their own row the register says what it said before."""
    numbers = (person.azr_number, person.bamf_file_number, person.phone, person.email)
    birth = person.birth_date
    said = {
        "household": str(person.household_id),
        "case_number": person.case_number,
        "family_name": person.family_name,
        "given_names": person.given_names,
        "other_spellings": person.other_spellings or [],
        "birth_date": birth if is_unreadable(birth) else birth and [birth.iso(), birth.is_fictive],
        "sex": person.sex,
        "nationalities": person.nationalities or [],
        "numbers": [number for number in numbers if number and not is_unreadable(number)],
    }
    lost = [name for name, value in said.items() if is_unreadable(value)]
    before = current.content if current is not None and lost else {}
    return said | {name: before.get(name, _UNKNOWN.get(name)) for name in lost}


def _card(person_id: uuid.UUID, municipality_id: uuid.UUID, content: dict[str, Any]) -> Card:
    birth = content["birth_date"]
    return Card(
        person_id=person_id,
        municipality_id=municipality_id,
        household_id=uuid.UUID(content["household"]),
        case_number=content["case_number"],
        family_name=content["family_name"],
        given_names=content["given_names"],
        other_spellings=tuple(content["other_spellings"]),
        birth_date=birth and BirthDate.read(birth[0], is_fictive=birth[1]),
        sex=content["sex"],
        nationalities=tuple(content["nationalities"]),
        numbers=tuple(content["numbers"]),
    )


def _unreadable_card(person_id: uuid.UUID, municipality_id: uuid.UUID, household_id: uuid.UUID) -> Card:
    """The card of somebody whose entry does not open: it leads to their page and says nothing else."""
    return Card(
        person_id=person_id,
        municipality_id=municipality_id,
        household_id=household_id,
        case_number=NOT_READABLE,
        family_name=NOT_READABLE,
        given_names=None,
        other_spellings=(),
        birth_date=None,
        sex=None,
        nationalities=(),
        numbers=(),
        is_readable=False,
    )


@before_commit
def _number_changes(session: Session) -> None:
    """Give the rows of this transaction the next number of the clock, which stays held until the commit."""
    unnumbered = session.scalars(
        select(RegisterEntry.id).where(RegisterEntry.change_seq.is_(None)).limit(1)
    ).first()
    if unnumbered is None:
        return
    number = session.scalar(
        update(RegisterClock)
        .values(change_seq=RegisterClock.change_seq + 1)
        .returning(RegisterClock.change_seq)
    )
    session.execute(update(RegisterEntry).where(RegisterEntry.change_seq.is_(None)).values(change_seq=number))


def _keep_for_good() -> None:
    """Cards stay as long as the process: the collector of garbage need not walk through them again and again."""
    gc.collect()
    gc.freeze()


class Index:
    """The opened cards of one process, current up to a number of the clock.

    What it hands out is never changed afterwards: whoever reads goes on with the cards as they were.
    """

    def __init__(self) -> None:
        self._cards: dict[uuid.UUID, Card] = {}
        self._by_town: dict[uuid.UUID, dict[Key, Card]] = {}
        self._names: dict[uuid.UUID, NameIndex] = {}
        self._seen = 0
        self._lock = threading.Lock()

    def refresh(self) -> dict[uuid.UUID, Card]:
        """All cards, after reading what was committed since the last look."""
        with self._lock:
            unseen = (RegisterEntry.change_seq > self._seen, RegisterEntry.superseded_at.is_(None))
            fresh = {person_id: (seq, card) for person_id, seq, card in _read(*unseen)}
            if fresh:
                self._take_in({person_id: card for person_id, (_seq, card) in fresh.items()})
                self._seen = max(seq for seq, _card in fresh.values())
            if len(fresh) > MANY:
                _keep_for_good()
            return self._cards

    def _take_in(self, fresh: dict[uuid.UUID, Card]) -> None:
        self._cards = self._cards | fresh
        for town in {card.municipality_id for card in fresh.values()}:
            of_town = {card.key: card for card in fresh.values() if card.municipality_id == town}
            self._by_town[town] = self._by_town.get(town, {}) | of_town
            if town in self._names:
                for card in of_town.values():
                    self._names[town].put(card)

    def of_town(self, municipality_id: uuid.UUID) -> dict[Key, Card]:
        """The cards of one municipality by key."""
        self.refresh()
        return self._by_town.get(municipality_id, {})

    @contextmanager
    def names_of(self, municipality_id: uuid.UUID) -> Iterator[NameIndex]:
        """The names of one municipality, made when first asked for; nobody changes them meanwhile."""
        self.refresh()
        with self._lock:
            if municipality_id not in self._names or self._names[municipality_id].is_worn:
                self._names[municipality_id] = NameIndex(self._by_town.get(municipality_id, {}).values())
            yield self._names[municipality_id]


_indexes: WeakKeyDictionary[Engine, Index] = WeakKeyDictionary()


def _read(*conditions: Any) -> Iterator[tuple[uuid.UUID, int, Card]]:
    open_content = RegisterEntry.content.opener()
    lost: dict[uuid.UUID, tuple[uuid.UUID, int]] = {}
    rows = db.session.execute(
        select(
            RegisterEntry.id,
            RegisterEntry.person_id,
            RegisterEntry.municipality_id,
            RegisterEntry.change_seq,
            RegisterEntry.content.column(),
        ).where(*conditions)
    )
    for row_id, person_id, municipality_id, seq, sealed in rows:
        content = open_content(row_id, sealed or b"")
        if is_unreadable(content):
            lost[person_id] = (municipality_id, seq or 0)
        else:
            yield person_id, seq or 0, _card(person_id, municipality_id, content)
    for person_id, household_id in _households_of(list(lost)):
        municipality_id, last_seq = lost[person_id]
        yield person_id, last_seq, _unreadable_card(person_id, municipality_id, household_id)


def _households_of(person_ids: list[uuid.UUID]) -> Iterator[tuple[uuid.UUID, uuid.UUID]]:
    for start in range(0, len(person_ids), QUERY_BATCH):
        batch = person_ids[start : start + QUERY_BATCH]
        for row in db.session.execute(select(Person.id, Person.household_id).where(Person.id.in_(batch))):
            yield row.id, row.household_id


def _index() -> Index:
    return _indexes.setdefault(db.engine, Index())


def cards() -> dict[uuid.UUID, Card]:
    """The card of every person of the installation by person id, as committed by now; not to be changed."""
    return _index().refresh()


def cards_of(municipality_id: uuid.UUID) -> dict[Key, Card]:
    """The cards of a municipality by key, as committed by now; not to be changed."""
    return _index().of_town(municipality_id)


def names_of(municipality_id: uuid.UUID) -> AbstractContextManager[NameIndex]:
    """The names, numbers and birth years of a municipality's people, as committed by now, to search in."""
    return _index().names_of(municipality_id)


def cards_known_at(municipality_id: uuid.UUID, moment: datetime) -> Mapping[Key, Card]:
    """The cards of a municipality by key as the register stood at a moment; not to be changed."""
    current = cards_of(municipality_id)
    of_municipality = RegisterEntry.municipality_id == municipality_id
    changed = set(
        db.session.scalars(
            union_all(
                *(
                    select(RegisterEntry.person_id).where(of_municipality, later > moment)
                    for later in (RegisterEntry.recorded_at, RegisterEntry.superseded_at)
                )
            )
        )
    )
    if not changed:
        return current
    gone = {person_id.hex for person_id in changed}
    then = _read(of_municipality, RegisterEntry.recorded_at <= moment, RegisterEntry.superseded_at > moment)
    return {key: card for key, card in current.items() if key not in gone} | {
        card.key: card for _person_id, _seq, card in then
    }
