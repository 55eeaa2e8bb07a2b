"""Which deadlines run for a person, and which of them a caseworker still has to see to."""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, select

from casework.access.viewer import Viewer
from casework.database.base import db
from casework.database.recorded import known
from casework.deadlines.confirmations import confirmed_where
from casework.deadlines.levels import level
from casework.deadlines.models import Confirmation, Deadline, What
from casework.people.cards import Card
from casework.people.models import Person
from casework.people.records import records_of
from casework.people.register import cards
from casework.people.scope import of_led_by, of_visible
from casework.vault.keys import keys
from casework.vocabulary.deadlines import CLOCKS


@dataclass(frozen=True, slots=True)
class Held:
    """A deadline that runs for somebody, with the confirmation that it was seen to, if anybody gave one."""

    id: uuid.UUID
    person_id: uuid.UUID
    what: What
    confirmation: Confirmation | None

    @property
    def label(self) -> str:
        """What runs, in words."""
        return CLOCKS.label(self.what.clock)

    @property
    def is_open(self) -> bool:
        return self.confirmation is None

    def level_on(self, day: date) -> int:
        """How far it has grown on a day, see `levels`."""
        return level(self.what.due_on, self.what.warned_on, day)


@dataclass(frozen=True, slots=True)
class DeadlineLine:
    """A deadline nobody has seen to yet, with whoever it is about."""

    card: Card
    held: Held

    @property
    def household_id(self) -> uuid.UUID:
        return self.card.household_id


def deadlines_of(person: Person) -> list[Held]:
    """What runs for a person under all records, seen to or not, the first to end first."""
    keys().prefetch(person.record_ids)
    found = _held(Deadline.person_id.in_(person.record_ids), Confirmation.person_id.in_(person.record_ids))
    return sorted(found, key=_by_end)


def deadlines_among(person_ids: Iterable[uuid.UUID]) -> list[Held]:
    """The same of several people at once, by their leading records."""
    records = [record_id for found in records_of(person_ids).values() for record_id in found]
    found = _held(Deadline.person_id.in_(records), Confirmation.person_id.in_(records))
    return sorted(found, key=_by_end)


def open_deadlines(viewer: Viewer, until: date | None = None, *, of_town: bool = False) -> list[DeadlineLine]:
    """What nobody has seen to of the people this viewer leads, or of all they may see; the first to end first.

    With `until` only what is shown by that day.
    """
    found = _open_where(of_visible(viewer) if of_town else of_led_by(viewer))
    return _lines(held for held in found if until is None or held.what.shown_on <= until)


def deadlines_near(viewer: Viewer, day: date, until: date) -> list[DeadlineLine]:
    """Of the people this viewer leads what is shown on a day or ends until another, the first to end first.

    With each come those of the same clock that end on the same day, shown or not: they may be of one household.
    """
    found = list(_open_where(of_led_by(viewer)))
    near = {_by_end(held) for held in found if held.what.due_on <= until or held.what.shown_on <= day}
    return _lines(held for held in found if _by_end(held) in near)


def _open_where(people: ColumnElement[bool]) -> Iterator[Held]:
    wanted, known_cards = select(Person.id).where(people), cards()
    for held in _held(Deadline.person_id.in_(wanted), Confirmation.person_id.in_(wanted)):
        if held.is_open and held.person_id in known_cards:
            yield held


def _lines(found: Iterable[Held]) -> list[DeadlineLine]:
    known_cards = cards()
    lines = [DeadlineLine(known_cards[held.person_id], held) for held in found]
    return sorted(lines, key=lambda line: (*_by_end(line.held), line.card.sort_key))


def _by_end(held: Held) -> tuple[date, str]:
    return held.what.due_on, held.what.clock


def _held(deadlines: ColumnElement[bool], confirmations: ColumnElement[bool]) -> Iterator[Held]:
    confirmed = confirmed_where(confirmations)
    for row_id, person_id, what in opened(known(Deadline), deadlines):
        seen_to = confirmed.get(person_id)
        yield Held(row_id, person_id, what, seen_to.get(what.key) if seen_to else None)


def opened(*conditions: ColumnElement[bool]) -> Iterator[tuple[uuid.UUID, uuid.UUID, What]]:
    """Row, person and content of these deadlines."""
    open_what = Deadline.what.opener()
    rows: Any = db.session.execute(
        select(Deadline.id, Deadline.person_id, Deadline.what.column()).where(*conditions)
    )
    for row_id, person_id, sealed in rows:
        yield row_id, person_id, open_what(row_id, sealed or b"")
