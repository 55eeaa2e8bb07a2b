"""The days on which a plan was gone through together."""

import uuid
from datetime import date

from sqlalchemy import Date, Integer, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from casework.database.base import Keyed, Model, refers_to
from casework.database.recorded import Recorded, one_current
from casework.database.retention import Kept, Retention
from casework.organisation.models import Municipality
from casework.people.models import Person
from casework.plans.step_models import PLAN
from casework.vault.columns import clear
from casework.vault.sealed import Sealed


class PlanReview(Keyed, Recorded, Model):
    """A day on which the plan was gone through together, and when it will be next.

    A correction is a version with the same `review_id`.
    """

    __tablename__ = "plan_review"
    kept = Kept("Überprüfungen der Pläne", Retention.CASE)
    __table_args__ = (one_current("uq_plan_review_current", "review_id"),)

    review_id: Mapped[uuid.UUID] = mapped_column(Uuid, index=True)
    plan_id: Mapped[uuid.UUID] = mapped_column(refers_to("integration_plan.id"), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(refers_to(Person.id), index=True)
    reviewed_on: Mapped[date] = clear("überprüft am", Date, purpose=PLAN)
    next_on: Mapped[date] = clear("nächste Überprüfung am", Date, purpose=PLAN)
    remark: Sealed[str | None] = Sealed("Bemerkung", purpose=PLAN)

    @property
    def subject_id(self) -> uuid.UUID:
        return self.person_id


class ReviewInterval(Keyed, Recorded, Model):
    """After how many months a municipality goes through a plan again, unless it says otherwise."""

    __tablename__ = "review_interval"
    kept = Kept("Abstand der Überprüfungen", Retention.INSTALLATION)
    __table_args__ = (one_current("uq_review_interval_current", "municipality_id"),)

    municipality_id: Mapped[uuid.UUID] = mapped_column(refers_to(Municipality.id), index=True)
    months: Mapped[int] = clear("Monate bis zur nächsten Überprüfung", Integer, purpose=PLAN)
