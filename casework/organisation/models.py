"""The municipality, tenant of everything, and which fields it does not ask for."""

import uuid

from sqlalchemy import Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from casework.database.base import Keyed, Model, refers_to
from casework.database.recorded import Recorded, one_current
from casework.database.retention import Kept, Retention
from casework.vault.columns import clear


class Municipality(Keyed, Model):
    """A town or county with its own people, houses and accounts; nothing crosses its border."""

    __tablename__ = "municipality"
    kept = Kept("Kommunen", Retention.INSTALLATION)

    name: Mapped[str] = clear("Name der Kommune", String(200), unique=True, purpose="Mandant; öffentlich")
    position: Mapped[int] = mapped_column(Integer, unique=True)


class UnaskedField(Keyed, Recorded, Model):
    """A field that a municipality has switched off; switched on again, the row is superseded."""

    __tablename__ = "unasked_field"
    kept = Kept("Abgeschaltete Felder", Retention.INSTALLATION)
    __table_args__ = (one_current("uq_unasked_field_current", "municipality_id", "field"),)

    municipality_id: Mapped[uuid.UUID] = mapped_column(refers_to(Municipality.id), index=True)
    field: Mapped[str] = clear("Feld", String(80), purpose="welche Felder eine Kommune nicht nutzt")
