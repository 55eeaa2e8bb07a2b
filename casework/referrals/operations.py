"""Referring people to partners, and noting what came of it."""

import uuid
from datetime import date

from casework.audit.trail import actor, note
from casework.database.base import db
from casework.database.moments import today
from casework.database.recorded import moment_of_recording
from casework.errors import Refused
from casework.partners.models import Partner
from casework.people.models import Person
from casework.referrals.models import Referral, ReferralState
from casework.vocabulary.counselling import REFERRAL_STATES


def refer(
    person: Person,
    partner: Partner,
    *,
    referred_on: date,
    purpose: str,
    feedback_due_on: date | None = None,
    case_manager_id: uuid.UUID | None = None,
    state: str = "SENT",
) -> Referral:
    """Send a person on to a partner; they go themselves, no data leaves the house.

    Raises Refused for a partner of another municipality, a day in the future, or feedback due before the referral.
    """
    if partner.municipality_id != person.municipality_id:
        raise Refused("Diese Stelle gehört zum Verzeichnis einer anderen Kommune.")
    if not purpose:
        raise Refused("Bitte geben Sie das Anliegen an.")
    _check_feedback(referred_on, feedback_due_on)
    _check_not_ahead(referred_on)
    referral = Referral(
        municipality_id=person.municipality_id,
        person_id=person.id,
        partner=partner,
        partner_id=partner.id,
        case_manager_id=case_manager_id,
        recorded_by_id=actor().user_id,
        referred_on=referred_on,
        purpose=purpose,
    )
    db.session.add(referral)
    _add_state(referral, state, referred_on, feedback_due_on=feedback_due_on)
    note("partners:referral:made", subject=person.id, partner=str(partner.id))
    return referral


def record_state(
    referral: Referral,
    *,
    state: str,
    state_on: date,
    remark: str | None = None,
    feedback_due_on: date | None = None,
) -> ReferralState:
    """Note how far a referral has come on a day; earlier states stay on record.

    `feedback_due_on` is the day by which one wants to hear more; without it nobody is reminded. Raises Refused for an
    unknown state, for a day in the future or before the referral, and for feedback due before it.
    """
    if state_on < referral.referred_on:
        raise Refused(
            "Der %(day)s liegt vor der Vermittlung am %(referred)s.",
            day=f"{state_on:%d.%m.%Y}",
            referred=f"{referral.referred_on:%d.%m.%Y}",
        )
    _check_not_ahead(state_on)
    _check_feedback(referral.referred_on, feedback_due_on)
    added = _add_state(referral, state, state_on, remark=remark, feedback_due_on=feedback_due_on)
    note("partners:referral:state", subject=referral.person_id, referral=str(referral.id), state=added.state)
    return added


def _add_state(
    referral: Referral,
    state: str,
    state_on: date,
    *,
    remark: str | None = None,
    feedback_due_on: date | None,
) -> ReferralState:
    added = ReferralState(
        referral=referral,
        referral_id=referral.id,
        person_id=referral.person_id,
        recorded_at=moment_of_recording(),
        recorded_by_id=actor().user_id,
        state=REFERRAL_STATES.read(state),
        state_on=state_on,
        feedback_due_on=feedback_due_on,
        remark=remark or None,
    )
    db.session.add(added)
    return added


def _check_not_ahead(day: date) -> None:
    if day > today():
        raise Refused("Der %(day)s liegt in der Zukunft.", day=f"{day:%d.%m.%Y}")


def _check_feedback(referred_on: date, feedback_due_on: date | None) -> None:
    if feedback_due_on is not None and feedback_due_on < referred_on:
        raise Refused(
            "Die Rückmeldung (%(feedback)s) liegt vor der Vermittlung (%(referred)s).",
            feedback=f"{feedback_due_on:%d.%m.%Y}",
            referred=f"{referred_on:%d.%m.%Y}",
        )
