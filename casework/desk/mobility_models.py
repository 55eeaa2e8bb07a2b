"""How somebody gets out of a house in a fire: health data, known to those who work with the person."""

import uuid
from datetime import date

from sqlalchemy import Date
from sqlalchemy.orm import Mapped, mapped_column

from casework.database.base import Keyed, Model, refers_to
from casework.database.recorded import Recorded, one_current
from casework.database.retention import Kept, Retention
from casework.people.models import Person
from casework.vault.columns import clear
from casework.vault.sealed import Sealed

RESCUE = "Rettung im Brandfall (Art. 9 (2) c DSGVO)"


class MobilityNeed(Keyed, Recorded, Model):
    """The help a person needs to get out, from a day on; the statement begun last holds. Codes of MOBILITY_NEEDS."""

    __tablename__ = "mobility_need"
    kept = Kept("Mobilität", Retention.HOUSING)
    __table_args__ = (one_current("uq_mobility_need_current", "person_id", "starts_on"),)

    person_id: Mapped[uuid.UUID] = mapped_column(refers_to(Person.id), index=True)
    need: Sealed[str] = Sealed("Mobilität", purpose=RESCUE)
    starts_on: Mapped[date] = clear("Mobilität ab", Date, purpose=RESCUE)

    @property
    def subject_id(self) -> uuid.UUID:
        return self.person_id
