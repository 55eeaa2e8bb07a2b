"""Reading what stands in a calendar: of somebody of the office, of a person, and one by its id."""

import uuid
from collections.abc import Iterable
from datetime import date, time

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import joinedload, selectinload

from casework.access.viewer import Viewer
from casework.appointments.models import Appointment, Attendee
from casework.database.base import db
from casework.errors import NotThere
from casework.people.models import Person
from casework.people.scope import of_visible
from casework.vault.keys import keys
from casework.vocabulary.appointments import DEADLINE


def get_appointment(viewer: Viewer, appointment_id: uuid.UUID) -> Appointment:
    """An appointment this viewer may open: about somebody they may know of, or their own
    or that of somebody they stand in for, and about nobody."""
    appointment = db.session.scalar(
        _loaded()
        .where(Appointment.id == appointment_id, _open_to(viewer))
        .options(joinedload(Appointment.owner))
    )
    if appointment is None:
        raise NotThere("Diesen Termin gibt es nicht, oder er gehört nicht zu Ihren Fällen.")
    return appointment


def appointments_among(viewer: Viewer, appointment_ids: Iterable[uuid.UUID]) -> list[Appointment]:
    """Those of these ids that this viewer may open, earliest first, with their owners."""
    wanted = _loaded().where(Appointment.id.in_(list(appointment_ids)), _open_to(viewer))
    return _opened(db.session.scalars(wanted.options(joinedload(Appointment.owner))))


def open_appointments(viewer: Viewer, until: date, deadlines_until: date) -> list[Appointment]:
    """The viewer's own that wait and whose day has come by a day, deadlines by another; earliest first."""
    come = Appointment.planned_on <= until
    near = (Appointment.kind == DEADLINE) & (Appointment.planned_on <= deadlines_until)
    return _opened(
        db.session.scalars(
            _loaded().where(
                Appointment.owner_id.in_(viewer.leading_ids),
                come | near,
                Appointment.done_at.is_(None),
                Appointment.cancelled_at.is_(None),
                _open_to(viewer),
            )
        )
    )


def done_appointments(viewer: Viewer, first: date, last: date) -> list[Appointment]:
    """The viewer's own of these days, both included, that are done."""
    return _opened(
        db.session.scalars(
            _loaded().where(
                Appointment.owner_id.in_(viewer.leading_ids),
                Appointment.planned_on.between(first, last),
                Appointment.done_at.is_not(None),
                _open_to(viewer),
            )
        )
    )


def appointments_between(viewer: Viewer, first: date, last: date) -> list[Appointment]:
    """The viewer's own of these days, both included, whatever became of them."""
    days = Appointment.planned_on.between(first, last)
    return _opened(
        db.session.scalars(
            _loaded().where(Appointment.owner_id.in_(viewer.leading_ids), days, _open_to(viewer))
        )
    )


def appointments_with(person: Person) -> list[Appointment]:
    """All that is or was planned with a person, whoever planned it, as it comes."""
    about = select(Attendee.appointment_id).where(Attendee.person_id.in_(person.record_ids))
    return _opened(db.session.scalars(_loaded().where(Appointment.id.in_(about))))


def _loaded() -> Select[Appointment]:
    return select(Appointment).options(selectinload(Appointment.attendees))


def _open_to(viewer: Viewer) -> ColumnElement[bool]:
    """Whoever may know of one of the people may know of the appointment; what is about nobody is its owner's."""
    seen = (
        select(Attendee.appointment_id)
        .join(Person, Person.id == Attendee.person_id)
        .where(of_visible(viewer))
    )
    own = (Appointment.owner_id.in_(viewer.leading_ids)) & ~Appointment.attendees.any()
    return Appointment.id.in_(seen) | own


def _opened(appointments: Iterable[Appointment]) -> list[Appointment]:
    """In the order of their days and hours, all-day ones first, with open keys."""
    found = sorted(appointments, key=lambda one: (one.planned_on, one.starts_at or time.min, one.id))
    keys().prefetch(one.subject_id for one in found)
    return found
