"""What went out about somebody to a partner: written once, at the moment of sending."""

import uuid
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import String, Uuid, event
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casework.consents.models import Consent
from casework.database.base import Keyed, Model, refers_to
from casework.database.moments import Moment
from casework.database.retention import Kept, Retention
from casework.organisation.models import Municipality
from casework.partners.models import Partner
from casework.people.models import Person
from casework.referrals.models import Referral
from casework.vault.columns import clear
from casework.vault.sealed import Sealed
from casework.vault.unreadable import NOT_READABLE, NotReadable

SHARING = "Nachweis, welche Daten mit welcher Einwilligung an wen gingen"


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that a partner is told of somebody: the data category, its label then, and the very words."""

    category: str
    label: str
    value: str


class NotReadableParts(NotReadable, list[Part]):
    """Parts that do not open: one, which says so."""

    def __init__(self) -> None:
        super().__init__([Part("", "", NOT_READABLE)])


def _write_parts(parts: list[Part]) -> list[dict[str, str]]:
    return [asdict(part) for part in parts]


def _read_parts(stored: list[dict[str, str]]) -> list[Part]:
    return [Part(**part) for part in stored]


class Transmission(Keyed, Model):
    """Data about a person that went out to a partner, word for word, under one consent: never changed or deleted."""

    __tablename__ = "transmission"
    kept = Kept("Übermittlungen an Stellen", Retention.CASE)

    municipality_id: Mapped[uuid.UUID] = mapped_column(refers_to(Municipality.id), index=True)
    referral_id: Mapped[uuid.UUID] = mapped_column(refers_to(Referral.id), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(refers_to(Person.id), index=True)
    partner_id: Mapped[uuid.UUID] = mapped_column(refers_to(Partner.id), index=True)
    consent_id: Mapped[uuid.UUID] = mapped_column(refers_to(Consent.id), index=True)
    channel: Mapped[str] = clear("Weg der Übermittlung", String(20), purpose=SHARING)
    sent_at: Mapped[datetime] = mapped_column(Moment)
    recorded_by_id: Mapped[uuid.UUID | None] = mapped_column(Uuid)
    recipient: Sealed[str] = Sealed("Empfänger", purpose=SHARING)
    content: Sealed[list[Part]] = Sealed(
        "übermittelte Daten",
        purpose=SHARING,
        write=_write_parts,
        read=_read_parts,
        unreadable=NotReadableParts,
    )

    referral: Mapped[Referral] = relationship()
    partner: Mapped[Partner] = relationship()
    consent: Mapped[Consent] = relationship()

    @property
    def subject_id(self) -> uuid.UUID:
        return self.person_id


@event.listens_for(Transmission, "before_update")
@event.listens_for(Transmission, "before_delete")
def _stays_as_it_was(_mapper: Any, _connection: Any, transmission: Transmission) -> None:
    raise TypeError(f"what went out stays on record as it was: {transmission.id}")
