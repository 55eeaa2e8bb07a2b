"""Who was referred where, with which outcome."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime
from functools import partial

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from casework.access.viewer import Viewer
from casework.database.base import db
from casework.database.one_look import once
from casework.database.recorded import find_latest, known
from casework.errors import NotThere
from casework.people.models import Person
from casework.people.scope import of_led_by, of_visible
from casework.referrals.models import Inquiry, Referral, ReferralState
from casework.referrals.transmission_models import Transmission
from casework.vault.keys import keys
from casework.vocabulary.counselling import CLOSED_REFERRAL_STATES
from casework.vocabulary.spelling import folded

WITH_ITS_COURSE = (
    joinedload(Referral.partner),
    selectinload(Referral.states),
    selectinload(Referral.inquiries),
)


def get_referral(viewer: Viewer, referral_id: uuid.UUID) -> Referral:
    """A referral of somebody this viewer may know of."""
    referral = db.session.scalar(
        select(Referral)
        .join(Person, Person.id == Referral.person_id)
        .where(Referral.id == referral_id, known(Referral), of_visible(viewer))
        .options(*WITH_ITS_COURSE)
    )
    if referral is None:
        raise NotThere("Diese Vermittlung gibt es nicht, oder sie gehört nicht zu Ihren Fällen.")
    return referral


def referrals_of(person: Person) -> Sequence[Referral]:
    """The referrals of a person with partner and states, latest first."""
    keys().prefetch(person.record_ids)
    return db.session.scalars(
        select(Referral)
        .where(Referral.person_id.in_(person.record_ids), known(Referral))
        .order_by(Referral.referred_on.desc(), Referral.recorded_at.desc())
        .options(*WITH_ITS_COURSE)
    ).all()


def get_state(viewer: Viewer, state_id: uuid.UUID) -> ReferralState:
    """A state of a referral of somebody this viewer may know of, as it was corrected last."""
    stated = db.session.get(ReferralState, state_id)
    found = stated and find_latest(stated, ("referral_id",))
    if found is None:
        raise NotThere("Diesen Stand gibt es nicht, oder er gehört nicht zu Ihren Fällen.")
    get_referral(viewer, found.referral_id)
    return found


def transmissions_of(referral: Referral) -> Sequence[Transmission]:
    """What went out for a referral, latest first."""
    return db.session.scalars(
        select(Transmission)
        .where(Transmission.referral_id == referral.id)
        .order_by(Transmission.sent_at.desc(), Transmission.id)
        .options(joinedload(Transmission.partner), joinedload(Transmission.consent))
    ).all()


def open_referrals(
    municipality_id: uuid.UUID, on: date, moment: datetime | None = None
) -> list[tuple[Referral, ReferralState]]:
    """The referrals of a municipality that were not closed on a day, as known at a moment, each with its state then.

    Ordered by partner and day. What concerns the person is sealed; the keys are opened for all at once.
    """
    referrals = db.session.scalars(
        select(Referral)
        .where(
            Referral.municipality_id == municipality_id, Referral.referred_on <= on, known(Referral, moment)
        )
        .options(*WITH_ITS_COURSE)
    )
    found = []
    for referral in referrals:
        state = referral.state_then(on, moment)
        if state is not None and state.state not in CLOSED_REFERRAL_STATES:
            found.append((referral, state))
    keys().prefetch(referral.person_id for referral, _state in found)
    return sorted(found, key=lambda pair: (folded(pair[0].partner.name), pair[0].referred_on, pair[0].id))


def feedback_due(viewer: Viewer, until: date) -> list[Referral]:
    """The viewer's open referrals whose partner should have answered by a day, earliest first."""
    return [referral for due_on, referral in awaited(viewer) if due_on <= until]


def awaited(viewer: Viewer) -> list[tuple[date, Referral]]:
    """The viewer's open referrals whose partner is to answer, with the day by which, earliest first."""
    return once(("awaited", viewer.leading_ids, viewer.municipality_id), partial(_awaited, viewer))


def _awaited(viewer: Viewer) -> list[tuple[date, Referral]]:
    referrals = db.session.scalars(
        select(Referral)
        .join(Person, Person.id == Referral.person_id)
        .where(
            or_(
                Referral.states.any(and_(ReferralState.feedback_due_on.is_not(None), known(ReferralState))),
                Referral.inquiries.any(and_(Inquiry.feedback_due_on.is_not(None), known(Inquiry))),
            ),
            known(Referral),
            of_led_by(viewer),
        )
        .options(*WITH_ITS_COURSE)
    )
    waiting = [
        (due_on, referral)
        for referral in referrals
        if referral.is_open and (due_on := referral.feedback_due_on) is not None
    ]
    keys().prefetch(referral.person_id for _due_on, referral in waiting)
    return sorted(waiting, key=lambda pair: (pair[0], pair[1].id))


def most_referred_to(municipality_id: uuid.UUID, most: int) -> Sequence[uuid.UUID]:
    """The partners to whom people of a municipality were referred most often, the most often first."""
    return db.session.scalars(
        select(Referral.partner_id)
        .where(Referral.municipality_id == municipality_id)
        .group_by(Referral.partner_id)
        .order_by(func.count().desc(), Referral.partner_id)
        .limit(most)
    ).all()
