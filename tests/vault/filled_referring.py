"""A partner of whom every sealed field says something, and somebody referred to it."""

from collections.abc import Mapping
from datetime import date

from casework.consents.operations import give_consent
from casework.database.moments import today
from casework.partners.contacts import add_contact
from casework.partners.offers import add_offer
from casework.partners.operations import enter_partner
from casework.partners.queries import find_partner
from casework.people.models import Person
from casework.referrals.operations import ask, record_state, refer
from casework.referrals.sharing import transmit
from casework.referrals.transmission_models import Part
from tests.referrals.replied import replied
from tests.vault.filled_consents import CONSENT

NAME = "Verein Sonne"


def referral_of(person: Person, soon: date) -> Mapping[str, object]:
    """The ids by their names in addresses."""
    town_id = person.municipality_id
    partner = find_partner(town_id, NAME) or enter_partner(town_id, {"name": NAME, "kind": "CLUB"})
    contact = add_contact(
        partner,
        {"name": "Kim Muster", "function": "Kurse", "phone": "07000 555000", "email": "kim@sonne.example"},
    )
    give_consent(person, partner, CONSENT | {"given_on": today()})
    referral = refer(person, partner, referred_on=today(), purpose="Sprachkurs", way="WITH_DATA")
    transmit(referral, [Part("NAME", "Name", person.full_name)], channel="POST")
    record_state(referral, state="SENT", state_on=today(), remark="Platz zugesagt", feedback_due_on=soon)
    ask(referral, asked_on=today(), remark="niemand da", feedback_due_on=soon)
    return {
        "partner_id": partner.id,
        "offer_id": add_offer(partner, {"title": "Sprachcafé", "needs": ["SPR"]}).id,
        "contact_id": contact.id,
        "referral_id": referral.id,
        "state_id": referral.states[0].id,
        "reply_id": replied(referral).id,
    }
