"""A partner organisation: its public contact and what it offers."""

import uuid

from sqlalchemy import Boolean, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from casework.database.base import Keyed, Model, refers_to
from casework.database.retention import Kept, Retention
from casework.organisation.models import Municipality
from casework.vault.columns import clear

DIRECTORY = "Partnerverzeichnis; öffentliche Angaben von Stellen"


class Partner(Keyed, Model):
    """An organisation people are referred to, with its public contact."""

    __tablename__ = "partner"
    kept = Kept("Partner", Retention.PUBLIC)
    __table_args__ = (UniqueConstraint("municipality_id", "name"),)

    municipality_id: Mapped[uuid.UUID] = mapped_column(refers_to(Municipality.id), index=True)
    name: Mapped[str] = clear("Name der Stelle", String(200), purpose=DIRECTORY)
    kind: Mapped[str] = clear("Art der Stelle", String(30), purpose=DIRECTORY)
    phone: Mapped[str | None] = clear("Telefon der Stelle", String(60), purpose=DIRECTORY)
    email: Mapped[str | None] = clear("E-Mail der Stelle", String(200), purpose=DIRECTORY)
    address: Mapped[str | None] = clear("Anschrift der Stelle", String(300), purpose=DIRECTORY)
    offers: Mapped[str | None] = clear("Angebote", String(1000), purpose=DIRECTORY)
    is_active: Mapped[bool] = clear("in Gebrauch", Boolean, default=True, purpose=DIRECTORY)
    version: Mapped[int] = mapped_column(Integer)

    __mapper_args__ = {"version_id_col": version}
