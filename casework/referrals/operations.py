"""Referring people to partners, and noting what came of it."""

import uuid
from collections.abc import Iterable
from datetime import date
from typing import Any

from casework.audit.trail import actor, note
from casework.database.base import db
from casework.database.moments import today
from casework.database.recorded import moment_of_recording
from casework.errors import Conflict, Refused
from casework.partners.models import Partner
from casework.people.models import Person
from casework.referrals.models import Inquiry, Referral, ReferralState
from casework.referrals.queries import transmissions_of
from casework.vocabulary.counselling import REFERRAL_STATES
from casework.vocabulary.referrals import ALONE, ASKED_AGAIN, PREPARED, SENT, WAYS
from casework.vocabulary.working_days import working_day_after


class StateCorrected(Conflict):
    """Somebody else corrected the same state in between."""

    def __init__(self) -> None:
        super().__init__(
            "Diesen Stand hat inzwischen jemand berichtigt. Bitte öffnen Sie die Vermittlung noch einmal."
        )


def refer(
    person: Person,
    partner: Partner,
    *,
    referred_on: date,
    purpose: str,
    feedback_due_on: date | None = None,
    case_manager_id: uuid.UUID | None = None,
    way: str = ALONE,
    state: str | None = None,
) -> Referral:
    """Send a person on to a partner: they go themselves, or data about them is to go out (`sharing.transmit`).

    Who goes alone is on their way at once; what sends data is prepared first. Raises Refused for a partner of another
    municipality, a day in the future, or feedback due before the referral.
    """
    if partner.municipality_id != person.municipality_id:
        raise Refused("Diese Stelle gehört zum Verzeichnis einer anderen Kommune.")
    if not purpose:
        raise Refused("Bitte geben Sie das Anliegen an.")
    _check_feedback(referred_on, feedback_due_on)
    _check_not_ahead(referred_on)
    referral = Referral(
        municipality_id=person.municipality_id,
        person=person,
        person_id=person.id,
        partner=partner,
        partner_id=partner.id,
        case_manager_id=case_manager_id,
        recorded_by_id=actor().user_id,
        referred_on=referred_on,
        way=WAYS.read(way),
        purpose=purpose,
    )
    db.session.add(referral)
    add_state(
        referral,
        state or (PREPARED if referral.sends_data else SENT),
        referred_on,
        feedback_due_on=feedback_due_on,
    )
    note("partners:referral:made", subject=person.id, partner=str(partner.id))
    return referral


def refer_all(people: Iterable[Person], partner: Partner, **said: Any) -> list[Referral]:
    """Send several people on to a partner, each with a referral of their own; `said` as for `refer`."""
    return [refer(person, partner, **said) for person in people]


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
    unknown state, for a day in the future or before the referral, for feedback due before it, and for one said to be
    sent whose data never went out.
    """
    _check_state(referral, state, state_on, feedback_due_on)
    added = add_state(referral, state, state_on, remark=remark, feedback_due_on=feedback_due_on)
    note("partners:referral:state", subject=referral.person_id, referral=str(referral.id), state=added.state)
    return added


def correct_state(wrong: ReferralState, **said: Any) -> ReferralState:
    """State anew what was noted wrongly, `said` as for `record_state`; raises Conflict if somebody was quicker."""
    _check_state(wrong.referral, said["state"], said["state_on"], said.get("feedback_due_on"))
    wrong.give_up(StateCorrected())
    added = add_state(wrong.referral, **said)
    note(
        "referrals:state:corrected",
        subject=wrong.person_id,
        referral=str(wrong.referral_id),
        state=added.state,
    )
    return added


def ask(
    referral: Referral, *, asked_on: date, feedback_due_on: date | None = None, remark: str | None = None
) -> Inquiry:
    """Note that the partner was asked how a referral stands, and by when one wants to hear (ASKED_AGAIN, unless told).

    Raises Refused for a referral of which nothing more is awaited, for a day in the future or before the referral, and
    for feedback due before one asked.
    """
    if not referral.is_open:
        raise Refused("Diese Vermittlung ist abgeschlossen; eine Rückmeldung steht nicht mehr aus.")
    _check_day(referral, asked_on)
    feedback_due_on = feedback_due_on or working_day_after(asked_on, ASKED_AGAIN)
    if feedback_due_on < asked_on:
        raise Refused("Die Rückmeldung kann nicht vor der Nachfrage fällig sein.")
    asked = Inquiry(
        referral=referral,
        referral_id=referral.id,
        person_id=referral.person_id,
        recorded_at=moment_of_recording(),
        recorded_by_id=actor().user_id,
        asked_on=asked_on,
        feedback_due_on=feedback_due_on,
        remark=remark or None,
    )
    db.session.add(asked)
    note("referrals:feedback:asked", subject=referral.person_id, referral=str(referral.id))
    return asked


def add_state(
    referral: Referral,
    state: str,
    state_on: date,
    *,
    remark: str | None = None,
    feedback_due_on: date | None = None,
) -> ReferralState:
    """State where a referral stands, for whoever has checked it."""
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


def _check_state(referral: Referral, state: str, state_on: date, feedback_due_on: date | None) -> None:
    _check_day(referral, state_on)
    _check_feedback(referral.referred_on, feedback_due_on)
    if REFERRAL_STATES.read(state) == SENT and referral.sends_data and not transmissions_of(referral):
        raise Refused(
            "Es ist noch nichts an die Stelle gegangen. Bitte wählen Sie „Senden“: Dort wird festgehalten, welche "
            "Daten hinausgehen."
        )


def _check_day(referral: Referral, day: date) -> None:
    if day < referral.referred_on:
        raise Refused(
            "Der %(day)s liegt vor der Vermittlung am %(referred)s.",
            day=f"{day:%d.%m.%Y}",
            referred=f"{referral.referred_on:%d.%m.%Y}",
        )
    _check_not_ahead(day)


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
