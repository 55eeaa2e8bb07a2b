"""The phases a plan went through."""

import uuid
from datetime import date

from sqlalchemy import Date, String
from sqlalchemy.orm import Mapped, mapped_column

from casework.database.base import Keyed, Model, refers_to
from casework.database.recorded import Recorded
from casework.database.retention import Kept, Retention
from casework.people.models import Person
from casework.plans.step_models import PLAN
from casework.vault.columns import clear


class PlanPhase(Keyed, Recorded, Model):
    """The phase a plan is in from a day on, until the next one begins."""

    __tablename__ = "plan_phase"
    kept = Kept("Phasen der Pläne", Retention.CASE)

    plan_id: Mapped[uuid.UUID] = mapped_column(refers_to("integration_plan.id"), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(refers_to(Person.id), index=True)
    phase: Mapped[str] = clear("Phase des Plans", String(20), purpose=PLAN)
    begins_on: Mapped[date] = clear("Phase ab", Date, purpose=PLAN)
