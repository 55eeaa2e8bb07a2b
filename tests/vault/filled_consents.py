"""Consents and a release from secrecy in which every sealed field says something."""

from collections.abc import Mapping
from datetime import date

from casework.consents.operations import give_consent, give_release, revoke_consent, revoke_release
from casework.database.moments import today
from casework.partners.operations import enter_partner
from casework.partners.queries import find_partner
from casework.people.models import Person

HOW = {
    "form": "WRITTEN",
    "given_on": date(2025, 4, 1),
    "language": "ar",
    "interpreter": "VOLUNTEER",
    "interpreter_name": "Frau Beispiel",
    "given_by": "die Mutter",
    "remark": "Kopie in der Akte",
}
CONSENT = HOW | {"purpose": "REFERRAL", "categories": ["NAME", "REQUEST"]}
RELEASE = HOW | {"released": "Hausarztpraxis", "about": "die Behandlung", "is_mutual": True}
TAKEN_BACK = {"revoked_on": date(2025, 6, 1), "revoked_by": "ORAL", "reason": "möchte es nicht mehr"}


def consents_of(person: Person) -> Mapping[str, object]:
    """The ids of those that hold by their names in addresses; others were taken back."""
    partner = find_partner(person.municipality_id, "Verein Sonne") or enter_partner(
        person.municipality_id, {"name": "Verein Sonne", "kind": "CLUB"}
    )
    revoke_consent(give_consent(person, partner, CONSENT), **TAKEN_BACK)
    revoke_release(give_release(person, RELEASE | {"towards": "Frau Muster, Anwältin"}), **TAKEN_BACK)
    given = give_consent(person, partner, CONSENT | {"given_on": today()})
    release = give_release(person, RELEASE | {"partner_id": partner.id, "given_on": today()})
    return {"consent_id": given.consent_id, "release_id": release.release_id}
