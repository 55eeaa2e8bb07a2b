"""What the desk of a house writes down: keys, house rules, bans and defects, each from a day on."""

import uuid
from datetime import date
from typing import ClassVar

from sqlalchemy import CheckConstraint, Date
from sqlalchemy.orm import Mapped, mapped_column

from casework.database.base import Keyed, Model, refers_to
from casework.database.recorded import Recorded
from casework.database.retention import Kept, Retention
from casework.housing.models import Accommodation, PlaceBlock, Room
from casework.people.models import Person
from casework.vault.columns import clear
from casework.vault.sealed import Sealed

KEYS = "Schlüsselverwaltung des Hauses"
RULES = "Nachweis, dass die Hausordnung bekannt ist"
BAN = "Hausrecht"
DEFECT = "Instandhaltung"


class DeskEntry(Keyed, Recorded):
    """An entry of a house's desk; it lies open until it is settled, unless its kind never does.

    `facts` name what is said in it, `begins` and `ends` which of them are its days. One that concerns nobody is sealed
    under a key of its own.
    """

    __tablename__: str
    accommodation_id: Mapped[uuid.UUID]
    facts: ClassVar[tuple[str, ...]]
    begins: ClassVar[str]
    ends: ClassVar[str | None]

    @property
    def whom(self) -> uuid.UUID | None:
        """The record of the person it concerns."""
        found: uuid.UUID | None = getattr(self, "person_id", None)
        return found

    @property
    def subject_id(self) -> uuid.UUID:
        return self.whom or self.id

    @property
    def began_on(self) -> date:
        day: date = getattr(self, self.begins)
        return day

    @property
    def settled_on(self) -> date | None:
        day: date | None = getattr(self, self.ends) if self.ends else self.began_on
        return day

    def is_open_on(self, day: date) -> bool:
        """Whether something is still to be done about it, or still to be minded."""
        return self.settled_on is None or self.settled_on > day


class KeyHandover(DeskEntry, Model):
    """A key of a house in somebody's hands."""

    __tablename__ = "key_handover"
    kept = Kept("Schlüssel", Retention.HOUSING)
    __table_args__ = (CheckConstraint("returned_on IS NULL OR returned_on >= handed_on", "order"),)
    facts, begins, ends = ("person_id", "key_number", "handed_on", "returned_on"), "handed_on", "returned_on"

    accommodation_id: Mapped[uuid.UUID] = mapped_column(refers_to(Accommodation.id), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(refers_to(Person.id), index=True)
    key_number: Sealed[str] = Sealed("Schlüsselnummer", purpose=KEYS)
    handed_on: Mapped[date] = clear("Schlüssel ausgegeben", Date, purpose=KEYS)
    returned_on: Mapped[date | None] = clear("Schlüssel zurück", Date, purpose=KEYS)


class HouseRulesHandover(DeskEntry, Model):
    """The rules of a house given to somebody, in a language they read."""

    __tablename__ = "house_rules_handover"
    kept = Kept("ausgehändigte Hausordnungen", Retention.HOUSING)
    facts, begins, ends = ("person_id", "language", "handed_on"), "handed_on", None

    accommodation_id: Mapped[uuid.UUID] = mapped_column(refers_to(Accommodation.id), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(refers_to(Person.id), index=True)
    language: Sealed[str] = Sealed("Sprache der Hausordnung", purpose=RULES)
    handed_on: Mapped[date] = clear("Hausordnung ausgehändigt", Date, purpose=RULES)


class HouseBan(DeskEntry, Model):
    """Somebody who must not enter a house in a span: a person of the register, or an outsider by name."""

    __tablename__ = "house_ban"
    kept = Kept("Hausverbote", Retention.HOUSING)
    __table_args__ = (CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", "order"),)
    facts = ("person_id", "outsider", "starts_on", "ends_on", "reason", "imposed_by")
    begins, ends = "starts_on", "ends_on"

    accommodation_id: Mapped[uuid.UUID] = mapped_column(refers_to(Accommodation.id), index=True)
    person_id: Mapped[uuid.UUID | None] = mapped_column(refers_to(Person.id), index=True)
    outsider: Sealed[str | None] = Sealed("Hausverbot gegen", purpose=BAN)
    starts_on: Mapped[date] = clear("Hausverbot ab", Date, purpose=BAN)
    ends_on: Mapped[date | None] = clear("Hausverbot bis", Date, purpose=BAN)
    reason: Sealed[str] = Sealed("Grund des Hausverbots", purpose=BAN)
    imposed_by: Sealed[str] = Sealed("ausgesprochen von", purpose=BAN)


class RoomDefect(DeskEntry, Model):
    """Something broken in a room; places may be blocked for as long."""

    __tablename__ = "room_defect"
    kept = Kept("Mängel", Retention.HOUSING)
    __table_args__ = (CheckConstraint("fixed_on IS NULL OR fixed_on >= reported_on", "order"),)
    facts = ("room_id", "what", "reported_on", "fixed_on", "block_id")
    begins, ends = "reported_on", "fixed_on"

    accommodation_id: Mapped[uuid.UUID] = mapped_column(refers_to(Accommodation.id), index=True)
    room_id: Mapped[uuid.UUID] = mapped_column(refers_to(Room.id), index=True)
    block_id: Mapped[uuid.UUID | None] = mapped_column(refers_to(PlaceBlock.id))
    what: Sealed[str] = Sealed("Mangel", purpose=DEFECT)
    reported_on: Mapped[date] = clear("Mangel gemeldet", Date, purpose=DEFECT)
    fixed_on: Mapped[date | None] = clear("Mangel behoben", Date, purpose=DEFECT)
