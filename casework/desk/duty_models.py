"""Which account looks after which house."""

import uuid

from sqlalchemy.orm import Mapped, mapped_column

from casework.accounts.models import User
from casework.database.base import Keyed, Model, refers_to
from casework.database.recorded import Recorded, one_current
from casework.database.retention import Kept, Retention
from casework.housing.models import Accommodation


class HouseDuty(Keyed, Recorded, Model):
    """An account looks after a house for as long as this is believed."""

    __tablename__ = "house_duty"
    kept = Kept("zugeteilte Häuser", Retention.ACCOUNT)
    __table_args__ = (one_current("uq_house_duty_current", "user_id", "accommodation_id"),)

    user_id: Mapped[uuid.UUID] = mapped_column(refers_to(User.id), index=True)
    accommodation_id: Mapped[uuid.UUID] = mapped_column(refers_to(Accommodation.id), index=True)
