"""Absence and substitution: the substitute sees the cases for that time, and the trail says for whom."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from casework.access.roles import Role
from casework.accounts.models import User
from casework.accounts.substitutions import end_substitution, get_substitution, substitute
from casework.audit.models import TrailEntry
from casework.audit.trail import IN_PLACE_OF
from casework.counselling.operations import document
from casework.database.base import db
from casework.database.moments import today
from casework.database.transaction import transaction
from casework.errors import NotThere, Refused
from casework.people.models import Person
from tests import factories
from tests.appointments.planned import planned
from tests.caseload import Caseload, caseload
from tests.counselling.talks import talk

SPAN = timedelta(days=14)


@pytest.fixture
def world(app: Flask) -> Caseload:
    with app.app_context():
        return caseload()


@pytest.fixture
def noon() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(datetime(2026, 6, 15, 10, tzinfo=UTC)) as traveller:
        yield traveller


def away(
    world: Caseload,
    absent: factories.User,
    stand_in: factories.User,
    *,
    by: factories.User | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> None:
    """Inside an application context."""
    starts_on = starts_on or today()
    with transaction():
        users = [db.session.get_one(User, user.id) for user in (absent, stand_in)]
        substitute((by or absent).viewer, *users, starts_on=starts_on, ends_on=ends_on or starts_on + SPAN)


def day(value: date) -> str:
    return f"{value:%d.%m.%Y}"


def test_the_substitute_sees_the_cases_from_the_first_day_until_the_return(
    app: Flask, noon: time_machine.Traveller, world: Caseload
) -> None:
    with app.app_context():
        away(world, world.kim, world.lou, starts_on=today() + timedelta(days=1))
    seen = {}
    for days in (0, 1, SPAN.days, SPAN.days + 1):
        noon.move_to(datetime(2026, 6, 15, 10, tzinfo=UTC) + timedelta(days=days))
        client = app.test_client()
        factories.sign_in(client, world.lou)
        seen[days] = client.get(f"/people/{world.sara.id}").status_code
    assert seen == {0: 404, 1: 200, SPAN.days: 200, SPAN.days + 1: 404}


def test_lists_pages_and_dates_say_for_whom_and_so_does_the_trail(
    app: Flask, client: FlaskClient, world: Caseload
) -> None:
    with app.app_context():
        factories.case(world.single, world.lou, date(2025, 1, 1))
        appointment = planned(world.kim, world.layla)
        planned(world.lou, world.single, title="Eigener Termin")
        away(world, world.kim, world.lou)
    factories.sign_in(client, world.lou)
    mark = "in Vertretung für Kim Beispiel"
    register = client.get("/people").text
    assert register.count(mark) == 3, "the family, and not the own case"
    assert mark in client.get(f"/people/{world.layla.id}").text
    assert mark not in client.get(f"/people/{world.single.id}").text
    for page in ("/", "/calendar", "/calendar/week"):
        shown = client.get(page).text
        assert mark in shown
        assert "Layla Haddad" in shown
        assert "Yonas Tesfay" in shown
    assert client.post(f"/appointments/{appointment}/done").status_code == 302
    assert (
        client.post(f"/people/{world.layla.id}/consultations/new", data=talk([world.layla])).status_code
        == 302
    )
    with app.app_context():
        entries = db.session.scalars(
            db.select(TrailEntry).where(TrailEntry.actor_id == world.lou.id, TrailEntry.is_about_subject)
        ).all()
        of_family = [entry for entry in entries if entry.about_id == world.layla.id]
        assert {"counselling:consultation:documented", "appointments:appointment:done"} <= {
            entry.action for entry in of_family
        }
        assert {entry.detail.get(IN_PLACE_OF) for entry in of_family} == {str(world.kim.id)}
        own = [entry for entry in entries if entry.about_id == world.single.id]
        assert own
        assert not any(IN_PLACE_OF in entry.detail for entry in own)


def test_a_confidential_talk_stays_with_its_author_and_nothing_is_handed_on(
    app: Flask, client: FlaskClient, world: Caseload
) -> None:
    with app.app_context():
        mika = factories.user(world.kim.municipality, Role.CASE_MANAGER, name="Mika Dritt")
        with transaction():
            document(
                municipality_id=world.kim.municipality.id,
                people=[db.session.get_one(Person, world.layla.id)],
                held_on=today(),
                minutes=10,
                contact_kind="OFFICE",
                topics=["PSY"],
                case_manager_id=world.kim.id,
                content="Nur unter uns",
                next_step="Rückruf",
                next_step_on=today(),
                is_confidential=True,
            )
        away(world, world.kim, world.lou)
        with pytest.raises(Refused, match="selbst abwesend"):
            away(world, mika, world.kim)
        away(world, world.lou, mika, starts_on=today())
    factories.sign_in(client, world.lou)
    assert "Nur unter uns" not in client.get(f"/people/{world.layla.id}?tab=talks").text
    assert "Rückruf" not in client.get("/").text
    third = app.test_client()
    factories.sign_in(third, mika)
    assert third.get(f"/people/{world.layla.id}").status_code == 404, "no substitute of a substitute"


def test_who_may_enter_what(app: Flask, world: Caseload) -> None:
    with app.app_context():
        lead = factories.user(world.kim.municipality, Role.TEAM_LEAD, name="Ulli Leitung")
        for by, absent, stand_in, sentence in (
            (world.lou, world.kim, world.lou, "trägt die Teamleitung"),
            (world.lou, world.kim, lead, "trägt die Teamleitung"),
            (world.lead, lead, world.lead, "Sich selbst kann niemand"),
            (world.kim, world.kim, world.kim, "Niemand vertritt sich selbst"),
            (world.kim, world.kim, world.lead, "dieselbe Rolle"),
            (world.lead, world.lead, world.stranger, "derselben Kommune"),
        ):
            with pytest.raises(Refused, match=sentence):
                away(world, absent, stand_in, by=by)
        yesterday = today() - timedelta(days=1)
        for starts_on, ends_on, sentence in (
            (yesterday, today() + SPAN, "frühestens heute"),
            (today(), today(), "nicht nach dem Beginn"),
            (today(), today() + timedelta(days=400), "höchstens ein Jahr"),
        ):
            with pytest.raises(Refused, match=sentence):
                away(world, world.kim, world.lou, starts_on=starts_on, ends_on=ends_on)
        away(world, world.kim, world.lou, by=world.lead)
        with pytest.raises(Refused, match="schon vertreten"):
            away(world, world.kim, world.lou, starts_on=today() + timedelta(days=3))
        away(world, world.kim, world.lou, starts_on=today() + SPAN)


def test_it_is_entered_and_ended_on_a_page(app: Flask, client: FlaskClient, world: Caseload) -> None:
    factories.sign_in(client, world.kim)
    page = "/account/substitutions"
    shown = client.get(page).text
    assert "Lou Anders" in shown
    form = {
        "absent_id": str(world.kim.id),
        "substitute_id": str(world.lou.id),
        "starts_on": day(today()),
        "ends_on": day(today() + SPAN),
    }
    assert client.post(page, data=form | {"absent_id": str(world.lou.id)}).status_code == 422
    assert client.post(page, data=form).status_code == 302
    substitute_client = app.test_client()
    factories.sign_in(substitute_client, world.lou)
    assert substitute_client.get(f"/people/{world.layla.id}").status_code == 200
    ending = client.get(page).text.partition('action="/account/substitutions/')[2].partition('"')[0]
    assert substitute_client.post(f"{page}/{ending}").status_code == 404, "only the absent one or the lead"
    assert client.post(f"{page}/{ending}").status_code == 302
    assert substitute_client.get(f"/people/{world.layla.id}").status_code == 404
    with app.app_context():
        actions = db.session.scalars(
            db.select(TrailEntry.action).where(TrailEntry.action.startswith("accounts:substitution"))
        ).all()
        assert sorted(actions) == ["accounts:substitution:ended", "accounts:substitution:entered"]


def test_one_that_has_run_keeps_the_days_it_held(
    app: Flask, noon: time_machine.Traveller, world: Caseload
) -> None:
    with app.app_context():
        with transaction():
            users = [db.session.get_one(User, user.id) for user in (world.kim, world.lou)]
            made = substitute(world.kim.viewer, *users, starts_on=today(), ends_on=today() + SPAN).id
        noon.move_to(datetime(2026, 6, 18, 10, tzinfo=UTC))
        with transaction():
            end_substitution(get_substitution(world.kim.viewer, made))
        spans = db.session.execute(
            db.text("SELECT starts_on, ends_on FROM substitution WHERE superseded_at IS NULL")
        ).all()
        assert [tuple(str(value) for value in span) for span in spans] == [("2026-06-15", "2026-06-18")]
        with pytest.raises(NotThere):
            get_substitution(world.lou.viewer, made)
