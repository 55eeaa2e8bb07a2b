"""What a record that is changed in place said before."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import Index, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from casework.database.base import Keyed, Model
from casework.database.moments import Moment
from casework.database.recorded import moment_of_recording
from casework.database.retention import Kept, Retention
from casework.vault.columns import clear
from casework.vault.keys import ServicePurpose
from casework.vault.sealed import Sealed
from casework.vault.unreadable import NotReadableDict


class EarlierVersion(Keyed, Model):
    """What some facts of a record said until a moment, and who changed them then.

    Sealed under the person's own key where the record is one's, so that it goes with the person.
    """

    __tablename__ = "earlier_version"
    kept = Kept("Frühere Fassungen", Retention.ROW)
    __table_args__ = (Index("ix_earlier_version_row", "row_id", "recorded_at"),)

    table_name: Mapped[str] = clear("Tabelle", String(60), purpose="welche Zeile es ist")
    row_id: Mapped[uuid.UUID] = mapped_column(Uuid)
    subject_id: Mapped[uuid.UUID | None] = mapped_column(Uuid)
    recorded_at: Mapped[datetime] = mapped_column(Moment, default=moment_of_recording)
    recorded_by_id: Mapped[uuid.UUID | None] = mapped_column(Uuid)
    before: Sealed[dict[str, Any]] = Sealed(
        "frühere Angaben",
        purpose="wer was wann geändert hat",
        under=lambda row: None if row.subject_id else ServicePurpose.TRAIL,
        unreadable=NotReadableDict,
    )
