"""What a person can do, has, and relies on."""

import uuid
from datetime import date

from sqlalchemy import Date, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from casework.database.base import Keyed, Model, refers_to
from casework.database.recorded import Recorded, one_current
from casework.database.retention import Kept, Retention
from casework.people.models import Person
from casework.plans.step_models import PLAN
from casework.vault.columns import clear
from casework.vault.sealed import Sealed


class PlanStrength(Keyed, Recorded, Model):
    """One version of a strength; all versions share `strength_id`."""

    __tablename__ = "plan_strength"
    kept = Kept("Stärken im Plan", Retention.CASE)
    __table_args__ = (one_current("uq_plan_strength_current", "strength_id"),)

    strength_id: Mapped[uuid.UUID] = mapped_column(Uuid, default=uuid.uuid4)
    plan_id: Mapped[uuid.UUID] = mapped_column(refers_to("integration_plan.id"), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(refers_to(Person.id), index=True)
    noted_on: Mapped[date] = clear("Stärke genannt am", Date, purpose=PLAN)
    text: Sealed[str] = Sealed("Stärke", purpose=PLAN)

    @property
    def subject_id(self) -> uuid.UUID:
        return self.person_id
