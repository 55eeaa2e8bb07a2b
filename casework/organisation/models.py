"""The municipality, tenant of everything: its teams, the fields it does not ask for, and what heads its letters."""

import uuid
from datetime import date

from sqlalchemy import Date, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from casework.database.base import Keyed, Model, refers_to
from casework.database.recorded import Recorded, one_current
from casework.database.retention import Kept, Retention
from casework.vault.columns import clear

OF_TEAMS = "Zahlen der Arbeit je Team; kein Personenbezug"
ON_LETTERS = "Absender auf Briefen; öffentliche Angaben des Amtes"


class Municipality(Keyed, Model):
    """A town or county with its own people, houses and accounts; nothing crosses its border."""

    __tablename__ = "municipality"
    kept = Kept("Kommunen", Retention.INSTALLATION)

    name: Mapped[str] = clear("Name der Kommune", String(200), unique=True, purpose="Mandant; öffentlich")
    position: Mapped[int] = mapped_column(Integer, unique=True)


class Team(Keyed, Model):
    """Some of the office who work together, for the municipality or a carrier; an ended one stays on record."""

    __tablename__ = "team"
    kept = Kept("Teams", Retention.INSTALLATION)
    __table_args__ = (UniqueConstraint("municipality_id", "name"),)

    municipality_id: Mapped[uuid.UUID] = mapped_column(refers_to(Municipality.id), index=True)
    name: Mapped[str] = clear("Team", String(200), purpose=OF_TEAMS)
    carrier: Mapped[str | None] = clear("Träger des Teams", String(200), purpose=OF_TEAMS)
    ends_on: Mapped[date | None] = clear("Team endet am", Date, purpose=OF_TEAMS)
    version: Mapped[int] = mapped_column(Integer)

    __mapper_args__ = {"version_id_col": version}

    def is_there_on(self, day: date) -> bool:
        """Whether it has not ended by a day."""
        return self.ends_on is None or day < self.ends_on


class WorkerFigures(Keyed, Recorded, Model):
    """A municipality has switched on that figures of the work name single workers; switched off, it is superseded."""

    __tablename__ = "worker_figures"
    kept = Kept("Zahlen je Mitarbeiter/in", Retention.INSTALLATION)
    __table_args__ = (one_current("uq_worker_figures_current", "municipality_id"),)

    municipality_id: Mapped[uuid.UUID] = mapped_column(refers_to(Municipality.id), index=True)


class UnaskedField(Keyed, Recorded, Model):
    """A field that a municipality has switched off; switched on again, the row is superseded."""

    __tablename__ = "unasked_field"
    kept = Kept("Abgeschaltete Felder", Retention.INSTALLATION)
    __table_args__ = (one_current("uq_unasked_field_current", "municipality_id", "field"),)

    municipality_id: Mapped[uuid.UUID] = mapped_column(refers_to(Municipality.id), index=True)
    field: Mapped[str] = clear("Feld", String(80), purpose="welche Felder eine Kommune nicht nutzt")


class Letterhead(Keyed, Recorded, Model):
    """Who writes: the office with its address, as it stands on every letter; changed, it is stated anew."""

    __tablename__ = "letterhead"
    kept = Kept("Briefköpfe", Retention.INSTALLATION)
    __table_args__ = (one_current("uq_letterhead_current", "municipality_id"),)

    municipality_id: Mapped[uuid.UUID] = mapped_column(refers_to(Municipality.id), index=True)
    office: Mapped[str] = clear("Name des Amtes", String(200), purpose=ON_LETTERS)
    street: Mapped[str | None] = clear("Straße und Hausnummer des Amtes", String(200), purpose=ON_LETTERS)
    town: Mapped[str | None] = clear("Postleitzahl und Ort des Amtes", String(200), purpose=ON_LETTERS)
    phone: Mapped[str | None] = clear("Telefon des Amtes", String(60), purpose=ON_LETTERS)
    email: Mapped[str | None] = clear("E-Mail des Amtes", String(200), purpose=ON_LETTERS)

    @property
    def lines(self) -> list[str]:
        """The address, line by line."""
        return [line for line in (self.office, self.street, self.town) if line]
