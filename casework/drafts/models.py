"""A draft: all that was typed into one form by one user and is not saved yet."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import Integer, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from casework.accounts.models import User
from casework.database.base import Keyed, Model, refers_to
from casework.database.moments import Moment, now
from casework.database.retention import Kept, Retention
from casework.vault.columns import clear
from casework.vault.sealed import Sealed
from casework.vault.unreadable import NotReadableList

NOTHING_LOST = "damit kein getipptes Wort verloren geht"


class Draft(Keyed, Model):
    """The words of one form under a key of their own, which goes with them; nobody but their user gets them back."""

    __tablename__ = "draft"
    kept = Kept("Entwürfe", Retention.DRAFT)

    user_id: Mapped[uuid.UUID] = mapped_column(refers_to(User.id), index=True)
    place_index: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    saved_at: Mapped[datetime] = clear(
        "zuletzt gesichert", Moment, default=now, purpose="Löschen nach Ablauf; neueste zuerst"
    )
    version: Mapped[int] = mapped_column(Integer)
    place: Sealed[str] = Sealed("Formular", purpose=NOTHING_LOST)
    title: Sealed[str | None] = Sealed("Überschrift des Formulars", purpose=NOTHING_LOST)
    sheets: Sealed[list[dict[str, Any]]] = Sealed(
        "Eingaben", purpose=NOTHING_LOST, unreadable=NotReadableList
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def subject_id(self) -> uuid.UUID:
        """The draft is closed with a key of its own."""
        return self.id
