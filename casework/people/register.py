"""The register: one sealed row per person under one key, and its opened cards in the memory of each process.

A process keeps its cards current by reading the rows whose `change_seq` it has not seen; rights are applied by whoever
asks, before anything is ranked or counted.
"""

import threading
import uuid
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import datetime
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from sqlalchemy import select, union_all, update
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from casework.database.base import db
from casework.database.bulk import Key, batches
from casework.database.garbage import keep_for_good, uncollected
from casework.database.one_look import once
from casework.database.transaction import before_commit
from casework.people.cards import Card, find_card, unreadable_card
from casework.people.models import Person
from casework.people.name_index import NameIndex
from casework.people.register_models import RegisterClock, RegisterEntry
from casework.vault.unreadable import is_unreadable

MANY = 1000
"""So many cards read at once are worth a word with the collector."""
NOBODY: dict[Key, Card] = {}


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


class Read(NamedTuple):
    """A row of the register, opened; without a card if the record is part of another's."""

    person_id: uuid.UUID
    municipality_id: uuid.UUID
    change_seq: int
    card: Card | None


class _Snapshot(NamedTuple):
    """The cards by person, whom each merged record means, and the cards of each town; never changed afterwards."""

    cards: dict[uuid.UUID, Card]
    leading: dict[uuid.UUID, uuid.UUID]
    by_town: dict[uuid.UUID, dict[Key, Card]]


class Index:
    """The opened cards of one process, current up to a number of the clock.

    What it hands out is never changed afterwards: whoever reads goes on with the cards as they were.
    """

    def __init__(self) -> None:
        self._cards: dict[uuid.UUID, Card] = {}
        self._by_town: dict[uuid.UUID, dict[Key, Card]] = {}
        self._names: dict[uuid.UUID, NameIndex] = {}
        self._leading: dict[uuid.UUID, uuid.UUID] = {}
        self._seen = 0
        self._lock = threading.Lock()

    def refresh(self) -> dict[uuid.UUID, Card]:
        """All cards, after reading what was committed since the last look."""
        return self._current().cards

    def _current(self) -> "_Snapshot":
        return once(("register", id(self)), self._read_on)

    def _read_on(self) -> "_Snapshot":
        with self._lock:
            unseen = (RegisterEntry.change_seq > self._seen, RegisterEntry.superseded_at.is_(None))
            with nullcontext() if self._seen else uncollected():
                fresh = list(_read(*unseen))
            if fresh:
                self._take_in(fresh)
                self._seen = max(entry.change_seq for entry in fresh)
            if len(fresh) > MANY:
                keep_for_good()
            return _Snapshot(self._cards, self._leading, self._by_town)

    def _take_in(self, fresh: Iterable[Read]) -> None:
        cards, leading, towns = dict(self._cards), dict(self._leading), dict(self._by_town)
        for town in {entry.municipality_id for entry in fresh}:
            towns[town] = dict(towns.get(town, {}))
        for entry in fresh:
            cards.pop(entry.person_id, None)
            leading.pop(entry.person_id, None)
            towns[entry.municipality_id].pop(entry.person_id.hex, None)
            if entry.municipality_id in self._names:
                self._names[entry.municipality_id].drop(entry.person_id.hex)
        for card in (entry.card for entry in fresh if entry.card is not None):
            cards[card.person_id] = towns[card.municipality_id][card.key] = card
            leading |= {record.person_id: card.person_id for record in card.merged}
            if card.municipality_id in self._names:
                self._names[card.municipality_id].put(card)
        self._cards, self._leading, self._by_town = cards, leading, towns

    def of_record(self, record_id: uuid.UUID) -> Card:
        """The card of whoever a record means."""
        now = self._current()
        return now.cards[now.leading.get(record_id, record_id)]

    def of_town(self, municipality_id: uuid.UUID) -> dict[Key, Card]:
        """The cards of one municipality by key."""
        return self._current().by_town.get(municipality_id, NOBODY)

    @contextmanager
    def names_of(self, municipality_id: uuid.UUID) -> Iterator[NameIndex]:
        """The names of one municipality, made when first asked for; nobody changes them meanwhile."""
        self.refresh()
        with self._lock:
            if municipality_id not in self._names or self._names[municipality_id].is_worn:
                self._names[municipality_id] = NameIndex(self._by_town.get(municipality_id, {}).values())
            yield self._names[municipality_id]


_indexes: WeakKeyDictionary[Engine, Index] = WeakKeyDictionary()


def _read(*conditions: Any) -> Iterator[Read]:
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
            yield Read(person_id, municipality_id, seq or 0, find_card(person_id, municipality_id, content))
    for person_id, household_id in _households_of(list(lost)):
        municipality_id, last_seq = lost[person_id]
        card = unreadable_card(person_id, municipality_id, household_id)
        yield Read(person_id, municipality_id, last_seq, card)


def _households_of(person_ids: list[uuid.UUID]) -> Iterator[tuple[uuid.UUID, uuid.UUID]]:
    for batch in batches(person_ids):
        for row in db.session.execute(select(Person.id, Person.household_id).where(Person.id.in_(batch))):
            yield row.id, row.household_id


def _index() -> Index:
    return _indexes.setdefault(db.engine, Index())


def cards() -> dict[uuid.UUID, Card]:
    """The card of every person of the installation by person id, as committed by now; not to be changed."""
    return _index().refresh()


def card_of(record_id: uuid.UUID) -> Card:
    """The card of whoever a record means, leading or merged, as committed by now."""
    return _index().of_record(record_id)


def cards_in_hand(person_ids: Iterable[uuid.UUID]) -> list[Card]:
    """The cards of these people as the running transaction has written them; merged records have none of their own."""
    return [
        entry.card
        for batch in batches(person_ids)
        for entry in _read(RegisterEntry.person_id.in_(batch), RegisterEntry.superseded_at.is_(None))
        if entry.card is not None
    ]


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
        card.key: card for *_about, card in then if card is not None
    }
