"""Posts: what share of a full-time post somebody holds from a day on, in which role and team."""

import uuid
from datetime import date
from decimal import Decimal

from sqlalchemy import CheckConstraint, Date, Numeric, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casework.access.roles import Role
from casework.accounts.models import User
from casework.database.base import Keyed, Model, refers_to
from casework.database.recorded import Recorded, one_current
from casework.database.retention import Kept, Retention
from casework.organisation.models import Municipality, Team
from casework.vault.columns import clear

FROM_THE_START = date(2000, 1, 1)
"""An account had kept no day for its share: it counts from here on, as it had counted for every day before."""
PER_POST = "Zahlen der Arbeit je Vollzeitstelle"


class Post(Keyed, Recorded, Model):
    """What was stated of somebody's post from a day on; the last begun one holds, unless its end was stated.

    The role is the one the account had when the post was stated, so that a later role changes no earlier figure.
    """

    __tablename__ = "post"
    kept = Kept("Stellen", Retention.ACCOUNT)
    __table_args__ = (
        CheckConstraint("share > 0 AND share <= 1", "share"),
        CheckConstraint("ends_on > starts_on", "order"),
        one_current("uq_post_current", "user_id", "starts_on"),
    )

    municipality_id: Mapped[uuid.UUID] = mapped_column(refers_to(Municipality.id), index=True)
    user_id: Mapped[uuid.UUID] = mapped_column(refers_to(User.id), index=True)
    team_id: Mapped[uuid.UUID | None] = mapped_column(refers_to(Team.id), index=True)
    role: Mapped[Role] = clear("Rolle der Stelle", String(40), purpose=PER_POST)
    share: Mapped[Decimal] = clear("Stellenanteil", Numeric(3, 2), purpose=PER_POST)
    starts_on: Mapped[date] = clear("Stelle ab", Date, purpose=PER_POST)
    ends_on: Mapped[date | None] = clear("Stelle bis", Date, purpose=PER_POST)

    user: Mapped[User] = relationship()
    team: Mapped[Team | None] = relationship()

    @property
    def is_from_the_start(self) -> bool:
        """Whether nobody ever said since when."""
        return self.starts_on == FROM_THE_START
