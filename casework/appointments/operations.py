"""Planning, moving, ticking off and cancelling what stands in a calendar."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from datetime import date, time
from typing import Any

from casework.accounts.queries import get_user
from casework.appointments import trail
from casework.appointments.models import Appointment, Attendee
from casework.audit.trail import actor
from casework.database.base import db
from casework.database.moments import now
from casework.errors import Refused
from casework.people.models import Person
from casework.vault.keys import keys
from casework.vault.sealed import close_anew
from casework.vocabulary.appointments import APPOINTMENT, APPOINTMENT_KINDS

MOST_MINUTES = 24 * 60
LONGEST_TITLE = 200
STATEMENTS = ("kind", "planned_on", "starts_at", "minutes", "title", "place", "note")
"""What can be said of an appointment besides whose it is and whom it is about."""


def appoint(
    *,
    municipality_id: uuid.UUID,
    owner_id: uuid.UUID,
    people: Sequence[Person],
    day: date,
    title: str,
    starts_at: time | None = None,
    minutes: int | None = None,
    kind: str = APPOINTMENT,
    note: str | None = None,
    place: str | None = None,
) -> Appointment:
    """Plan something with people, or with nobody, for a day and, if known, a time of day in Berlin.

    `kind` is APPOINTMENT, TASK or DEADLINE. Raises Refused without a title, for minutes without a time or outside
    1–1440, an unknown kind, or people of another municipality; NotThere for an owner of another one.
    """
    get_user(municipality_id, owner_id)
    people = _distinct(people)
    _check_people(municipality_id, people)
    said = _checked(
        {
            "kind": kind,
            "planned_on": day,
            "starts_at": starts_at,
            "minutes": minutes,
            "title": title,
            "place": place,
            "note": note,
        }
    )
    appointment_id = uuid.uuid4()
    appointment = Appointment(
        id=appointment_id,
        subject_id=keys().subject_shared_by(appointment_id, [person.id for person in people], is_new=True),
        municipality_id=municipality_id,
        owner_id=owner_id,
        recorded_by_id=actor().user_id,
        attendees=[Attendee(person=person, person_id=person.id) for person in people],
        **said,
    )
    db.session.add(appointment)
    trail.note("appointments:appointment:made", appointment)
    return appointment


def change(
    appointment: Appointment, details: Mapping[str, Any], people: Sequence[Person] | None = None
) -> list[str]:
    """Say anew any of STATEMENTS and, if given, whom it is about; returns the names of what changed."""
    said = _checked({name: details.get(name, getattr(appointment, name)) for name in STATEMENTS})
    changed = [name for name in STATEMENTS if getattr(appointment, name) != said[name]]
    if people is not None and _invite(appointment, _distinct(people)):
        changed.append("people")
    for name in STATEMENTS:
        if name in changed:
            setattr(appointment, name, said[name])
    if changed:
        appointment.changed_at = now()
        db.session.flush()
        trail.note("appointments:appointment:changed", appointment, fields=changed)
    return changed


def move(appointment: Appointment, day: date) -> None:
    """Put it off to another day, at the same time. Raises Refused for what is done or cancelled."""
    if not appointment.is_open:
        raise Refused("Dieser Termin ist erledigt oder abgesagt. Bitte legen Sie einen neuen an.")
    if day == appointment.planned_on:
        raise Refused("Der Termin liegt schon auf dem %(day)s.", day=f"{day:%d.%m.%Y}")
    before, appointment.planned_on = appointment.planned_on, day
    trail.note(
        "appointments:appointment:moved", appointment, before=before.isoformat(), after=day.isoformat()
    )


def tick_off(appointment: Appointment) -> None:
    """It is done: it no longer waits, and stays in the calendar of its day."""
    if appointment.is_open:
        appointment.done_at = now()
        trail.note("appointments:appointment:done", appointment)


def cancel(appointment: Appointment) -> None:
    """It does not take place; subscribed calendars are told."""
    if appointment.is_open:
        appointment.cancelled_at = now()
        trail.note("appointments:appointment:cancelled", appointment)


def reopen(appointment: Appointment) -> None:
    """It was not done or not cancelled after all: it waits again."""
    if not appointment.is_open:
        appointment.done_at = appointment.cancelled_at = None
        trail.note("appointments:appointment:reopened", appointment)


def _invite(appointment: Appointment, people: Sequence[Person]) -> bool:
    """Let it be about other people; what is written is closed anew with the key that fits them."""
    if {person.id for person in people} == set(appointment.person_ids):
        return False
    _check_people(appointment.municipality_id, people)
    kept = {attendee.person_id: attendee for attendee in appointment.attendees}
    appointment.attendees = [
        kept.get(person.id) or Attendee(person=person, person_id=person.id) for person in people
    ]
    close_anew(appointment, keys().subject_shared_by(appointment.id, [person.id for person in people]))
    return True


def _distinct(people: Sequence[Person]) -> list[Person]:
    return list({person.id: person for person in people}.values())


def _check_people(municipality_id: uuid.UUID, people: Collection[Person]) -> None:
    if any(person.municipality_id != municipality_id for person in people):
        raise Refused("Alle Beteiligten eines Termins müssen zur selben Kommune gehören.")


def _checked(said: Mapping[str, Any]) -> dict[str, Any]:
    """The statements in the form they are kept in, or Refused."""
    title, minutes = said["title"] or None, said["minutes"] or None
    if not title:
        raise Refused("Bitte geben Sie an, worum es geht.")
    if len(title) > LONGEST_TITLE:
        raise Refused("Bitte fassen Sie sich kürzer: höchstens %(most)s Zeichen.", most=LONGEST_TITLE)
    if minutes is not None and not 0 < minutes <= MOST_MINUTES:
        raise Refused("Die Dauer muss zwischen 1 und %(most)s Minuten liegen.", most=MOST_MINUTES)
    if minutes is not None and said["starts_at"] is None:
        raise Refused("Zu einer Dauer gehört eine Uhrzeit. Bitte geben Sie an, wann es beginnt.")
    return {
        **said,
        "kind": APPOINTMENT_KINDS.read(said["kind"]),
        "title": title,
        "minutes": minutes,
        "place": said["place"] or None,
        "note": said["note"] or None,
    }
