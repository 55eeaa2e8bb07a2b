"""The secret address under which a calendar is subscribed to."""

import uuid
from datetime import datetime

from sqlalchemy import Boolean, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casework.accounts.models import User
from casework.database.base import Keyed, Model, refers_to
from casework.database.moments import Moment, now
from casework.database.retention import Kept, Retention
from casework.vault.columns import clear


class CalendarFeed(Keyed, Model):
    """A secret address of an account's calendar, known by its hash alone; it holds until `ended_at`."""

    __tablename__ = "calendar_feed"
    kept = Kept("Abonnierte Kalender", Retention.ACCOUNT)

    user_id: Mapped[uuid.UUID] = mapped_column(refers_to(User.id), index=True)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    shows_names: Mapped[bool] = clear(
        "zeigt Namen", Boolean, default=False, purpose="Wahl der Inhaberin oder des Inhabers"
    )
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)
    seen_at: Mapped[datetime | None] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)

    user: Mapped[User] = relationship()
