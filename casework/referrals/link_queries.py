"""Which link a referral has, whether it still answers, and what came back by it."""

import uuid
from collections.abc import Sequence
from datetime import date, time

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from casework.access.viewer import Viewer
from casework.accounts.queries import token_hash
from casework.database.base import db
from casework.database.moments import BERLIN, end_of, today
from casework.database.recorded import known
from casework.errors import CaseworkError, NotThere, Refused
from casework.organisation.models import Municipality
from casework.people.merge_models import PersonMerge
from casework.people.models import Person
from casework.people.scope import of_led_by, of_visible
from casework.referrals.link_models import ReferralLink, ReferralReply
from casework.referrals.link_tokens import read_token
from casework.referrals.models import Referral
from casework.referrals.queries import transmissions_of
from casework.referrals.sharing import check_may_share
from casework.referrals.transmission_models import Part
from casework.vault.keys import keys


class NoLink(NotThere):
    """Behind this code is no link; it says no more than that."""

    def __init__(self) -> None:
        super().__init__("Dieser Link ist nicht (mehr) gültig.")


class LinkEnded(CaseworkError):
    """The code was right, but there is nothing to answer by it any more; says why."""


def get_link(typed: str) -> ReferralLink:
    """The link behind a code, whether it still answers or not. Raises NoLink."""
    link = db.session.scalar(
        select(ReferralLink)
        .where(ReferralLink.token_hash == token_hash(read_token(typed)))
        .options(
            joinedload(ReferralLink.referral).joinedload(Referral.partner),
            joinedload(ReferralLink.referral).joinedload(Referral.person),
            joinedload(ReferralLink.referral).selectinload(Referral.states),
        )
        .execution_options(populate_existing=True)
    )
    if link is None:
        raise NoLink
    return link


def check_answerable(link: ReferralLink) -> None:
    """Raises LinkEnded, with the reason, for a link by which nothing can be answered any more."""
    if link.used_at is not None:
        day = f"{link.used_at.astimezone(BERLIN):%d.%m.%Y}"
        raise LinkEnded("Dieser Link ist verbraucht: Am %(day)s ging darüber eine Rückmeldung ein.", day=day)
    if link.revoked_at is not None:
        raise LinkEnded("Dieser Link wurde zurückgezogen oder durch einen neueren ersetzt.")
    if link.has_expired:
        day = f"{link.expires_at.astimezone(BERLIN):%d.%m.%Y}"
        raise LinkEnded("Dieser Link galt bis zum %(day)s.", day=day)
    referral = link.referral
    if referral.superseded_at is not None or not referral.is_open:
        raise LinkEnded("Dieser Vorgang ist abgeschlossen. Eine Rückmeldung ist nicht mehr nötig.")
    if not keys().has_subject(referral.person_id):
        raise LinkEnded("Zu diesem Vorgang gibt es keine Akte mehr. Eine Rückmeldung ist nicht mehr nötig.")
    if _was_merged_since(link):
        raise LinkEnded("Die Akte zu diesem Vorgang wurde inzwischen neu geordnet. Der Link gilt nicht mehr.")
    if referral.sends_data:
        _check_consent(referral)


def _check_consent(referral: Referral) -> None:
    """What is said inside the house about a consent is not for the partner."""
    try:
        check_may_share(referral, today())
    except Refused:
        raise LinkEnded(
            "Für diesen Vorgang dürfen zurzeit keine Daten ausgetauscht werden. Hier wird nichts mehr gezeigt und "
            "nichts angenommen."
        ) from None


def _was_merged_since(link: ReferralLink) -> bool:
    """Whether the record was put together with another one after the link was made."""
    pointer = select(PersonMerge.id).where(
        PersonMerge.person_id == link.referral.person_id,
        known(PersonMerge),
        PersonMerge.recorded_at > link.created_at,
    )
    return db.session.scalar(pointer) is not None


def office_of(referral: Referral) -> str:
    """Whose referral it is."""
    return db.session.scalars(
        select(Municipality.name).where(Municipality.id == referral.municipality_id)
    ).one()


def shown_parts(referral: Referral) -> Sequence[Part]:
    """What the partner has from us and therefore may see again: exactly what went out last, or nothing."""
    sent = transmissions_of(referral) if referral.sends_data else []
    return sent[0].content if sent else []


def find_open_link(referral: Referral) -> ReferralLink | None:
    """The link by which a referral can be answered, as far as the link itself goes; also one whose time is over."""
    return db.session.scalar(
        select(ReferralLink).where(
            ReferralLink.referral_id == referral.id,
            ReferralLink.used_at.is_(None),
            ReferralLink.revoked_at.is_(None),
        )
    )


def replies_of(referral: Referral) -> Sequence[ReferralReply]:
    """What came back by links of a referral, the latest first."""
    return db.session.scalars(
        select(ReferralReply)
        .where(ReferralReply.referral_id == referral.id)
        .order_by(ReferralReply.answered_at.desc())
        .options(joinedload(ReferralReply.state))
    ).all()


def proposed_of(referral: Referral) -> tuple[date | None, time | None]:
    """The day and the time that the partner proposed last, if that is still to come."""
    last = next((reply for reply in replies_of(referral) if reply.proposed_on), None)
    if last is None or last.proposed_on is None or last.proposed_on < today():
        return None, None
    return last.proposed_on, last.proposed_at


def get_reply(viewer: Viewer, answer_id: uuid.UUID) -> ReferralReply:
    """A reply about somebody this viewer may know of."""
    reply = db.session.scalar(
        select(ReferralReply)
        .join(Person, Person.id == ReferralReply.person_id)
        .where(ReferralReply.id == answer_id, of_visible(viewer))
        .options(joinedload(ReferralReply.referral).joinedload(Referral.partner))
    )
    if reply is None:
        raise NotThere("Diese Rückmeldung gibt es nicht, oder sie gehört nicht zu Ihren Fällen.")
    return reply


def unseen_replies(viewer: Viewer, until: date) -> Sequence[ReferralReply]:
    """What came back for the viewer's cases up to a day and nobody has looked at, the earliest first."""
    replies = db.session.scalars(
        select(ReferralReply)
        .join(Person, Person.id == ReferralReply.person_id)
        .where(ReferralReply.seen_at.is_(None), ReferralReply.answered_at <= end_of(until), of_led_by(viewer))
        .order_by(ReferralReply.answered_at, ReferralReply.id)
        .options(
            joinedload(ReferralReply.referral).joinedload(Referral.partner),
            joinedload(ReferralReply.referral).selectinload(Referral.states),
            joinedload(ReferralReply.state),
        )
    ).all()
    keys().prefetch(reply.person_id for reply in replies)
    return replies
