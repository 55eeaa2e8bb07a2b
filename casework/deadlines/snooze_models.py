"""What somebody put off until a day, and why; and after how many months without a talk somebody is asked about."""

import uuid
from datetime import date

from sqlalchemy import Date, Integer, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from casework.database.base import Keyed, Model, refers_to
from casework.database.recorded import Recorded, one_current
from casework.database.retention import Kept, Retention
from casework.organisation.models import Municipality
from casework.people.models import Person
from casework.vault.columns import clear
from casework.vault.sealed import Sealed

MY_DAY = "Mein Tag"


class Snooze(Keyed, Recorded, Model):
    """A row of Mein Tag that rests until a day, for everybody who sees it; known by a blind index of what it is about.

    One about nobody is sealed under a key of its own.
    """

    __tablename__ = "snooze"
    kept = Kept("Zurückgestellte Einträge", Retention.CASE)
    __table_args__ = (one_current("uq_snooze_current", "municipality_id", "row_index"),)

    municipality_id: Mapped[uuid.UUID] = mapped_column(refers_to(Municipality.id), index=True)
    person_id: Mapped[uuid.UUID | None] = mapped_column(refers_to(Person.id), index=True)
    row_index: Mapped[bytes] = mapped_column(LargeBinary)
    until_on: Mapped[date] = clear("zurückgestellt bis", Date, purpose=MY_DAY)
    reason: Sealed[str] = Sealed("Grund der Zurückstellung", purpose=MY_DAY)

    @property
    def subject_id(self) -> uuid.UUID:
        return self.person_id or self.id


class TalkGap(Keyed, Recorded, Model):
    """After how many months without a talk a municipality wants to be asked about somebody."""

    __tablename__ = "talk_gap"
    kept = Kept("Erinnerung an Personen ohne Gespräch", Retention.INSTALLATION)
    __table_args__ = (one_current("uq_talk_gap_current", "municipality_id"),)

    municipality_id: Mapped[uuid.UUID] = mapped_column(refers_to(Municipality.id), index=True)
    months: Mapped[int] = clear("Monate ohne Gespräch", Integer, purpose=MY_DAY)
