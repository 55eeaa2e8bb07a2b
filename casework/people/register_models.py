"""The register's rows: all that is needed to find and count people, sealed under one key so that it opens in bulk."""

import uuid
from typing import Any

from sqlalchemy import BigInteger, Index, Integer
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casework.database.base import Keyed, Model, refers_to
from casework.database.recorded import Recorded, one_current
from casework.database.retention import Kept, Retention
from casework.organisation.models import Municipality
from casework.people.models import Person
from casework.vault.keys import ServicePurpose
from casework.vault.sealed import Sealed
from casework.vault.unreadable import NotReadableDict


class RegisterEntry(Keyed, Recorded, Model):
    """What the register said of a person from `recorded_at` until `superseded_at`.

    `change_seq` is given at the commit, in the order of commits: who has read up to a number has missed nothing.
    """

    __tablename__ = "register_entry"
    kept = Kept("Register der Personen", Retention.CASE)
    __table_args__ = (
        one_current("uq_register_entry_current", "person_id"),
        Index("ix_register_entry_change_seq", "change_seq"),
        Index("ix_register_entry_known", "municipality_id", "superseded_at"),
        Index("ix_register_entry_recorded", "municipality_id", "recorded_at"),
    )

    person_id: Mapped[uuid.UUID] = mapped_column(refers_to(Person.id), index=True)
    municipality_id: Mapped[uuid.UUID] = mapped_column(refers_to(Municipality.id))
    change_seq: Mapped[int | None] = mapped_column(BigInteger)
    content: Sealed[dict[str, Any]] = Sealed(
        "Registereintrag",
        purpose="Suche und Statistik",
        under=ServicePurpose.REGISTER,
        unreadable=NotReadableDict,
    )

    person: Mapped[Person] = relationship()


class RegisterClock(Model):
    """The last number given; held until the commit by whoever changes the register."""

    __tablename__ = "register_clock"
    kept = Kept("Stand des Registers", Retention.INSTALLATION)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    change_seq: Mapped[int] = mapped_column(BigInteger)
