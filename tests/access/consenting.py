"""A consent and a release from secrecy, as addresses name them."""

from collections.abc import Mapping

from casework.consents.operations import give_consent, give_release
from casework.partners.queries import find_partner
from casework.people.models import Person


def allowed_by(person: Person, partner_name: str, text: str) -> Mapping[str, object]:
    """The ids by their names in addresses; whatever can be said in words is said in these."""
    partner = find_partner(person.municipality_id, partner_name)
    assert partner
    how = {"form": "WRITTEN", "remark": text, "partner_id": partner.id}
    consent = give_consent(person, partner, how | {"purpose": "REFERRAL", "categories": ["NAME"]})
    release = give_release(person, how | {"released": text, "about": text})
    return {"consent_id": consent.consent_id, "release_id": release.release_id}
