"""By what somebody is protected and since when: sealed; in clear lies only that rights to their data are narrower."""

import uuid
from datetime import date
from typing import Any

from sqlalchemy import Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casework.database.base import Keyed, Model, refers_to
from casework.database.episodes import ONE_DAY
from casework.database.recorded import Recorded, one_current
from casework.database.retention import Kept, Retention
from casework.people.models import Person
from casework.vault.sealed import Sealed
from casework.vault.unreadable import NotReadableDay, is_unreadable

PROTECTION = "Schutz der Person, §§ 51, 52 BMG, Gewaltschutz"


def _day(**values: Any) -> Sealed[Any]:
    return Sealed(
        purpose=PROTECTION, write=date.isoformat, read=date.fromisoformat, unreadable=NotReadableDay, **values
    )


class Protection(Keyed, Recorded, Model):
    """A version of the statement that a person is protected, over the days [starts_on, ends_on). Codes of PROTECTIONS.

    All versions share `protection_id`, and the believed one holds; taking it back is a version with its reason.
    The days are sealed, too: no constraint of the database sees them.
    """

    __tablename__ = "protection"
    kept = Kept("Engere Rechte", Retention.CASE)
    __table_args__ = (one_current("uq_protection_current", "protection_id"),)

    protection_id: Mapped[uuid.UUID] = mapped_column(Uuid, index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(refers_to(Person.id), index=True)
    kind: Sealed[str] = Sealed("Art des Schutzes", purpose=PROTECTION)
    starts_on: Sealed[date] = _day(label="Schutz ab")
    ends_on: Sealed[date | None] = _day(label="Schutz bis")
    authority: Sealed[str | None] = Sealed(
        "Behörde oder Stelle, die den Schutz veranlasst hat", purpose=PROTECTION
    )
    remark: Sealed[str | None] = Sealed("Vermerk zum Schutz", purpose=PROTECTION)
    retracted_because: Sealed[str | None] = Sealed("Grund der Rücknahme", purpose=PROTECTION)

    person: Mapped[Person] = relationship()

    @property
    def subject_id(self) -> uuid.UUID:
        return self.person_id

    @property
    def is_retracted(self) -> bool:
        """Whether it was taken back as an error; a reason that does not open leaves it standing."""
        return self.retracted_because is not None and not is_unreadable(self.retracted_because)

    @property
    def has_days(self) -> bool:
        """Whether both days open, so that something can be counted from them."""
        return not is_unreadable(self.starts_on) and not is_unreadable(self.ends_on)

    @property
    def last_on(self) -> date | None:
        """The last day on which it holds, as an authority writes it; None for one without an end."""
        if self.ends_on is None or is_unreadable(self.ends_on):
            return self.ends_on
        return self.ends_on - ONE_DAY

    def is_over_on(self, day: date) -> bool:
        """Whether it no longer holds on a day; one that has yet to begin is not over."""
        return self.ends_on is not None and self.ends_on <= day
