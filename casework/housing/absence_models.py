"""Somebody away for a while who keeps the place: in hospital, travelling, in custody (domain brief §7.7)."""

import uuid
from datetime import date

from sqlalchemy import CheckConstraint, Date
from sqlalchemy.orm import Mapped, mapped_column

from casework.database.base import Keyed, Model, refers_to
from casework.database.recorded import Recorded, one_current
from casework.database.retention import Kept, Retention
from casework.people.models import Person
from casework.vault.columns import clear
from casework.vault.sealed import Sealed

ABSENCE = "Wer trotz Aufenthalt nicht da ist"


class Absence(Keyed, Recorded, Model):
    """From the first evening away until the day of coming back, which is not counted; why is sealed (health data)."""

    __tablename__ = "absence"
    kept = Kept("Abwesenheiten", Retention.HOUSING)
    __table_args__ = (
        CheckConstraint("ends_on IS NULL OR ends_on > starts_on", "order"),
        one_current("uq_absence_current", "person_id", "starts_on"),
    )

    person_id: Mapped[uuid.UUID] = mapped_column(refers_to(Person.id), index=True)
    starts_on: Mapped[date] = clear("abwesend ab", Date, purpose=ABSENCE)
    ends_on: Mapped[date | None] = clear("wieder da am", Date, purpose=ABSENCE)
    kind: Sealed[str] = Sealed("Grund der Abwesenheit", purpose=ABSENCE)

    @property
    def subject_id(self) -> uuid.UUID:
        return self.person_id
