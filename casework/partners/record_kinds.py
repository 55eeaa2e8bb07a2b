"""What of partners and referrals is shown as it was before."""

from flask import url_for

from casework.access.permissions import Permission
from casework.history.kinds import Fact, record_kind
from casework.partners.models import Partner, Referral
from casework.partners.queries import get_partner, get_referral
from casework.vocabulary.counselling import PARTNER_KINDS, REFERRAL_STATES


def declare() -> None:
    """Enter both; once, at the start."""
    record_kind(
        key="partner",
        place="partner_id",
        model=Partner,
        permission=Permission.PARTNERS_PARTNER_READ,
        find=lambda viewer, row_id: get_partner(viewer.municipality_id, row_id),
        title=lambda partner: partner.name,
        back=lambda partner: url_for("partners.directory", q=partner.name),
        facts=(
            Fact("name", "Name der Stelle"),
            Fact("kind", "Art", PARTNER_KINDS.label),
            Fact("phone", "Telefon"),
            Fact("email", "E-Mail"),
            Fact("address", "Anschrift"),
            Fact("offers", "Angebote"),
            Fact("is_active", "steht bei Vermittlungen zur Wahl"),
        ),
    )
    record_kind(
        key="referral",
        place="referral_id",
        model=Referral,
        permission=Permission.PARTNERS_REFERRAL_WRITE,
        find=get_referral,
        title=lambda referral: f"Vermittlung an {referral.partner.name}",
        back=lambda referral: url_for("partners.referral_state", referral_id=referral.id),
        subjects=lambda referral: [referral.person_id],
        versions=lambda referral: referral.states,
        facts=(
            Fact("state", "Stand", REFERRAL_STATES.label),
            Fact("state_on", "am"),
            Fact("remark", "Rückmeldung"),
            Fact("feedback_due_on", "Rückmeldung bis"),
        ),
    )
