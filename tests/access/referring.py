"""A partner with one of everything that an address can name, and somebody referred to it."""

from collections.abc import Mapping

from casework.consents.operations import give_consent
from casework.database.moments import today
from casework.partners.contacts import add_contact
from casework.partners.offers import add_offer
from casework.partners.operations import enter_partner
from casework.people.models import Person
from casework.referrals.operations import refer
from casework.referrals.sharing import transmit
from casework.referrals.transmission_models import Part
from tests.referrals.replied import replied


def referral_of(person: Person, partner_name: str, text: str, contact_name: str) -> Mapping[str, object]:
    """The ids by their names in addresses; whatever can be said in words is said in these."""
    partner = enter_partner(person.municipality_id, {"name": partner_name, "kind": "CLUB"})
    give_consent(person, partner, {"purpose": "REFERRAL", "form": "WRITTEN", "categories": ["NAME"]})
    referral = refer(person, partner, referred_on=today(), purpose=text, way="WITH_DATA")
    transmit(referral, [Part("NAME", "Name", person.full_name)], channel="POST")
    return {
        "partner_id": partner.id,
        "offer_id": add_offer(partner, {"title": text, "needs": ["KIT"]}).id,
        "contact_id": add_contact(partner, {"name": contact_name, "function": text}).id,
        "referral_id": referral.id,
        "state_id": referral.states[0].id,
        "reply_id": replied(referral).id,
    }
