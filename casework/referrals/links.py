"""Making, renewing and revoking a one-time link, answering by it, and looking at what came back."""

import uuid
from datetime import date, time, timedelta

from sqlalchemy import update

from casework.accounts.queries import token_hash
from casework.appointments.operations import LONGEST_TITLE, appoint
from casework.audit.trail import Actor, act_as, actor, note
from casework.database.base import db
from casework.database.moments import end_of, now, today
from casework.database.turns import take_turn
from casework.database.unwaited import write_unless_busy
from casework.errors import Refused
from casework.referrals.link_models import ReferralLink, ReferralReply
from casework.referrals.link_queries import LinkEnded, check_answerable, find_open_link, get_link
from casework.referrals.link_tokens import new_token
from casework.referrals.models import Referral
from casework.referrals.operations import record_state
from casework.referrals.sharing import check_may_share
from casework.vocabulary.link_answers import APPOINTMENT, LINK_ANSWERS, STATE_AFTER, STILL_AWAITED

BY_LINK = uuid.UUID("6c696e6b-0000-5000-8000-000000000001")
"""Who acts in the trail where somebody without an account answers."""
BY_LINK_NAME = "Partner über Einmal-Link"
USUAL_DAYS = 14
MOST_DAYS = 90


def make_link(referral: Referral, days: int = USUAL_DAYS) -> str:
    """A new link, which holds to the end of the day in so many days; an earlier one ends.

    Returns the code, which is kept nowhere. Raises Refused for a closed referral, for 0 or more than 90 days, and
    where data may not be shared.
    """
    if not 0 < days <= MOST_DAYS:
        raise Refused("Ein Link gilt zwischen 1 und %(most)s Tagen.", most=MOST_DAYS)
    if not referral.is_open:
        raise Refused("Diese Vermittlung ist abgeschlossen. Eine Rückmeldung ist nicht mehr nötig.")
    if referral.sends_data:
        check_may_share(referral, today())
    revoke_link(referral)
    db.session.flush()
    token = new_token()
    link = ReferralLink(
        referral=referral,
        referral_id=referral.id,
        token_hash=token_hash(token),
        recorded_by_id=actor().user_id,
        created_at=now(),
        expires_at=end_of(today() + timedelta(days=days)),
    )
    db.session.add(link)
    note("referrals:link:made", subject=referral.person_id, link=str(link.id), days=days)
    return token


def revoke_link(referral: Referral) -> None:
    """From now on nothing can be answered by the link given out."""
    link = find_open_link(referral)
    if link is not None:
        link.revoked_at = now()
        note("referrals:link:revoked", subject=referral.person_id, link=str(link.id))


def note_opened(link: ReferralLink) -> bool:
    """Whether a link is opened for the first time, by a person or by a program that looks through mail."""
    if link.opened_at is not None:
        return False
    first = update(ReferralLink).where(ReferralLink.id == link.id, ReferralLink.opened_at.is_(None))
    write_unless_busy(first.values(opened_at=now()))
    return True


def answer(
    typed: str, *, said: str, remark: str | None = None, day: date | None = None, clock: time | None = None
) -> ReferralReply:
    """Answer a referral by the code of its link, which is used up by it; of two at the same moment one wins.

    `said` is one of LINK_ANSWERS, `day` and `clock` propose an appointment. Raises NoLink, LinkEnded, and Refused for
    an appointment without a day or in the past.
    """
    take_turn()
    link = get_link(typed)
    check_answerable(link)
    referral = link.referral
    act_as(Actor(BY_LINK, referral.municipality_id))
    said = LINK_ANSWERS.read(said)
    if said != APPOINTMENT:
        day = clock = None
    elif day is None or day < today():
        raise Refused("Bitte geben Sie einen Tag an, der noch kommt.")
    _use_up(link)
    state = record_state(
        referral,
        state=STATE_AFTER[said],
        state_on=today(),
        remark=remark,
        feedback_due_on=_still_due(referral, said),
    )
    reply = ReferralReply(
        link=link,
        link_id=link.id,
        referral=referral,
        referral_id=referral.id,
        person_id=referral.person_id,
        state=state,
        state_id=state.id,
        proposed_on=day,
        proposed_at=clock,
    )
    db.session.add(reply)
    note("referrals:link:answered", subject=referral.person_id, link=str(link.id), said=said)
    return reply


def _use_up(link: ReferralLink) -> None:
    """It is used by us, or was by somebody else a moment ago."""
    used = db.session.execute(
        update(ReferralLink)
        .where(ReferralLink.id == link.id, ReferralLink.used_at.is_(None), ReferralLink.revoked_at.is_(None))
        .values(used_at=now())
        .returning(ReferralLink.id)
    ).first()
    if used is None:
        raise LinkEnded("Dieser Link ist verbraucht: Eben ging darüber eine Rückmeldung ein.")


def _still_due(referral: Referral, said: str) -> date | None:
    """By when one still wants to hear more: the day that stood, unless it is over or nothing more is to come."""
    due_on = referral.feedback_due_on
    return due_on if due_on is not None and due_on > today() and said in STILL_AWAITED else None


def see(reply: ReferralReply) -> None:
    """Somebody has looked at what came back; it no longer waits."""
    if reply.seen_at is None:
        reply.seen_at = now()
        note("referrals:reply:seen", subject=reply.person_id, referral=str(reply.referral_id))


def enter_appointment(reply: ReferralReply, owner_id: uuid.UUID) -> None:
    """Enter the proposed appointment in somebody's calendar. Raises Refused where there is none, or it is entered."""
    if reply.proposed_on is None or not reply.waits_for_appointment:
        raise Refused("Hier ist kein Termin mehr einzutragen.")
    referral = reply.referral
    reply.appointment = appoint(
        municipality_id=referral.municipality_id,
        owner_id=owner_id,
        people=[referral.person.leading],
        day=reply.proposed_on,
        starts_at=reply.proposed_at,
        title=f"Termin bei {referral.partner.name}"[:LONGEST_TITLE],
        place=(referral.partner.address or "")[:LONGEST_TITLE],
    )
    reply.appointment_id = reply.appointment.id
    see(reply)
