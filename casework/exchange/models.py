"""An uploaded list waits here, sealed, until somebody takes it over or throws it away."""

import uuid
from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from casework.accounts.models import User
from casework.database.base import Keyed, Model, refers_to
from casework.database.moments import Moment, now
from casework.database.retention import Kept, Retention
from casework.organisation.models import Municipality
from casework.vault.columns import clear
from casework.vault.keys import ServicePurpose
from casework.vault.sealed import Sealed, SealedFile

TAKE_OVER = "Übernahme von Listen"


class UploadedList(Keyed, Model):
    """A file as it was uploaded."""

    __tablename__ = "uploaded_list"
    kept = Kept("Hochgeladene Listen", Retention.UPLOAD)

    municipality_id: Mapped[uuid.UUID] = mapped_column(refers_to(Municipality.id), index=True)
    uploaded_by_id: Mapped[uuid.UUID] = mapped_column(refers_to(User.id))
    uploaded_at: Mapped[datetime] = mapped_column(Moment, default=now)
    list_name: Mapped[str] = clear("Liste", String(30), purpose=TAKE_OVER)
    file_name: Sealed[str] = Sealed("Dateiname", purpose=TAKE_OVER, under=ServicePurpose.UPLOADS)
    content: SealedFile = SealedFile("Datei", purpose=TAKE_OVER, under=ServicePurpose.UPLOADS)
