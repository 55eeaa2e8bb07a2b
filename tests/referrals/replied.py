"""A referral that was answered by a link."""

from datetime import timedelta

from casework.audit.trail import act_as, actor
from casework.database.base import db
from casework.database.moments import today
from casework.referrals import links
from casework.referrals.link_models import ReferralReply
from casework.referrals.models import Referral


def replied(referral: Referral) -> ReferralReply:
    """The partner has proposed an appointment by a link, and another link is open; inside a transaction."""
    before = actor()
    token = links.make_link(referral)
    db.session.flush()
    reply = links.answer(token, said="APPOINTMENT", day=today() + timedelta(days=9))
    act_as(before)
    links.make_link(referral)
    return reply
