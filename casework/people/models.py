"""A person, the household they share, the case that is led for them, and their residence titles."""

import uuid
from datetime import date

from sqlalchemy import Boolean, CheckConstraint, Date, Integer, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casework.accounts.models import User
from casework.database.base import Keyed, Model, refers_to
from casework.database.recorded import Recorded, one_current
from casework.database.retention import Kept, Retention
from casework.organisation.models import Municipality
from casework.people.birth_dates import BirthDate, NotReadableBirthDate
from casework.people.names import full_name
from casework.vault.columns import clear
from casework.vault.rowseal import RowSealed
from casework.vault.sealed import Sealed
from casework.vault.unreadable import NotReadableList

IDENTITY = "Zuordnung der Person"
CONTACT = "Erreichbarkeit"
REGISTER_NUMBER = "Zuordnung in Schreiben anderer Behörden; kein Personenschlüssel (§ 10 (4) AZRG)"
COUNSELLING = "Beratung im Integrationsmanagement"


def _write_birth_date(birth: BirthDate) -> list[str | bool]:
    return [birth.iso(), birth.is_fictive]


def _read_birth_date(stored: list[str | bool]) -> BirthDate:
    return BirthDate.read(str(stored[0]), is_fictive=bool(stored[1]))


class Household(Keyed, Model):
    """People who live and are looked after together; the mark is whatever the office's lists call it."""

    __tablename__ = "household"
    kept = Kept("Haushalte", Retention.CASE)

    municipality_id: Mapped[uuid.UUID] = mapped_column(refers_to(Municipality.id), index=True)
    mark: Sealed[str | None] = Sealed("Haushaltszeichen", purpose="gemeinsame Beratung und Unterbringung")
    mark_index: Mapped[bytes | None] = mapped_column(LargeBinary, unique=True)

    @property
    def subject_id(self) -> uuid.UUID:
        return self.id


class Person(RowSealed, Model):
    """A refugee in the care of one municipality; every statement about them is voluntary but the name."""

    __tablename__ = "person"
    kept = Kept("Personen", Retention.CASE)

    municipality_id: Mapped[uuid.UUID] = mapped_column(refers_to(Municipality.id), index=True)
    household_id: Mapped[uuid.UUID] = mapped_column(refers_to(Household.id), index=True)
    case_number: Sealed[str] = Sealed("Aktenzeichen", purpose=IDENTITY)
    case_number_index: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    family_name: Sealed[str] = Sealed("Familienname", purpose=IDENTITY)
    given_names: Sealed[str | None] = Sealed("Vornamen", purpose=IDENTITY)
    other_spellings: Sealed[list[str] | None] = Sealed(
        "Weitere Schreibweisen", purpose="Auffinden der Person", unreadable=NotReadableList
    )
    birth_date: Sealed[BirthDate | None] = Sealed(
        "Geburtsdatum",
        purpose=IDENTITY,
        write=_write_birth_date,
        read=_read_birth_date,
        unreadable=NotReadableBirthDate,
    )
    sex: Sealed[str | None] = Sealed("Geschlecht", purpose="Unterbringung, Statistik")
    nationalities: Sealed[list[str] | None] = Sealed(
        "Staatsangehörigkeiten", purpose="Aufenthaltsrecht, Statistik", unreadable=NotReadableList
    )
    languages: Sealed[list[str] | None] = Sealed(
        "Sprachen", purpose="Sprachmittlung", unreadable=NotReadableList
    )
    phone: Sealed[str | None] = Sealed("Telefon", purpose=CONTACT)
    email: Sealed[str | None] = Sealed("E-Mail", purpose=CONTACT)
    azr_number: Sealed[str | None] = Sealed("AZR-Nummer", purpose=REGISTER_NUMBER)
    azr_number_index: Mapped[bytes | None] = mapped_column(LargeBinary, index=True)
    bamf_file_number: Sealed[str | None] = Sealed("BAMF-Aktenzeichen", purpose=REGISTER_NUMBER)
    bamf_file_number_index: Mapped[bytes | None] = mapped_column(LargeBinary, index=True)
    restricted: Mapped[bool] = clear(
        "engere Rechte", Boolean, default=False, purpose="Schutz; sagt nicht, warum"
    )
    version: Mapped[int] = mapped_column(Integer)

    household: Mapped[Household] = relationship()
    other_records: Mapped[list["Person"]] = relationship(
        secondary="person_merge",
        primaryjoin="Person.id == person_merge.c.into_id",
        secondaryjoin="and_(Person.id == person_merge.c.person_id, person_merge.c.superseded_at.is_(None))",
        order_by="(person_merge.c.recorded_at, person_merge.c.person_id)",
        viewonly=True,
    )
    merged_into: Mapped["Person | None"] = relationship(
        secondary="person_merge",
        primaryjoin="and_(Person.id == person_merge.c.person_id, person_merge.c.superseded_at.is_(None))",
        secondaryjoin="Person.id == person_merge.c.into_id",
        viewonly=True,
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def full_name(self) -> str:
        return full_name(self.given_names, self.family_name)

    @property
    def subject_id(self) -> uuid.UUID:
        return self.id

    @property
    def leading(self) -> "Person":
        """The record that speaks for the person: this one, unless it was merged into another."""
        return self.merged_into or self

    @property
    def records(self) -> "list[Person]":
        """Every record of the person, this one first; a merged record is its own only."""
        return [self, *self.other_records]

    @property
    def record_ids(self) -> list[uuid.UUID]:
        """Under these ids stands all that was stated of the person, this record's first."""
        return [record.id for record in self.records]

    @property
    def spellings(self) -> list[str]:
        """Every name and spelling, of all records, the leading name first."""
        names = (
            name for record in self.records for name in (record.full_name, *(record.other_spellings or []))
        )
        return list(dict.fromkeys(names))


class IntegrationCase(Keyed, Recorded, Model):
    """The span in which a case is led for a person, and by whom.

    In a justified single case somebody extended the counselling to the fourth year (VwV Integrationsmanagement).
    """

    __tablename__ = "integration_case"
    kept = Kept("Fälle", Retention.CASE)
    __table_args__ = (
        CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", "order"),
        one_current("uq_integration_case_current", "person_id", "starts_on"),
    )

    person_id: Mapped[uuid.UUID] = mapped_column(refers_to(Person.id), index=True)
    case_manager_id: Mapped[uuid.UUID | None] = mapped_column(refers_to(User.id), index=True)
    starts_on: Mapped[date] = clear("Fall ab", Date, purpose=COUNSELLING)
    ends_on: Mapped[date | None] = clear("Fall bis", Date, purpose=COUNSELLING)
    extended_on: Mapped[date | None] = clear("Beratung verlängert am", Date, purpose=COUNSELLING)
    extended_reason: Sealed[str | None] = Sealed("Grund der Verlängerung", purpose=COUNSELLING)

    person: Mapped[Person] = relationship()
    case_manager: Mapped[User | None] = relationship()

    @property
    def subject_id(self) -> uuid.UUID:
        return self.person_id

    @property
    def extended(self) -> bool:
        """Whether the counselling may go on into the fourth year."""
        return self.extended_on is not None


class ResidenceTitle(Keyed, Recorded, Model):
    """A residence title or certificate with its span; `served_on` and `final_on` are days of the notice behind it.

    Where the law lets it hold to another day than the one printed (`ends_on`), that day is `legally_until`, with why.
    """

    __tablename__ = "residence_title"
    kept = Kept("Aufenthaltstitel", Retention.CASE)
    __table_args__ = (
        CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", "order"),
        CheckConstraint("legally_until IS NULL OR legally_until >= starts_on", "legal_order"),
    )

    person_id: Mapped[uuid.UUID] = mapped_column(refers_to(Person.id), index=True)
    title: Sealed[str] = Sealed("Aufenthaltstitel", purpose="Fristen, Ende der vorläufigen Unterbringung")
    starts_on: Mapped[date] = clear("Titel von", Date, purpose="Fristen")
    ends_on: Mapped[date | None] = clear("Titel bis", Date, purpose="Fristen")
    served_on: Mapped[date | None] = clear("Zustellung", Date, purpose="Fristen")
    final_on: Mapped[date | None] = clear("unanfechtbar", Date, purpose="Fristen, § 9 FlüAG")
    remark: Sealed[str | None] = Sealed("Bemerkung", purpose=COUNSELLING)
    legally_until: Mapped[date | None] = clear("Titel gilt rechtlich bis", Date, purpose="Fristen")
    legally_until_reason: Sealed[str | None] = Sealed("warum er rechtlich anders gilt", purpose="Fristen")

    person: Mapped[Person] = relationship()

    @property
    def subject_id(self) -> uuid.UUID:
        return self.person_id

    @property
    def holds_until(self) -> date | None:
        """Until when it holds in law: as printed, unless stated otherwise; None without an end."""
        return self.legally_until or self.ends_on

    def is_valid_on(self, day: date) -> bool:
        """Whether it holds in law on a day; its last day counts."""
        return self.starts_on <= day and (self.holds_until is None or day <= self.holds_until)
