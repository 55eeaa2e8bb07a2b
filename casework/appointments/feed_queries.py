"""What a subscribed calendar holds."""

import uuid
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard

from casework.access.viewer import Viewer
from casework.appointments.declarations import kind_of, names_of
from casework.appointments.models import Appointment
from casework.appointments.queries import appointments_between
from casework.database.moments import BERLIN, now, today
from casework.people.cards import Card, by_record
from casework.people.page import due_for
from casework.people.panels import Happening
from casework.people.scope import visible_cards
from casework.vocabulary.appointments import APPOINTMENT

PAST, AHEAD = timedelta(days=90), timedelta(days=730)
WINTER, SUMMER = timedelta(hours=1), timedelta(hours=2)
ANOTHER_DAY = timedelta(days=1)
PRODUCT = "-//Casework//Kalender//DE"


def feed_of(viewer: Viewer, *, shows_names: bool) -> bytes:
    """The calendar of an account as iCalendar (RFC 5545), UTF-8: appointments, tasks, deadlines, and what is due.

    From 90 days ago to two years ahead. Without names an entry says its kind and its time, and nothing else.
    """
    calendar = Calendar()
    for name, value in (
        ("prodid", PRODUCT),
        ("version", "2.0"),
        ("method", "PUBLISH"),
        ("x-wr-calname", "Casework"),
        ("x-published-ttl", "PT1H"),
    ):
        calendar.add(name, value)
    calendar.add_component(_berlin())
    first, last = today() - PAST, today() + AHEAD
    known = by_record(visible_cards(viewer)) if shows_names else {}
    for appointment in appointments_between(viewer, first, last):
        calendar.add_component(_event(_said(appointment, known, shows_names=shows_names)))
    for entry in due_for(viewer, last):
        if entry.stands_in_feeds and entry.day >= first:
            calendar.add_component(_event(_due(entry, shows_names=shows_names)))
    return bytes(calendar.to_ical())


def _berlin() -> Timezone:
    """The clock in Berlin by the rule that holds since 1996, for every year at once."""
    zone = Timezone()
    zone.add("tzid", BERLIN.key)
    for turn, name, since, before, after, month in (
        (TimezoneDaylight(), "CEST", datetime.fromisoformat("1996-03-31T02:00"), WINTER, SUMMER, 3),
        (TimezoneStandard(), "CET", datetime.fromisoformat("1996-10-27T03:00"), SUMMER, WINTER, 10),
    ):
        turn.add("tzname", name)
        turn.add("dtstart", since)
        turn.add("tzoffsetfrom", before)
        turn.add("tzoffsetto", after)
        turn.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1su"})
        zone.add_component(turn)
    return zone


def _event(said: Mapping[str, Any]) -> Event:
    event = Event()
    for name, value in {"dtstamp": now(), "class": "PRIVATE", **said}.items():
        if value not in (None, ""):
            event.add(name, value)
    return event


def _said(one: Appointment, known: Mapping[uuid.UUID, Card], *, shows_names: bool) -> dict[str, Any]:
    said = {
        "uid": f"{one.id}@casework",
        "created": one.created_at,
        "last-modified": one.changed_at,
        "sequence": one.version - 1,
        "status": "CANCELLED" if one.cancelled_at else "CONFIRMED",
        "transp": "OPAQUE" if one.kind == APPOINTMENT else "TRANSPARENT",
        **_when(one),
    }
    if not shows_names:
        return said | {"summary": f"{kind_of(one)} (Casework)"}
    names = names_of(one, known)
    summary = f"{kind_of(one)}: {one.title}" + (f" – {names}" if names else "")
    return said | {"summary": summary, "location": one.place, "description": one.note}


def _when(one: Appointment) -> dict[str, Any]:
    """Its beginning by the clock in Berlin and how long it lasts, or the whole day.

    An end by the clock would be ambiguous in the hour that comes twice in October.
    """
    if one.starts_at is None:
        return {"dtstart": one.planned_on, "dtend": one.planned_on + ANOTHER_DAY}
    start = datetime.combine(one.planned_on, one.starts_at, BERLIN).astimezone(UTC)
    lasts = {"duration": timedelta(minutes=one.minutes)} if one.minutes else {}
    return {"dtstart": start.astimezone(BERLIN), **lasts}


def _due(entry: Happening, *, shows_names: bool) -> dict[str, Any]:
    kind = f"{entry.kind} (Casework)"
    return {
        "uid": f"{entry.key}@casework",
        "dtstart": entry.day,
        "dtend": entry.day + ANOTHER_DAY,
        "transp": "TRANSPARENT",
        "summary": f"{entry.headline or entry.kind}: {entry.title}" if shows_names else kind,
        "description": entry.text if shows_names else None,
    }
