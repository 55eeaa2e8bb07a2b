"""How somebody's situation in a field of action was rated on a day."""

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


class PlanRating(Keyed, Recorded, Model):
    """One version of a rating; all versions share `rating_id`. Even the field is sealed: GES, PSY and SCH say a lot."""

    __tablename__ = "plan_rating"
    kept = Kept("Einschätzungen der Lage", Retention.CASE)
    __table_args__ = (one_current("uq_plan_rating_current", "rating_id"),)

    rating_id: Mapped[uuid.UUID] = mapped_column(Uuid, default=uuid.uuid4)
    plan_id: Mapped[uuid.UUID] = mapped_column(refers_to("integration_plan.id"), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(refers_to(Person.id), index=True)
    rated_on: Mapped[date] = clear("eingeschätzt am", Date, purpose=PLAN)
    field_of_action: Sealed[str] = Sealed("Handlungsfeld", purpose=PLAN)
    level: Sealed[str] = Sealed("Einschätzung von 1 bis 5", purpose=PLAN)
    remark: Sealed[str | None] = Sealed("Lage in Worten", purpose=PLAN)

    @property
    def subject_id(self) -> uuid.UUID:
        return self.person_id
