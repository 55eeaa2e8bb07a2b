"""What of an appointment is shown as it was before."""

from datetime import time

from flask import url_for

from casework.access.permissions import Permission
from casework.appointments.models import Appointment
from casework.appointments.queries import get_appointment
from casework.history.kinds import Fact, record_kind
from casework.vocabulary.appointments import APPOINTMENT_KINDS
from casework.web.components import NOTHING


def declare() -> None:
    """Enter it; once, at the start."""
    record_kind(
        key="appointment",
        place="appointment_id",
        model=Appointment,
        permission=Permission.APPOINTMENTS_APPOINTMENT_WRITE,
        find=get_appointment,
        title=lambda appointment: appointment.title,
        back=lambda appointment: url_for("appointments.edit", appointment_id=appointment.id),
        subjects=lambda appointment: appointment.person_ids,
        facts=(
            Fact("title", "Worum es geht"),
            Fact("kind", "Art", APPOINTMENT_KINDS.label),
            Fact("planned_on", "Tag"),
            Fact("starts_at", "Uhrzeit", _clock),
            Fact("minutes", "Minuten"),
            Fact("place", "Ort"),
            Fact("note", "Notiz"),
        ),
    )


def _clock(said: time | str | None) -> str:
    """The hour as it is, or as it was kept."""
    return f"{said}"[: len("14:30")] if said else NOTHING
