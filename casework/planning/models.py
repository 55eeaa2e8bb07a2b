"""Stocks that another office reports as a number, and what a year's quota is worked out from."""

import uuid
from datetime import date

from sqlalchemy import CheckConstraint, Date, Integer, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casework.database.base import Keyed, Model, refers_to
from casework.database.recorded import Recorded, one_current
from casework.database.retention import Kept, Retention
from casework.housing.models import Accommodation
from casework.organisation.models import Municipality
from casework.vault.columns import clear

REPORTED = "gemeldete Bestände; Zahlen ohne Namen"
QUOTA = "Aufnahmequote der Gemeinde; Zahlen ohne Namen"


class ReportedStock(Keyed, Recorded, Model):
    """How many people of a stage another office says live in a place on a day; it holds until the next report of the
    same series, or until its own end."""

    __tablename__ = "reported_stock"
    kept = Kept("Gemeldete Bestände", Retention.PUBLIC)
    __table_args__ = (
        CheckConstraint("persons >= 0", "persons"),
        CheckConstraint("ends_on IS NULL OR ends_on > reported_on", "order"),
    )

    municipality_id: Mapped[uuid.UUID] = mapped_column(refers_to(Municipality.id), index=True)
    accommodation_id: Mapped[uuid.UUID | None] = mapped_column(refers_to(Accommodation.id))
    stage: Mapped[str] = clear("Stufe", String(10), purpose=REPORTED)
    place: Mapped[str | None] = clear("Ort der Meldung", String(200), purpose=REPORTED)
    persons: Mapped[int] = clear("gemeldete Personen", Integer, purpose=REPORTED)
    source: Mapped[str] = clear("gemeldet von", String(200), purpose=REPORTED)
    reported_on: Mapped[date] = clear("Stichtag der Meldung", Date, purpose=REPORTED)
    received_on: Mapped[date] = clear("eingegangen am", Date, purpose=REPORTED)
    ends_on: Mapped[date | None] = clear("gilt nicht mehr ab", Date, purpose=REPORTED)

    accommodation: Mapped[Accommodation | None] = relationship()


class QuotaYear(Keyed, Recorded, Model):
    """What the quota of a year is worked out from; populations are those of 30 June of the year before (DVO FlüAG)."""

    __tablename__ = "quota_year"
    kept = Kept("Aufnahmequote je Jahr", Retention.PUBLIC)
    __table_args__ = (
        CheckConstraint("town_population > 0 AND district_population >= town_population", "share"),
        CheckConstraint("district_allocations >= 0 AND credit >= 0 AND allocated >= 0", "counts"),
        one_current("uq_quota_year_current", "municipality_id", "year"),
    )

    municipality_id: Mapped[uuid.UUID] = mapped_column(refers_to(Municipality.id), index=True)
    year: Mapped[int] = clear("Jahr", Integer, purpose=QUOTA)
    town_population: Mapped[int] = clear("Einwohner der Gemeinde", Integer, purpose=QUOTA)
    district_population: Mapped[int] = clear("Einwohner des Kreises", Integer, purpose=QUOTA)
    district_allocations: Mapped[int] = clear("Zuteilungen an den Kreis", Integer, purpose=QUOTA)
    credit: Mapped[int] = clear("Anrechnung", Integer, default=0, purpose=QUOTA)
    allocated: Mapped[int | None] = clear("Ist nach Bescheid", Integer, purpose=QUOTA)
    source: Mapped[str | None] = clear("Grundlage", String(200), purpose=QUOTA)
