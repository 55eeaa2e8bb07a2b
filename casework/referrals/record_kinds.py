"""What of referrals is shown as it was before."""

from flask import url_for

from casework.access.permissions import Permission
from casework.history.kinds import Fact, record_kind
from casework.referrals.models import Referral
from casework.referrals.queries import get_referral
from casework.vocabulary.counselling import REFERRAL_STATES


def declare() -> None:
    """Enter it; once, at the start."""
    record_kind(
        key="referral",
        place="referral_id",
        model=Referral,
        permission=Permission.REFERRALS_REFERRAL_WRITE,
        find=get_referral,
        title=lambda referral: f"Vermittlung an {referral.partner.name}",
        back=lambda referral: url_for("referrals.referral", referral_id=referral.id),
        subjects=lambda referral: [referral.person_id],
        versions=lambda referral: referral.states,
        facts=(
            Fact("state", "Stand", REFERRAL_STATES.label),
            Fact("state_on", "am"),
            Fact("remark", "Rückmeldung"),
            Fact("feedback_due_on", "Rückmeldung bis"),
        ),
    )
