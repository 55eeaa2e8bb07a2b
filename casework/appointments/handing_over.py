"""Handing cases over from one colleague to another, and undoing it."""

import uuid
from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from casework.accounts.models import User
from casework.accounts.substitutions import LEAD_CASES
from casework.appointments.caseload_queries import appointments_in_hand, cases_in_hand
from casework.appointments.handover_models import HandedOverAppointment, Handover
from casework.audit.trail import note
from casework.database.base import db
from casework.database.moments import now
from casework.database.turns import take_turn
from casework.errors import NotThere, Refused
from casework.people.cases import hand_over_case, undo_statements
from casework.people.models import Person


def hand_over(giver: User, taker: User, people: Sequence[Person], *, on: date) -> Handover:
    """From a day on somebody else leads the cases of these people; what is planned with them passes over, too.

    Follow-ups of talks belong to whoever leads the case and need nothing. Raises Refused when the taker is the giver,
    of another municipality, closed or leads no cases, and when none of these people is in the giver's hands.
    """
    take_turn()
    if taker.id == giver.id:
        raise Refused("Bitte wählen Sie jemand anderen, der die Fälle übernimmt.")
    if taker.municipality_id != giver.municipality_id or not taker.is_active or taker.role not in LEAD_CASES:
        raise Refused("Übernehmen kann nur, wer in dieser Kommune Fälle führt und ein offenes Konto hat.")
    records = {record_id for person in people for record_id in person.record_ids}
    cases = cases_in_hand(giver, on, records)
    if not cases:
        raise Refused("Keiner dieser Fälle liegt noch bei %(name)s.", name=giver.name)
    act = Handover(
        municipality_id=giver.municipality_id, giver_id=giver.id, taker_id=taker.id, handed_over_on=on
    )
    db.session.add(act)
    for case in cases:
        hand_over_case(case, on=on, case_manager_id=taker.id)
    for appointment in appointments_in_hand(giver, on, records):
        appointment.owner_id = taker.id
        act.passed.append(HandedOverAppointment(appointment=appointment, appointment_id=appointment.id))
    for person_id in {case.person_id for case in cases}:
        note(
            "appointments:caseload:handed-over",
            subject=person_id,
            giver=str(giver.id),
            taker=str(taker.id),
            on=on.isoformat(),
        )
    return act


def undo_handover(act: Handover) -> None:
    """Cases and appointments are back where they were. Raises Refused when it was undone or a case changed since."""
    if act.ended_at is not None:
        raise Refused("Diese Übergabe ist schon rückgängig gemacht.")
    cases = undo_statements(act.recorded_at, act.municipality_id)
    act.ended_at = now()
    for one in act.passed:
        if one.appointment.owner_id == act.taker_id:
            one.appointment.owner_id = act.giver_id
    for person_id in {case.person_id for case in cases}:
        note("appointments:caseload:undone", subject=person_id, taker=str(act.taker_id))


def get_handover(municipality_id: uuid.UUID, handover_id: uuid.UUID) -> Handover:
    """An act of this municipality; NotThere for another's."""
    act = db.session.scalar(
        select(Handover).where(Handover.id == handover_id, Handover.municipality_id == municipality_id)
    )
    if act is None:
        raise NotThere("Diese Übergabe gibt es nicht.")
    return act
