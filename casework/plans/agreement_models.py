"""When a plan was agreed as it stood, or declined."""

import uuid
from datetime import date

from sqlalchemy import CheckConstraint, Date, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from casework.database.base import Keyed, Model, refers_to
from casework.database.recorded import Recorded, one_current
from casework.database.retention import Kept, Retention
from casework.people.models import Person
from casework.plans.step_models import PLAN
from casework.vault.columns import clear
from casework.vault.sealed import Sealed
from casework.vocabulary.plans import DECLINED


class PlanAgreement(Keyed, Recorded, Model):
    """One telling of what became of a version of a plan, which is the plan as known when it was told the first time."""

    __tablename__ = "plan_agreement"
    kept = Kept("Vereinbarungen der Pläne", Retention.CASE)
    __table_args__ = (
        CheckConstraint("number > 0", "number"),
        one_current("uq_plan_agreement_current", "plan_id", "number"),
    )

    plan_id: Mapped[uuid.UUID] = mapped_column(refers_to("integration_plan.id"), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(refers_to(Person.id), index=True)
    number: Mapped[int] = clear("Nummer der Fassung", Integer, purpose=PLAN)
    agreed_on: Mapped[date] = clear("Fassung vereinbart am", Date, purpose=PLAN)
    outcome: Mapped[str] = clear("Ergebnis der Vereinbarung", String(20), purpose=PLAN)
    interpreter: Mapped[str] = clear("Sprachmittlung", String(20), purpose=PLAN)
    language: Sealed[str | None] = Sealed("Sprache der Vereinbarung", purpose=PLAN)
    copy_language: Sealed[str | None] = Sealed("Sprache der Ausfertigung", purpose=PLAN)
    present: Sealed[str | None] = Sealed("wer dabei war", purpose=PLAN)
    reason: Sealed[str | None] = Sealed("Grund der Ablehnung", purpose=PLAN)

    @property
    def subject_id(self) -> uuid.UUID:
        return self.person_id

    @property
    def is_declined(self) -> bool:
        """Whether the person did not agree."""
        return self.outcome == DECLINED
