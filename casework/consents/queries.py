"""What somebody allows on a day, as known now or at a moment; people of several records allow it as one."""

import uuid
from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from casework.access.viewer import Viewer
from casework.consents.models import Allowed, Consent, SecrecyRelease
from casework.database.base import db
from casework.database.recorded import known
from casework.errors import NotThere, Refused
from casework.people.models import Person
from casework.people.scope import of_visible
from casework.vault.keys import keys
from casework.vocabulary.consents import NOT_YET, PURPOSES, REVOKED


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


class NoConsent(Refused):
    """No consent lets data go there on the day; says what is missing and what to do."""


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
    """The same; raises NoConsent."""
    consent = find_valid(person, partner_id, purpose, day)
    if consent is not None:
        return consent
    said = [one for one in consents_of(person) if (one.partner_id, one.purpose) == (partner_id, purpose)]
    raise NoConsent(_why_not(said[0] if said else None, day), purpose=PURPOSES.label(purpose))


def _why_not(latest: Consent | None, day: date) -> str:
    """What became of the latest consent for this, and what to do."""
    if latest is None:
        return (
            "Für „%(purpose)s“ liegt keine Einwilligung gegenüber dieser Stelle vor. "
            "Bitte holen Sie sie ein und halten Sie sie unter „Einwilligungen“ fest."
        )
    state = latest.state_on(day)
    if state == REVOKED:
        return (
            "Die Einwilligung für „%(purpose)s“ ist widerrufen; es gehen keine Daten mehr an diese Stelle. "
            "Nur eine neue Einwilligung ändert das."
        )
    if state == NOT_YET:
        return "Die Einwilligung für „%(purpose)s“ gilt an diesem Tag noch nicht."
    return (
        "Die Einwilligung für „%(purpose)s“ ist abgelaufen. Bitte holen Sie eine neue ein und halten Sie sie unter "
        "„Einwilligungen“ fest."
    )


def allowed_now(
    kind: type[Consent] | type[SecrecyRelease], record_ids: Collection[uuid.UUID]
) -> Sequence[Consent | SecrecyRelease]:
    """What was allowed under these records and not taken back, whether or not it has ended, the latest end last."""
    row: Any = kind
    found: Sequence[Consent | SecrecyRelease] = db.session.scalars(
        select(row)
        .where(row.person_id.in_(record_ids), known(kind), row.revoked_on.is_(None))
        .order_by(row.valid_until.is_(None), row.valid_until, row.id)
        .options(joinedload(row.partner))
    ).all()
    return found


def versions_of(allowed: Allowed) -> Sequence[Allowed]:
    """Everything that was ever recorded of a consent or a release, the first version first."""
    kind: Any = type(allowed)
    is_one_of_them = getattr(kind, allowed.shared) == getattr(allowed, allowed.shared)
    found: Sequence[Allowed] = db.session.scalars(
        select(kind).where(is_one_of_them).order_by(kind.recorded_at, kind.id)
    ).all()
    return found


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


def get_told_consent(viewer: Viewer, told_id: uuid.UUID) -> Consent:
    """The version that holds of the consent of which this is one."""
    told = db.session.get(Consent, told_id)
    return get_consent(viewer, told.consent_id if told else told_id)


def get_told_release(viewer: Viewer, told_id: uuid.UUID) -> SecrecyRelease:
    """The version that holds of the release of which this is one."""
    told = db.session.get(SecrecyRelease, told_id)
    return get_release(viewer, told.release_id if told else told_id)
