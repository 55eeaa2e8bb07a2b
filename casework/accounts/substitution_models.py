"""Who stands in for whom while somebody of the office is away."""

import uuid
from datetime import date

from sqlalchemy import CheckConstraint, Date
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casework.accounts.models import User
from casework.database.base import Keyed, Model, refers_to
from casework.database.recorded import Recorded
from casework.database.retention import Kept, Retention
from casework.organisation.models import Municipality
from casework.vault.columns import clear

AWAY = "Vertretung bei Abwesenheit"


class Substitution(Keyed, Recorded, Model):
    """The span in which somebody is away and a colleague sees their cases; it ends by itself on `ends_on`."""

    __tablename__ = "substitution"
    kept = Kept("Vertretungen", Retention.ACCOUNT)
    __table_args__ = (
        CheckConstraint("ends_on > starts_on", "order"),
        CheckConstraint("absent_id <> substitute_id", "somebody_else"),
    )

    municipality_id: Mapped[uuid.UUID] = mapped_column(refers_to(Municipality.id), index=True)
    absent_id: Mapped[uuid.UUID] = mapped_column(refers_to(User.id), index=True)
    substitute_id: Mapped[uuid.UUID] = mapped_column(refers_to(User.id), index=True)
    starts_on: Mapped[date] = clear("Vertretung ab", Date, purpose=AWAY)
    ends_on: Mapped[date] = clear("wieder da am", Date, purpose=AWAY)

    absent: Mapped[User] = relationship(foreign_keys=[absent_id])
    substitute: Mapped[User] = relationship(foreign_keys=[substitute_id])
