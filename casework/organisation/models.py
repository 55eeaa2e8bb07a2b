"""The municipality, tenant of everything."""

from sqlalchemy import Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from casework.database.base import Keyed, Model
from casework.database.retention import Kept, Retention
from casework.vault.columns import clear


class Municipality(Keyed, Model):
    """A town or county with its own people, houses and accounts; nothing crosses its border."""

    __tablename__ = "municipality"
    kept = Kept("Kommunen", Retention.INSTALLATION)

    name: Mapped[str] = clear("Name der Kommune", String(200), unique=True, purpose="Mandant; öffentlich")
    position: Mapped[int] = mapped_column(Integer, unique=True)
