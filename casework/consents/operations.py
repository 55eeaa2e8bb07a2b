"""Recording what somebody allows, correcting how it was recorded, and taking it back."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from casework.audit.trail import actor, note
from casework.consents.models import Allowed, Consent, SecrecyRelease
from casework.consents.queries import consents_of
from casework.database.base import db
from casework.database.moments import today
from casework.database.recorded import moment_of_recording
from casework.errors import Conflict, Refused
from casework.partners.models import Partner
from casework.people.models import Person
from casework.people.register import cards
from casework.vocabulary.consents import CONSENT_FORMS, DATA_CATEGORIES, ORAL, PURPOSES, REVOCATION_WAYS
from casework.vocabulary.counselling import INTERPRETERS

HOW = ("form", "given_on", "valid_until", "language", "interpreter", "interpreter_name", "given_by", "remark")
"""How and for how long something was allowed."""
OF_CONSENT = ("partner_id", "purpose", "categories", *HOW)
"""What is said of a consent, besides whose."""
OF_RELEASE = ("released", "partner_id", "towards", "is_mutual", "about", *HOW)
"""What is said of a release from secrecy, besides whose."""
SPEAKS_FOR_ONESELF = 16
"""From this age on (years) nobody is asked who spoke for somebody; an assumption, after Art. 8 (1) DSGVO."""
TAKEN_BACK = ("revoked_on", "revoked_by", "revocation_reason")
A = TypeVar("A", Consent, SecrecyRelease)


class AllowedChanged(Conflict):
    """Somebody else corrected it or took it back in between."""

    def __init__(self) -> None:
        super().__init__("Diese Erklärung wurde inzwischen geändert. Bitte vergleichen Sie beide Fassungen.")


def give_consent(person: Person, partner: Partner, details: Mapping[str, Any]) -> Consent:
    """Record that a person consents; `details` holds any of OF_CONSENT, `purpose` and `categories` at least.

    Raises Refused for a partner of another municipality, an unknown code, nothing to share, a day in the future, and an
    end before the beginning.
    """
    said = _checked_consent(person, dict(details) | {"partner_id": partner.id})
    consent = Consent(consent_id=uuid.uuid4(), partner=partner, **_stated_of(person), **said)
    db.session.add(consent)
    note("consents:consent:given", subject=person.id, consent=str(consent.consent_id))
    return consent


def give_release(person: Person, details: Mapping[str, Any]) -> SecrecyRelease:
    """Record that a person releases somebody from secrecy; `details` holds any of OF_RELEASE.

    Raises Refused without who is released, towards whom and about what, and as for a consent.
    """
    said = _checked_release(person, details)
    release = SecrecyRelease(release_id=uuid.uuid4(), **_stated_of(person), **said)
    db.session.add(release)
    note("consents:release:given", subject=person.id, release=str(release.release_id))
    return release


def correct_consent(consent: Consent, details: Mapping[str, Any]) -> Consent:
    """A new version of how a consent was recorded; the same one if nothing changed."""
    before = {name: getattr(consent, name) for name in OF_CONSENT}
    said = _checked_consent(consent.person, before | dict(details))
    _check_revoked_later(consent, said["given_on"])
    if all(before[name] == said[name] for name in OF_CONSENT):
        return consent
    version = _next(consent, OF_CONSENT, said)
    note("consents:consent:corrected", subject=consent.person_id, consent=str(consent.consent_id))
    return version


def correct_release(release: SecrecyRelease, details: Mapping[str, Any]) -> SecrecyRelease:
    """A new version of how a release was recorded, as for a consent."""
    before = {name: getattr(release, name) for name in OF_RELEASE}
    said = _checked_release(release.person, before | dict(details))
    _check_revoked_later(release, said["given_on"])
    if all(before[name] == said[name] for name in OF_RELEASE):
        return release
    version = _next(release, OF_RELEASE, said)
    note("consents:release:corrected", subject=release.person_id, release=str(release.release_id))
    return version


def revoke_consent(
    consent: Consent, *, revoked_on: date, revoked_by: str, reason: str | None = None
) -> Consent:
    """Take a consent back from a day on; nothing more may be shared as soon as this is recorded.

    What the person gave before for the same partner and purpose is taken back with it.
    Raises Refused for a day in the future or before it was given, and when it was taken back before.
    """
    said = _revocation(consent, revoked_on, revoked_by, reason)
    for other in _given_before(consent, revoked_on):
        _revoke(other, said)
    return _revoke(consent, said)


def revoke_release(
    release: SecrecyRelease, *, revoked_on: date, revoked_by: str, reason: str | None = None
) -> SecrecyRelease:
    """Take a release from secrecy back from a day on, as a consent."""
    said = _revocation(release, revoked_on, revoked_by, reason)
    version = _next(release, OF_RELEASE, said)
    note("consents:release:revoked", subject=release.person_id, release=str(release.release_id))
    return version


def _given_before(consent: Consent, day: date) -> list[Consent]:
    """Other consents of the person for the same partner and purpose that were given until a day and go on after it."""
    return [
        other
        for other in consents_of(consent.person.leading)
        if other.consent_id != consent.consent_id
        and (other.partner_id, other.purpose) == (consent.partner_id, consent.purpose)
        and other.given_on <= day
        and (other.revoked_on is None or other.revoked_on > day)
    ]


def _revoke(consent: Consent, said: Mapping[str, Any]) -> Consent:
    version = _next(consent, OF_CONSENT, said)
    note("consents:consent:revoked", subject=consent.person_id, consent=str(consent.consent_id))
    return version


def _next(before: A, names: Sequence[str], said: Mapping[str, Any]) -> A:
    """Another version: of what `names` say and of how it was taken back, what is not said anew stays."""
    kept = {name: getattr(before, name) for name in (before.shared, *names, *TAKEN_BACK)}
    before.give_up(AllowedChanged())
    kind: Any = type(before)
    version: A = kind(**_stated_of(before.person), **(kept | dict(said)))
    db.session.add(version)
    return version


def _stated_of(person: Person) -> dict[str, Any]:
    """Whose it is, when it is recorded, and by whom."""
    return {
        "person": person,
        "person_id": person.id,
        "recorded_at": moment_of_recording(),
        "recorded_by_id": actor().user_id,
    }


def _checked_consent(person: Person, details: Mapping[str, Any]) -> dict[str, Any]:
    said = _checked_how(person, details) | {
        "partner_id": details.get("partner_id"),
        "purpose": PURPOSES.read(details.get("purpose") or ""),
        "categories": list(details.get("categories") or ()),
    }
    if said["partner_id"] is None:
        raise Refused("Bitte wählen Sie, wer die Daten erhalten darf.")
    _check_partner(person.municipality_id, said["partner_id"])
    if not said["categories"]:
        raise Refused("Bitte kreuzen Sie an, welche Daten die Stelle erhalten darf.")
    for category in said["categories"]:
        DATA_CATEGORIES.read(category)
    return said


def _checked_release(person: Person, details: Mapping[str, Any]) -> dict[str, Any]:
    said = _checked_how(person, details) | {
        name: details.get(name) or None for name in ("released", "partner_id", "towards", "about")
    }
    said["is_mutual"] = bool(details.get("is_mutual"))
    if not said["released"]:
        raise Refused("Bitte geben Sie an, wer von der Schweigepflicht entbunden wird.")
    if not said["about"]:
        raise Refused("Bitte geben Sie an, worüber gesprochen werden darf.")
    if (said["partner_id"] is None) == (said["towards"] is None):
        raise Refused(
            "Bitte geben Sie an, wem gegenüber: entweder eine Stelle oder jemanden in eigenen Worten."
        )
    if said["partner_id"] is not None:
        _check_partner(person.municipality_id, said["partner_id"])
    return said


def _check_partner(municipality_id: uuid.UUID, partner_id: uuid.UUID) -> None:
    partner = db.session.get(Partner, partner_id)
    if partner is None or partner.municipality_id != municipality_id:
        raise Refused("Diese Stelle gehört zum Verzeichnis einer anderen Kommune.")


def _check_who_said_it(person: Person, said: Mapping[str, Any]) -> None:
    """Children are spoken for; whether somebody from 16 on understands what they allow is not ours to decide."""
    card = cards().get(person.leading.id)
    born = card.birth_date if card is not None else None
    if born is not None and born.ages_on(said["given_on"])[1] < SPEAKS_FOR_ONESELF and not said["given_by"]:
        raise Refused(
            "Für Kinder unter %(age)s Jahren erklärt es die gesetzliche Vertretung. Bitte geben Sie unter „Wer hat für "
            "die Person erklärt?“ an, wer das war.",
            age=SPEAKS_FOR_ONESELF,
        )


def _checked_how(person: Person, details: Mapping[str, Any]) -> dict[str, Any]:
    said: dict[str, Any] = {name: details.get(name) or None for name in HOW}
    said["form"] = CONSENT_FORMS.read(said["form"] or "")
    said["given_on"] = said["given_on"] or today()
    if said["interpreter"]:
        said["interpreter"] = INTERPRETERS.read(said["interpreter"])
    if said["form"] == ORAL and not said["remark"]:
        raise Refused("Bitte vermerken Sie, wann und wo es mündlich erklärt wurde und wer dabei war.")
    if said["given_on"] > today():
        raise Refused("Der %(day)s liegt in der Zukunft.", day=f"{said['given_on']:%d.%m.%Y}")
    if said["valid_until"] is not None and said["valid_until"] < said["given_on"]:
        raise Refused("Das Ende liegt vor dem Tag, an dem die Erklärung gegeben wurde.")
    _check_who_said_it(person, said)
    return said


def _check_revoked_later(allowed: Allowed, given_on: date) -> None:
    if allowed.revoked_on is not None and allowed.revoked_on < given_on:
        raise Refused(
            "Die Erklärung wurde am %(day)s widerrufen; sie kann nicht erst danach gegeben worden sein.",
            day=f"{allowed.revoked_on:%d.%m.%Y}",
        )


def _revocation(allowed: Allowed, revoked_on: date, revoked_by: str, reason: str | None) -> dict[str, Any]:
    if allowed.revoked_on is not None:
        raise Refused("Der Widerruf ist schon am %(day)s festgehalten.", day=f"{allowed.revoked_on:%d.%m.%Y}")
    if revoked_on > today():
        raise Refused("Der %(day)s liegt in der Zukunft.", day=f"{revoked_on:%d.%m.%Y}")
    if revoked_on < allowed.given_on:
        raise Refused("Der Widerruf liegt vor dem Tag, an dem die Erklärung gegeben wurde.")
    way = REVOCATION_WAYS.read(revoked_by)
    return {"revoked_on": revoked_on, "revoked_by": way, "revocation_reason": reason or None}
