"""What runs for a person until when, as computed; and that somebody has seen to it.

Nothing of a deadline lies in clear but whose it is. From the end of a period and the day on which it is first shown
follows its clock, from the clock a title or a benefit, and from an eighteenth birthday a birth date: so even the days
lie sealed, under one service key, which opens many at once.
"""

import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from sqlalchemy import Date, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casework.database.base import Keyed, Model, refers_to
from casework.database.recorded import Recorded
from casework.database.retention import Kept, Retention
from casework.organisation.models import Municipality
from casework.people.models import Person
from casework.vault.columns import clear
from casework.vault.kept_open import KeptOpen
from casework.vault.keys import ServicePurpose
from casework.vault.sealed import Sealed
from casework.vault.unreadable import NOT_READABLE, NotReadable

PURPOSE = "Hinweis auf gesetzliche Fristen"
_A_DAY = re.compile(r"\d\d\.\d\d\.\d{4}")
KEPT_OPEN = 10_000
"""So many deadlines a process keeps open, at most twice: some ten megabytes, and those of thirty caseworkers."""


@dataclass(frozen=True, slots=True)
class What:
    """A period as it was computed: `due_on` is its last day, `warned_on` are the days on which it grows, in order.

    `rule` is the key of the version of the rule, `cause` the row from which it runs, `event_on` the day.
    """

    clock: str
    event_on: date
    due_on: date
    warned_on: tuple[date, ...]
    paragraph: str
    rule: str
    cause: uuid.UUID | None
    is_uncertain: bool
    why: str

    @property
    def key(self) -> "ClockKey":
        """By what it is known, whatever the rule says: its clock and the day from which it runs."""
        return self.clock, self.event_on

    @property
    def unsaid_event_on(self) -> date | None:
        """The day from which it runs, where `why` names no day; nothing for one that is its own end."""
        return None if _A_DAY.search(self.why) or self.event_on == self.due_on else self.event_on

    @property
    def shown_on(self) -> date:
        """The first day on which it is shown."""
        return min(self.warned_on, default=self.event_on)

    def written(self) -> list[Any]:
        """As it is sealed."""
        days = [day.isoformat() for day in (self.event_on, self.due_on, *self.warned_on)]
        cause = self.cause and self.cause.hex
        return [self.clock, days, self.paragraph, self.rule, cause, self.is_uncertain, self.why]

    @classmethod
    def read(cls, written: Sequence[Any]) -> Self:
        """What `written` made."""
        clock, days, paragraph, rule, cause, is_uncertain, why = written
        event_on, due_on, *warned_on = map(date.fromisoformat, days)
        return cls(
            clock,
            event_on,
            due_on,
            tuple(warned_on),
            paragraph,
            rule,
            uuid.UUID(cause) if cause else None,
            is_uncertain,
            why,
        )


ClockKey = tuple[str, date]


class NotReadableWhat(NotReadable, What):
    """A deadline that does not open: nothing is said of it but that it is there, and it is due at once."""

    def __init__(self) -> None:
        super().__init__(NOT_READABLE, date.min, date.min, (), "", "", None, True, NOT_READABLE)


def _current_by(column: str) -> Index:
    """Past rows grow with the years and are asked for by nobody but history."""
    current = text("superseded_at IS NULL")
    return Index(f"ix_deadline_current_by_{column}", column, sqlite_where=current, postgresql_where=current)


class Deadline(Keyed, Recorded, Model):
    """What was believed to run for a person, under their leading record, from one computation to another."""

    __tablename__ = "deadline"
    kept = Kept("Fristen", Retention.CASE)
    __table_args__ = (_current_by("person_id"), _current_by("municipality_id"))

    person_id: Mapped[uuid.UUID] = mapped_column(refers_to(Person.id))
    municipality_id: Mapped[uuid.UUID] = mapped_column(refers_to(Municipality.id))
    what: Sealed[What] = Sealed(
        "Art, Tage, Vorschrift und Grund einer Frist",
        purpose=PURPOSE,
        under=ServicePurpose.STATISTICS,
        write=What.written,
        read=What.read,
        unreadable=NotReadableWhat,
        kept_open=KeptOpen(KEPT_OPEN),
    )

    @property
    def subject_id(self) -> uuid.UUID:
        return self.person_id


@dataclass(frozen=True, slots=True)
class SeenTo:
    """Which deadline somebody has seen to, and on which day."""

    clock: str
    event_on: date
    confirmed_on: date

    @property
    def key(self) -> ClockKey:
        return self.clock, self.event_on

    def written(self) -> list[str]:
        """As it is sealed."""
        return [self.clock, self.event_on.isoformat(), self.confirmed_on.isoformat()]

    @classmethod
    def read(cls, written: Sequence[str]) -> Self:
        """What `written` made."""
        clock, event_on, confirmed_on = written
        return cls(clock, date.fromisoformat(event_on), date.fromisoformat(confirmed_on))


class NotReadableSeenTo(NotReadable, SeenTo):
    """A confirmation that does not open: nobody can tell of what."""

    def __init__(self) -> None:
        super().__init__(NOT_READABLE, date.min, date.min)


class Confirmation(Keyed, Recorded, Model):
    """Somebody says that a deadline was seen to: whatever the rule says later, it stays so until it is taken back."""

    __tablename__ = "deadline_confirmation"
    kept = Kept("Erledigte Fristen", Retention.CASE)

    person_id: Mapped[uuid.UUID] = mapped_column(refers_to(Person.id), index=True)
    what: Sealed[SeenTo] = Sealed(
        "welche Frist wann erledigt wurde",
        purpose=PURPOSE,
        under=ServicePurpose.STATISTICS,
        write=SeenTo.written,
        read=SeenTo.read,
        unreadable=NotReadableSeenTo,
    )
    remark: Sealed[str | None] = Sealed("Bemerkung zur Erledigung", purpose=PURPOSE)

    person: Mapped[Person] = relationship()

    @property
    def subject_id(self) -> uuid.UUID:
        return self.person_id


class NightlyRun(Model):
    """On which day the deadlines of a municipality were last gone through as a whole."""

    __tablename__ = "deadline_run"
    kept = Kept("Tage der Neuberechnung der Fristen", Retention.INSTALLATION)

    municipality_id: Mapped[uuid.UUID] = mapped_column(refers_to(Municipality.id), primary_key=True)
    done_on: Mapped[date] = clear("Fristen neu berechnet am", Date, purpose=PURPOSE)
