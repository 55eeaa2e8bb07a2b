"""What this slice shows of a person and of a day: appointments, tasks and deadlines."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from flask import url_for

from casework.access.permissions import Permission
from casework.access.viewer import Viewer
from casework.appointments.caseload_queries import caseloads
from casework.appointments.models import Appointment
from casework.appointments.queries import appointments_with, done_appointments, open_appointments
from casework.database.moments import today
from casework.people.cards import Card, by_record
from casework.people.models import Person
from casework.people.panels import DUE, HISTORIES, NEXT_DATES, SCHEDULE, Happening, act, home_card
from casework.people.scope import visible_cards
from casework.vocabulary.appointments import APPOINTMENT_KINDS, DEADLINE, IN_SIGHT_FROM, PLEASE_CHECK
from casework.vocabulary.working_days import with_closed
from casework.web.navigation import home_address


def declare() -> None:
    """Enter the act, the history and the dates of this slice; once, at the start."""
    permission = Permission.APPOINTMENTS_APPOINTMENT_WRITE
    act(label="Termin", endpoint="appointments.new", permission=permission, order=15)
    HISTORIES.append((permission, _history))
    NEXT_DATES.append((permission, _next_dates))
    DUE.append((permission, _due))
    SCHEDULE.append((permission, _done))
    home_card(
        template="appointments/_left.html",
        load=_left,
        permission=Permission.APPOINTMENTS_CASELOAD_HAND_OVER,
        order=6,
    )


def _left(viewer: Viewer) -> dict[str, Any]:
    """Whose account is closed although they still have cases in hand."""
    return {
        "left": [one for one in caseloads(viewer.municipality_id) if one.cases and not one.user.is_active]
    }


def _history(person: Person) -> Iterable[Happening]:
    """What took place or was cancelled; what still waits stands among the next dates."""
    for one in appointments_with(person):
        if not one.is_open:
            text = "abgesagt" if one.cancelled_at else (one.note or "")
            yield Happening(one.planned_on, kind_of(one), said_of(one), text, _address(one))


def _next_dates(person: Person) -> Iterable[Happening]:
    for one in appointments_with(person):
        if one.is_open:
            yield Happening(one.planned_on, kind_of(one), said_of(one), url=_address(one))


def _due(viewer: Viewer, until: date) -> Iterable[Happening]:
    known = by_record(visible_cards(viewer))
    for one in open_appointments(viewer, until, today() + IN_SIGHT_FROM):
        done = url_for("appointments.done", appointment_id=one.id, next=home_address())
        yield replace(_entry(one, known), done_url=done)


def _done(viewer: Viewer, first: date, last: date) -> Iterable[Happening]:
    known = by_record(visible_cards(viewer))
    for one in done_appointments(viewer, first, last):
        entry = _entry(one, known)
        headline = entry.headline and f"{entry.headline}, erledigt"
        yield replace(entry, kind=f"{entry.kind}, erledigt", headline=headline)


def _entry(one: Appointment, known: Mapping[uuid.UUID, Card]) -> Happening:
    names = names_of(one, known)
    entry = Happening(
        one.planned_on,
        kind_of(one),
        names or what_of(one),
        what_of(one) if names else (one.note or ""),
        _address(one),
        clock=one.starts_at,
        key=f"appointment-{one.id}",
        stands_in_feeds=False,
        about=tuple(record_id for record_id in one.person_ids if record_id in known),
    )
    if one.kind != DEADLINE:
        return entry
    if not names:
        return replace(entry, headline=with_closed(entry.kind, one.planned_on), must_not_wait=True)
    headline = with_closed(f"{one.title}, {PLEASE_CHECK}", one.planned_on)
    return replace(entry, headline=headline, text=one.place or "", must_not_wait=True)


def kind_of(one: Appointment) -> str:
    """Its kind in words."""
    return APPOINTMENT_KINDS.label(one.kind)


def what_of(one: Appointment) -> str:
    """What it is about, and where."""
    return ", ".join(part for part in (one.title, one.place) if part)


def said_of(one: Appointment) -> str:
    """The hour, what it is about, and where; of a deadline also whether the offices are closed on its day."""
    what = with_closed(what_of(one), one.planned_on) if one.kind == DEADLINE else what_of(one)
    return f"{one.starts_at:%H:%M} Uhr, {what}" if one.starts_at else what


def names_of(one: Appointment, known: Mapping[uuid.UUID, Card]) -> str:
    """Those it is about, as far as the reader may know of them."""
    seen = {known[record_id] for record_id in one.person_ids if record_id in known}
    return ", ".join(card.name for card in sorted(seen, key=lambda card: card.sort_key))


def _address(one: Appointment) -> str:
    return url_for("appointments.edit", appointment_id=one.id)
