"""The trail: one row per act or look, each chained to the one before."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Boolean, Integer, LargeBinary, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from casework.database.base import Keyed, Model
from casework.database.moments import Moment
from casework.database.retention import Kept, Retention
from casework.vault.columns import clear
from casework.vault.keys import ServicePurpose
from casework.vault.sealed import Sealed
from casework.vault.unreadable import NotReadableDict


class TrailEntry(Keyed, Model):
    """What one actor did to, or saw of, one subject. The detail is sealed under the
    subject's own key, so that erasing the subject erases it and leaves the chain intact."""

    __tablename__ = "trail_entry"
    kept = Kept("Protokoll", Retention.TRAIL)

    sequence: Mapped[int] = mapped_column(BigInteger, unique=True)
    happened_at: Mapped[datetime] = mapped_column(Moment, index=True)
    municipality_id: Mapped[uuid.UUID | None] = mapped_column(Uuid)
    actor_id: Mapped[uuid.UUID | None] = mapped_column(Uuid)
    action: Mapped[str] = clear(
        "Handlung", String(80), purpose="Nachweis der Zugriffe (Art. 5 (2), 32 DSGVO)"
    )
    about_id: Mapped[uuid.UUID | None] = mapped_column(Uuid, index=True)
    is_about_subject: Mapped[bool] = clear(
        "betrifft eine Person", Boolean, purpose="welcher Schlüssel die Einzelheiten öffnet"
    )
    detail: Sealed[dict[str, Any]] = Sealed(
        "Einzelheiten",
        purpose="Nachweis der Zugriffe",
        under=lambda entry: None if entry.is_about_subject else ServicePurpose.TRAIL,
        unreadable=NotReadableDict,
    )
    previous_hash: Mapped[bytes] = mapped_column(LargeBinary)
    hash: Mapped[bytes] = mapped_column(LargeBinary)

    @property
    def subject_id(self) -> uuid.UUID | None:
        return self.about_id


class TrailHead(Model):
    """The end of the chain: whoever appends holds this row until the commit, so the order has no gaps."""

    __tablename__ = "trail_head"
    kept = Kept("Ende des Protokolls", Retention.INSTALLATION)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    sequence: Mapped[int] = mapped_column(BigInteger)
    hash: Mapped[bytes] = mapped_column(LargeBinary)
