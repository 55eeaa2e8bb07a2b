"""Keeping the directory of partners, referring people to them, and noting what came of it."""

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from casework.audit.trail import actor, note
from casework.database.base import db
from casework.database.moments import today
from casework.database.recorded import moment_of_recording
from casework.errors import Refused
from casework.partners.models import Partner, Referral, ReferralState
from casework.partners.queries import find_partner
from casework.people.models import Person
from casework.vocabulary.counselling import PARTNER_KINDS, REFERRAL_STATES

DETAILS = ("name", "kind", "phone", "email", "address", "offers", "is_active")
"""What can be said of a partner; all of it is public."""


def enter_partner(municipality_id: uuid.UUID, details: Mapping[str, Any]) -> Partner:
    """Put an organisation into the directory; `details` holds any of DETAILS, `name` and `kind` at least.

    Raises Refused without a name, for an unknown kind, and when the name is already there.
    """
    partner = Partner(municipality_id=municipality_id, is_active=True)
    _describe(partner, details)
    db.session.add(partner)
    db.session.flush()
    note("partners:partner:entered", about=partner.id)
    return partner


def change_partner(partner: Partner, details: Mapping[str, Any]) -> None:
    """Correct an entry of the directory; `details` as for a new one."""
    changed = _describe(partner, details)
    if changed:
        db.session.flush()
        note("partners:partner:changed", about=partner.id, fields=changed)


def _describe(partner: Partner, details: Mapping[str, Any]) -> list[str]:
    said = {name: details.get(name, getattr(partner, name)) or None for name in DETAILS}
    said |= {"kind": PARTNER_KINDS.read(said["kind"] or ""), "is_active": bool(said["is_active"])}
    _check_name(partner, said["name"])
    changed = [name for name, value in said.items() if getattr(partner, name) != value]
    for name in changed:
        setattr(partner, name, said[name])
    return changed


def _check_name(partner: Partner, name: str | None) -> None:
    if not name:
        raise Refused("Bitte geben Sie den Namen der Stelle an.")
    namesake = find_partner(partner.municipality_id, name)
    if namesake is not None and namesake.id != partner.id:
        raise Refused("„%(name)s“ steht schon im Partnerverzeichnis.", name=namesake.name)


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
