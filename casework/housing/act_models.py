"""What somebody did with the stays of one or many people at once, so that it can be undone as one thing."""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, Index, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casework.database.base import Keyed, Model, refers_to
from casework.database.moments import Moment
from casework.database.recorded import moment_of_recording
from casework.database.retention import Kept, Retention
from casework.housing.stays import HOUSING
from casework.organisation.models import Municipality
from casework.people.models import Person
from casework.vault.columns import clear
from casework.vault.sealed import Sealed


class StayAct(Keyed, Model):
    """A move, a leaving, a clearing, a correction, a taking back; an undoing names the act it undoes."""

    __tablename__ = "stay_act"
    kept = Kept("Vorgänge der Unterbringung", Retention.HOUSING)
    __table_args__ = (Index("uq_stay_act_undoes_id", "undoes_id", unique=True),)

    municipality_id: Mapped[uuid.UUID] = mapped_column(refers_to(Municipality.id), index=True)
    kind: Mapped[str] = clear("Vorgang", String(10), purpose=HOUSING)
    acts_on: Mapped[date] = clear("Tag des Vorgangs", Date, purpose=HOUSING)
    recorded_at: Mapped[datetime] = mapped_column(Moment, default=moment_of_recording)
    recorded_by_id: Mapped[uuid.UUID | None] = mapped_column(Uuid, default=None)
    undoes_id: Mapped[uuid.UUID | None] = mapped_column(refers_to("stay_act.id"), default=None)


class StayStep(Keyed, Model):
    """What an act did on one axis of one record: the episode it stated, the one it superseded, or both."""

    __tablename__ = "stay_step"
    kept = Kept("Schritte der Vorgänge", Retention.HOUSING)
    __table_args__ = (CheckConstraint("stated_id IS NOT NULL OR superseded_id IS NOT NULL", "did_something"),)

    act_id: Mapped[uuid.UUID] = mapped_column(refers_to(StayAct.id), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(refers_to(Person.id), index=True)
    axis: Mapped[str] = clear("Achse", String(10), purpose=HOUSING)
    stated_id: Mapped[uuid.UUID | None] = mapped_column(Uuid, index=True, default=None)
    superseded_id: Mapped[uuid.UUID | None] = mapped_column(Uuid, index=True, default=None)

    act: Mapped[StayAct] = relationship()


class Hearing(Keyed, Model):
    """That somebody was heard before a transfer, or why they need not be (§ 60 (2) AsylG); told with the act."""

    __tablename__ = "hearing"
    kept = Kept("Anhörungen vor einer Verlegung", Retention.HOUSING)
    __table_args__ = (Index("uq_hearing_act_id_person_id", "act_id", "person_id", unique=True),)

    act_id: Mapped[uuid.UUID] = mapped_column(refers_to(StayAct.id))
    person_id: Mapped[uuid.UUID] = mapped_column(refers_to(Person.id), index=True)
    heard_on: Mapped[date | None] = clear("angehört am", Date, purpose=HOUSING)
    waived_because: Sealed[str | None] = Sealed("keine Anhörung, weil", purpose=HOUSING)

    act: Mapped[StayAct] = relationship()

    @property
    def subject_id(self) -> uuid.UUID:
        return self.person_id
