"""Reading the directory of partners, and who was referred where with which outcome."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import and_, select
from sqlalchemy.orm import joinedload, selectinload

from casework.access.viewer import Viewer
from casework.database.base import db
from casework.database.recorded import known
from casework.errors import NotThere
from casework.partners.models import Partner, Referral, ReferralState
from casework.people.models import Person
from casework.people.scope import of_led_by, of_visible
from casework.vault.keys import keys
from casework.vocabulary.counselling import CLOSED_REFERRAL_STATES, PARTNER_KINDS
from casework.vocabulary.spelling import folded


def partners_of(municipality_id: uuid.UUID, *, with_retired: bool = False) -> list[Partner]:
    """The partners of a municipality by name, as Germans sort; retired ones only if asked for."""
    statement = select(Partner).where(Partner.municipality_id == municipality_id)
    if not with_retired:
        statement = statement.where(Partner.is_active)
    return sorted(db.session.scalars(statement), key=lambda partner: folded(partner.name))


def directory(municipality_id: uuid.UUID, kind: str = "", words: str = "") -> list[Partner]:
    """The partners of a kind whose entry holds all these words, accents and case aside; retired ones last."""
    wanted = folded(words).split()
    found = [
        partner
        for partner in partners_of(municipality_id, with_retired=True)
        if (not kind or partner.kind == kind) and all(word in _search_text(partner) for word in wanted)
    ]
    return sorted(found, key=lambda partner: not partner.is_active)


def _search_text(partner: Partner) -> str:
    return folded(
        " ".join(
            text
            for text in (
                partner.name,
                PARTNER_KINDS.label(partner.kind),
                partner.address,
                partner.offers,
                partner.phone,
                partner.email,
            )
            if text
        )
    )


def by_kind(partners: Iterable[Partner]) -> dict[str, list[tuple[str, str]]]:
    """What a form offers: (id, name) under the wording of each kind, in the usual order of the kinds."""
    partners = list(partners)
    groups = {
        label: [(str(partner.id), partner.name) for partner in partners if partner.kind == code]
        for code, label in PARTNER_KINDS.choices()
    }
    return {label: group for label, group in groups.items() if group}


def get_partner(municipality_id: uuid.UUID, partner_id: uuid.UUID) -> Partner:
    """A partner of this municipality; NotThere for an unknown one and for another's."""
    partner = db.session.get(Partner, partner_id)
    if partner is None or partner.municipality_id != municipality_id:
        raise NotThere("Diese Stelle gibt es im Partnerverzeichnis nicht.")
    return partner


def find_partner(municipality_id: uuid.UUID, name: str) -> Partner | None:
    """The partner of this name, accents and case aside."""
    wanted = folded(name)
    return next(
        (
            partner
            for partner in partners_of(municipality_id, with_retired=True)
            if folded(partner.name) == wanted
        ),
        None,
    )


def get_referral(viewer: Viewer, referral_id: uuid.UUID) -> Referral:
    """A referral of somebody this viewer may know of."""
    referral = db.session.scalar(
        select(Referral)
        .join(Person, Person.id == Referral.person_id)
        .where(Referral.id == referral_id, known(Referral), of_visible(viewer))
        .options(joinedload(Referral.partner), selectinload(Referral.states))
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
        .options(joinedload(Referral.partner), selectinload(Referral.states))
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
        .options(joinedload(Referral.partner), selectinload(Referral.states))
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
    referrals = db.session.scalars(
        select(Referral)
        .join(Person, Person.id == Referral.person_id)
        .where(
            Referral.states.any(and_(ReferralState.feedback_due_on <= until, known(ReferralState))),
            known(Referral),
            of_led_by(viewer),
        )
        .options(joinedload(Referral.partner), selectinload(Referral.states))
    )
    waiting = [
        (due_on, referral)
        for referral in referrals
        if referral.is_open and (due_on := referral.feedback_due_on) is not None and due_on <= until
    ]
    keys().prefetch(referral.person_id for _due_on, referral in waiting)
    return [referral for _due_on, referral in sorted(waiting, key=lambda pair: (pair[0], pair[1].id))]
