"""What somebody allows on a day, as known now or at a moment; people of several records allow it as one."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from casework.access.viewer import Viewer
from casework.consents.models import Consent, SecrecyRelease
from casework.database.base import db
from casework.database.recorded import known
from casework.errors import NotThere, Refused
from casework.people.models import Person
from casework.people.scope import of_visible
from casework.vault.keys import keys
from casework.vocabulary.consents import PURPOSES


def consents_of(person: Person, moment: datetime | None = None) -> Sequence[Consent]:
    """Every consent of a person, also those that ended, the latest first."""
    keys().prefetch(person.record_ids)
    return db.session.scalars(
        select(Consent)
        .where(Consent.person_id.in_(person.record_ids), known(Consent, moment))
        .order_by(Consent.given_on.desc(), Consent.recorded_at.desc(), Consent.id)
        .options(joinedload(Consent.partner))
    ).all()


def releases_of(person: Person, moment: datetime | None = None) -> Sequence[SecrecyRelease]:
    """Every release from secrecy of a person, also those that ended, the latest first."""
    keys().prefetch(person.record_ids)
    return db.session.scalars(
        select(SecrecyRelease)
        .where(SecrecyRelease.person_id.in_(person.record_ids), known(SecrecyRelease, moment))
        .order_by(SecrecyRelease.given_on.desc(), SecrecyRelease.recorded_at.desc(), SecrecyRelease.id)
        .options(joinedload(SecrecyRelease.partner))
    ).all()


def valid_consents(person: Person, day: date, moment: datetime | None = None) -> list[Consent]:
    """The consents of a person that hold on a day, the latest first."""
    return [consent for consent in consents_of(person, moment) if consent.is_valid_on(day)]


def find_valid(
    person: Person, partner_id: uuid.UUID, purpose: str, day: date, moment: datetime | None = None
) -> Consent | None:
    """The consent that lets data go to a partner for a purpose on a day; the latest, if there are several."""
    return next(
        (
            consent
            for consent in valid_consents(person, day, moment)
            if (consent.partner_id, consent.purpose) == (partner_id, purpose)
        ),
        None,
    )


def get_valid(person: Person, partner_id: uuid.UUID, purpose: str, day: date) -> Consent:
    """The same; Refused says what is missing and what to do."""
    consent = find_valid(person, partner_id, purpose, day)
    if consent is not None:
        return consent
    said = [one for one in consents_of(person) if (one.partner_id, one.purpose) == (partner_id, purpose)]
    raise Refused(_why_not(said[0] if said else None, day), purpose=PURPOSES.label(purpose))


def _why_not(latest: Consent | None, day: date) -> str:
    """What became of the latest consent for this, and what to do."""
    if latest is None:
        return (
            "Für „%(purpose)s“ liegt keine Einwilligung gegenüber dieser Stelle vor. "
            "Bitte holen Sie sie ein und halten Sie sie unter „Einwilligungen“ fest."
        )
    if latest.revoked_on is not None and latest.revoked_on <= day:
        return (
            "Die Einwilligung für „%(purpose)s“ ist widerrufen; es gehen keine Daten mehr an diese Stelle. "
            "Nur eine neue Einwilligung ändert das."
        )
    if day < latest.given_on:
        return "Die Einwilligung für „%(purpose)s“ gilt an diesem Tag noch nicht."
    return (
        "Die Einwilligung für „%(purpose)s“ ist abgelaufen. Bitte holen Sie eine neue ein und halten Sie sie unter "
        "„Einwilligungen“ fest."
    )


def get_consent(viewer: Viewer, consent_id: uuid.UUID) -> Consent:
    """The version that holds of a consent of somebody this viewer may know of."""
    consent = db.session.scalar(
        select(Consent)
        .join(Person, Person.id == Consent.person_id)
        .where(Consent.consent_id == consent_id, known(Consent), of_visible(viewer))
        .options(joinedload(Consent.partner))
    )
    if consent is None:
        raise NotThere("Diese Einwilligung gibt es nicht, oder sie gehört nicht zu Ihren Fällen.")
    return consent


def get_release(viewer: Viewer, release_id: uuid.UUID) -> SecrecyRelease:
    """The version that holds of a release of somebody this viewer may know of."""
    release = db.session.scalar(
        select(SecrecyRelease)
        .join(Person, Person.id == SecrecyRelease.person_id)
        .where(SecrecyRelease.release_id == release_id, known(SecrecyRelease), of_visible(viewer))
        .options(joinedload(SecrecyRelease.partner))
    )
    if release is None:
        raise NotThere(
            "Diese Schweigepflichtentbindung gibt es nicht, oder sie gehört nicht zu Ihren Fällen."
        )
    return release
