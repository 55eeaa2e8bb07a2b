"""Wrapped keys, one per subject (a person, a household, a shared consultation) and per service purpose; row seals."""

import uuid
from datetime import datetime

from sqlalchemy import Integer, LargeBinary, SmallInteger, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from casework.database.base import Model
from casework.database.moments import Moment, now
from casework.database.retention import Kept, Retention
from casework.vault.columns import clear


class SubjectKey(Model):
    """The wrapped data key of one subject; deleting it makes every value of the subject unreadable."""

    __tablename__ = "subject_key"
    kept = Kept("Schlüssel von Personen, Haushalten und Gesprächen", Retention.CASE)

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    generation: Mapped[int] = mapped_column(SmallInteger)
    kek_id: Mapped[int] = mapped_column(Integer, index=True)
    wrapped: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)


class ServiceKey(Model):
    """A random wrapped key for one purpose of the installation (register, statistics, a blind index)."""

    __tablename__ = "service_key"
    kept = Kept("Schlüssel der Installation", Retention.INSTALLATION)

    purpose: Mapped[str] = clear(
        "Zweck des Schlüssels", String(60), primary_key=True, purpose="welcher Schlüssel es ist"
    )
    generation: Mapped[int] = mapped_column(SmallInteger)
    kek_id: Mapped[int] = mapped_column(Integer, index=True)
    wrapped: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)


class RowSeal(Model):
    """The seal over a whole row of another table; an old row put back does not fit it."""

    __tablename__ = "row_seal"
    kept = Kept("Zeilensiegel", Retention.ROW)

    table_name: Mapped[str] = clear("Tabelle", String(60), primary_key=True, purpose="welche Zeile es ist")
    row_id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    seal: Mapped[bytes] = mapped_column(LargeBinary)
