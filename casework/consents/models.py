"""A consent to share data with a partner, and a release from the duty of secrecy: dated, revocable, in versions."""

import uuid
from datetime import date
from typing import Any, ClassVar

from sqlalchemy import Boolean, CheckConstraint, Date, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship

from casework.database.base import Keyed, Model, refers_to
from casework.database.recorded import Recorded, one_current
from casework.database.retention import Kept, Retention
from casework.partners.models import Partner
from casework.people.models import Person
from casework.vault.columns import clear
from casework.vault.sealed import Sealed
from casework.vault.unreadable import NotReadableList
from casework.vocabulary.consents import COVERED_FIELDS, EXPIRED, NOT_YET, REVOKED, VALID

CONSENT = "Einwilligung, Art. 7 und Art. 9 Abs. 2 Buchst. a DSGVO"
RELEASE = "Schweigepflichtentbindung, § 203 StGB"


class Allowed(Recorded):
    """What somebody allowed, from a day to another, both included; taken back on a day, not from that day on.

    `shared` names the column that all versions of one have in common.
    """

    shared: ClassVar[str]
    given_on: Any
    valid_until: Any
    revoked_on: Any

    def is_valid_on(self, day: date) -> bool:
        """Whether it holds on a day."""
        return self.state_on(day) == VALID

    def state_on(self, day: date) -> str:
        """Whether it holds on a day or why not: VALID, EXPIRED, REVOKED or NOT_YET."""
        if day < self.given_on:
            return NOT_YET
        if self.revoked_on is not None and day >= self.revoked_on:
            return REVOKED
        return EXPIRED if self.valid_until is not None and day > self.valid_until else VALID


class Consent(Keyed, Allowed, Model):
    """A version of a consent: which data may go to which partner for which purpose.

    All versions share `consent_id`, and the believed one holds; taking it back is a version as well.
    """

    __tablename__ = "consent"
    shared = "consent_id"
    kept = Kept("Einwilligungen", Retention.CASE)
    __table_args__ = (
        CheckConstraint("valid_until IS NULL OR valid_until >= given_on", "order"),
        CheckConstraint("revoked_on IS NULL OR revoked_on >= given_on", "revoked"),
        one_current("uq_consent_current", "consent_id"),
    )

    consent_id: Mapped[uuid.UUID] = mapped_column(Uuid, index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(refers_to(Person.id), index=True)
    partner_id: Mapped[uuid.UUID] = mapped_column(refers_to(Partner.id), index=True)
    purpose: Mapped[str] = clear("Zweck der Einwilligung", String(20), purpose=CONSENT)
    form: Mapped[str] = clear("Form der Einwilligung", String(20), purpose=CONSENT)
    given_on: Mapped[date] = clear("Einwilligung gilt ab", Date, purpose=CONSENT)
    valid_until: Mapped[date | None] = clear("Einwilligung gilt bis", Date, index=True, purpose=CONSENT)
    revoked_on: Mapped[date | None] = clear("Einwilligung widerrufen am", Date, purpose=CONSENT)
    revoked_by: Mapped[str | None] = clear("Weg des Widerrufs", String(20), purpose=CONSENT)
    categories: Sealed[list[str]] = Sealed(
        "Arten der Daten, in deren Weitergabe eingewilligt wurde", purpose=CONSENT, unreadable=NotReadableList
    )
    language: Sealed[str | None] = Sealed("Sprache, in der sie erklärt wurde", purpose=CONSENT)
    interpreter: Mapped[str | None] = clear(
        "Sprachmittlung bei der Einwilligung", String(20), purpose=CONSENT
    )
    interpreter_name: Sealed[str | None] = Sealed("wer gedolmetscht hat", purpose=CONSENT)
    given_by: Sealed[str | None] = Sealed("wer für die Person eingewilligt hat", purpose=CONSENT)
    remark: Sealed[str | None] = Sealed("Vermerk zur Einwilligung", purpose=CONSENT)
    revocation_reason: Sealed[str | None] = Sealed("Vermerk zum Widerruf", purpose=CONSENT)

    person: Mapped[Person] = relationship()
    partner: Mapped[Partner] = relationship()

    @property
    def subject_id(self) -> uuid.UUID:
        return self.person_id

    @property
    def fields(self) -> list[str]:
        """What of the person may go out, by the names of COVERED_FIELDS."""
        return [field for category in self.categories for field in COVERED_FIELDS.get(category, ())]


class SecrecyRelease(Keyed, Allowed, Model):
    """A version of a release from secrecy: who may speak, to whom, about what.

    All versions share `release_id`. `released` and `towards` name somebody who stands in no directory; with
    `is_mutual` both may speak to each other.
    """

    __tablename__ = "secrecy_release"
    shared = "release_id"
    kept = Kept("Schweigepflichtentbindungen", Retention.CASE)
    __table_args__ = (
        CheckConstraint("valid_until IS NULL OR valid_until >= given_on", "order"),
        CheckConstraint("revoked_on IS NULL OR revoked_on >= given_on", "revoked"),
        one_current("uq_secrecy_release_current", "release_id"),
    )

    release_id: Mapped[uuid.UUID] = mapped_column(Uuid, index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(refers_to(Person.id), index=True)
    partner_id: Mapped[uuid.UUID | None] = mapped_column(refers_to(Partner.id), index=True)
    is_mutual: Mapped[bool] = clear("gegenseitig", Boolean, default=False, purpose=RELEASE)
    form: Mapped[str] = clear("Form der Entbindung", String(20), purpose=RELEASE)
    given_on: Mapped[date] = clear("Entbindung gilt ab", Date, purpose=RELEASE)
    valid_until: Mapped[date | None] = clear("Entbindung gilt bis", Date, index=True, purpose=RELEASE)
    revoked_on: Mapped[date | None] = clear("Entbindung widerrufen am", Date, purpose=RELEASE)
    revoked_by: Mapped[str | None] = clear("Weg des Widerrufs", String(20), purpose=RELEASE)
    released: Sealed[str] = Sealed("wer von der Schweigepflicht entbunden ist", purpose=RELEASE)
    towards: Sealed[str | None] = Sealed("wem gegenüber, wenn nicht im Verzeichnis", purpose=RELEASE)
    about: Sealed[str] = Sealed("worüber gesprochen werden darf", purpose=RELEASE)
    language: Sealed[str | None] = Sealed("Sprache, in der sie erklärt wurde", purpose=RELEASE)
    interpreter: Mapped[str | None] = clear("Sprachmittlung bei der Entbindung", String(20), purpose=RELEASE)
    interpreter_name: Sealed[str | None] = Sealed("wer gedolmetscht hat", purpose=RELEASE)
    given_by: Sealed[str | None] = Sealed("wer für die Person unterschrieben hat", purpose=RELEASE)
    remark: Sealed[str | None] = Sealed("Vermerk zur Entbindung", purpose=RELEASE)
    revocation_reason: Sealed[str | None] = Sealed("Vermerk zum Widerruf", purpose=RELEASE)

    person: Mapped[Person] = relationship()
    partner: Mapped[Partner | None] = relationship()

    @property
    def counterpart(self) -> str:
        """With whom one may speak: by the name in the directory, or as it was typed."""
        return self.partner.name if self.partner else self.towards or ""

    @property
    def subject_id(self) -> uuid.UUID:
        return self.person_id
