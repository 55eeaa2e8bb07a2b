"""The days on which a plan was gone through together."""

import uuid
from datetime import date

from sqlalchemy import Date
from sqlalchemy.orm import Mapped, mapped_column

from casework.database.base import Keyed, Model, refers_to
from casework.database.recorded import Recorded
from casework.database.retention import Kept, Retention
from casework.people.models import Person
from casework.plans.goal_models import PLAN
from casework.vault.columns import clear
from casework.vault.sealed import Sealed


class PlanReview(Keyed, Recorded, Model):
    """A day on which the plan was gone through together, and when it will be next."""

    __tablename__ = "plan_review"
    kept = Kept("Überprüfungen der Pläne", Retention.CASE)

    plan_id: Mapped[uuid.UUID] = mapped_column(refers_to("integration_plan.id"), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(refers_to(Person.id), index=True)
    reviewed_on: Mapped[date] = clear("überprüft am", Date, purpose=PLAN)
    next_on: Mapped[date] = clear("nächste Überprüfung am", Date, purpose=PLAN)
    remark: Sealed[str | None] = Sealed("Bemerkung", purpose=PLAN)

    @property
    def subject_id(self) -> uuid.UUID:
        return self.person_id
