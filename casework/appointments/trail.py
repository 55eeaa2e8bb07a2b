"""What the trail says of an appointment."""

from typing import Any

from casework.appointments.models import Appointment
from casework.audit import trail


def note(action: str, appointment: Appointment, **detail: Any) -> None:
    """Note a change once for each person it is about, or once for the appointment alone."""
    for person_id in appointment.person_ids:
        trail.note(action, subject=person_id, appointment=str(appointment.id), **detail)
    if not appointment.person_ids:
        trail.note(action, about=appointment.id, **detail)


def witness(action: str, appointment: Appointment) -> None:
    """Note that somebody has opened it."""
    for person_id in appointment.person_ids:
        trail.witness(action, subject=person_id, appointment=str(appointment.id))
