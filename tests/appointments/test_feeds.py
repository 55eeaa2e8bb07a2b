"""The subscribed calendar, read by a parser that has nothing to do with the one that writes it."""

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
import time_machine
import vobject
from flask import Flask
from flask.testing import FlaskClient

from casework.access.roles import Role
from casework.accounts import operations as accounts
from casework.accounts.models import User
from casework.appointments.feed_models import CalendarFeed
from casework.audit.models import TrailEntry
from casework.counselling.operations import document
from casework.database.base import db
from casework.database.moments import today
from casework.database.transaction import transaction
from casework.people.models import Person
from casework.vocabulary.working_days import working_day_after
from casework.web.throttle import MOST_LOOKS, MOST_MISSES
from tests import factories
from tests.appointments.planned import planned
from tests.caseload import Caseload

ADDRESS = re.compile(r">http://localhost(/calendar/feed\.ics\?token=[\w-]+)</textarea>")
LONG = (
    "Übersetzung mitbringen;\nBüro 2, 1. Stock\\links – für Ärztin Grünwälder 🩺, "
    "ملاحظة باللغة العربية، سطر طويل جدا جدا"
)


def subscribe(client: FlaskClient, **form: str) -> str:
    answer = client.post("/calendar/feed", data=form)
    found = ADDRESS.search(answer.text)
    assert answer.status_code == 200
    assert found
    return found[1]


def events(app: Flask, address: str) -> list[Any]:
    answer = app.test_client().get(address)
    assert answer.status_code == 200, answer.text
    assert answer.mimetype == "text/calendar"
    assert answer.content_type.endswith("charset=utf-8")
    for line in answer.data.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()  # folded between characters, never within one
    assert b"\n" not in answer.data.replace(b"\r\n", b"")
    calendar = vobject.readOne(answer.text)
    return list(getattr(calendar, "vevent_list", []))


def test_without_being_asked_it_says_only_that_there_is_something(
    app: Flask, client: FlaskClient, world: Caseload
) -> None:
    with app.app_context():
        made = planned(world.kim, world.layla, place="Rathaus", note=LONG)
        planned(world.kim, title="Bericht", starts_at=None, minutes=None, kind="DEADLINE")
        planned(world.lou, title="Fremd")
        with transaction():
            document(
                municipality_id=world.kim.municipality.id,
                people=[db.session.get_one(Person, world.layla.id)],
                held_on=today(),
                minutes=10,
                contact_kind="PHONE",
                topics=["KIT"],
                next_step="Rückruf",
                next_step_on=today() + timedelta(days=2),
            )
    factories.sign_in(client, world.kim)
    address = subscribe(client)
    by_summary = {event.summary.value: event for event in events(app, address)}
    timed, all_day, follow_up = (
        by_summary.pop(f"{kind} (Casework)") for kind in ("Termin", "Frist, bitte prüfen", "Wiedervorlage")
    )
    assert not by_summary
    assert timed.uid.value == f"{made}@casework"
    assert timed.dtstart.value.hour == 14
    assert all_day.dtstart.value == today()
    assert all_day.dtend.value == today() + timedelta(days=1)
    assert follow_up.dtstart.value == today() + timedelta(days=2)
    for event in (timed, all_day, follow_up):
        assert not hasattr(event, "location")
        assert not hasattr(event, "description")
    text = app.test_client().get(address).text
    assert not any(word in text for word in ("Layla", "Haddad", "Kita", "Rathaus", "Bericht", "Rückruf"))


def test_line_breaks_umlauts_and_other_scripts_arrive_as_they_were_typed(
    app: Flask, client: FlaskClient, world: Caseload
) -> None:
    title = "Ämtergang; Straße, Größe\\Maß 👪 مرحبا"
    with app.app_context():
        planned(world.kim, world.layla, title=title, place="Café „Süd“, Raum 3;4", note=LONG)
    factories.sign_in(client, world.kim)
    assert "unverschlüsselt in Ihrem Kalenderprogramm" in client.get("/calendar/feed").text
    (event,) = events(app, subscribe(client, shows_names="y"))
    assert event.summary.value == f"Termin: {title} – Layla Haddad"
    assert event.location.value == "Café „Süd“, Raum 3;4"
    assert event.description.value == LONG


@pytest.mark.parametrize(
    ("day", "starts_at", "minutes", "start", "end"),
    [
        (date(2026, 3, 29), time(1, 30), 60, (0, 30), (1, 30)),
        (date(2026, 3, 29), time(8), 30, (6, 0), (6, 30)),
        (date(2026, 10, 25), time(1, 30), 120, (None, 30), (1, 30)),
        (date(2026, 10, 25), time(8), 30, (7, 0), (7, 30)),
        (date(2026, 7, 1), time(8), 30, (6, 0), (6, 30)),
        (date(2026, 12, 1), time(8), 30, (7, 0), (7, 30)),
    ],
)
def test_the_hour_is_right_on_the_days_the_clock_changes(
    app: Flask,
    client: FlaskClient,
    world: Caseload,
    day: date,
    starts_at: time,
    minutes: int,
    start: tuple[int | None, int],
    end: tuple[int, int],
) -> None:
    """Compared in UTC, as the parser works it out from the VTIMEZONE in the file alone."""
    with app.app_context():
        planned(world.kim, day=day, starts_at=starts_at, minutes=minutes)
    with time_machine.travel(datetime(2026, 2, 1, 12, tzinfo=UTC), tick=True):
        factories.sign_in(client, world.kim)
        (event,) = events(app, subscribe(client))
    begins = event.dtstart.value.astimezone(UTC)
    ends = begins + event.duration.value
    before = day - timedelta(days=1)
    assert (begins.hour, begins.minute) == ((23 if start[0] is None else start[0]), start[1])
    assert begins.date() == (before if start[0] is None else day)
    assert (ends.hour, ends.minute) == end


def test_what_changes_is_the_same_event_in_a_later_edition(
    app: Flask, client: FlaskClient, world: Caseload
) -> None:
    with app.app_context():
        made = planned(world.kim, world.layla)
    factories.sign_in(client, world.kim)
    address = subscribe(client)
    (first,) = events(app, address)
    client.post(f"/appointments/{made}/move", data={"by": "day"})
    (moved,) = events(app, address)
    client.post(f"/appointments/{made}/cancel")
    (cancelled,) = events(app, address)
    assert first.uid.value == moved.uid.value == cancelled.uid.value
    assert [int(one.sequence.value) for one in (first, moved, cancelled)] == [0, 1, 2]
    assert first.last_modified.value <= moved.last_modified.value <= cancelled.last_modified.value
    assert (first.status.value, cancelled.status.value) == ("CONFIRMED", "CANCELLED")
    assert moved.dtstart.value.date() == working_day_after(today())


def test_an_address_ends_when_it_is_renewed_or_revoked_and_none_is_kept(
    app: Flask, client: FlaskClient, world: Caseload
) -> None:
    factories.sign_in(client, world.kim)
    first = subscribe(client)
    assert first.partition("token=")[2] not in client.get("/calendar/feed").text
    second = subscribe(client)
    assert first != second
    assert status(app, first) == 404
    assert status(app, second) == 200
    with app.app_context():
        kept = db.session.scalars(db.select(CalendarFeed.token_hash)).all()
        assert all(second.partition("token=")[2].encode() not in one for one in kept)
    assert client.post("/calendar/feed/revoke").status_code == 302
    assert status(app, second) == 404
    with app.app_context():
        actions = db.session.scalars(
            db.select(TrailEntry.action).where(TrailEntry.action.startswith("appointments:feed"))
        ).all()
        assert sorted(actions) == [
            "appointments:feed:fetched",
            *["appointments:feed:opened"] * 2,
            *["appointments:feed:revoked"] * 2,
        ]


def status(app: Flask, address: str) -> int:
    return app.test_client().get(address).status_code


@pytest.mark.parametrize("ending", ["closed", "other role"])
def test_an_address_ends_with_the_account_or_its_role(
    app: Flask, client: FlaskClient, world: Caseload, ending: str
) -> None:
    factories.sign_in(client, world.kim)
    address = subscribe(client)
    assert status(app, address) == 200
    with app.app_context(), transaction():
        user = db.session.get_one(User, world.kim.id)
        if ending == "closed":
            accounts.deactivate(user)
        else:
            user.role = Role.CONTROLLER
    assert status(app, address) == 404


def test_a_guess_learns_nothing_and_too_many_are_stopped(
    app: Flask, client: FlaskClient, world: Caseload
) -> None:
    factories.sign_in(client, world.kim)
    address = subscribe(client)
    guesser = app.test_client()
    answers = [guesser.get(f"/calendar/feed.ics?token=guess{number}") for number in range(3)]
    assert {answer.status_code for answer in answers} == {404}
    assert len({re.sub(r"guess\d", "", answer.text) for answer in answers}) == 1
    assert guesser.get("/calendar/feed.ics").status_code == 404
    for _again in range(MOST_MISSES):
        last = guesser.get("/calendar/feed.ics?token=guess")
    assert last.status_code == 429
    assert status(app, address) == 200, "who has an address is not kept out by those who guess"
    for _again in range(MOST_LOOKS):
        last = guesser.get(address)
    assert last.status_code == 429
