"""The calendar: everything dated of one's own, by month and by week."""

from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from casework.appointments.calendar import SHOWN_PER_DAY
from casework.audit.models import TrailEntry
from casework.counselling.operations import document
from casework.database.base import db
from casework.database.moments import today
from casework.database.transaction import transaction
from casework.people.models import Person
from casework.plans.goals import agree_goal
from casework.vocabulary.working_days import holiday_on
from tests import factories
from tests.appointments.planned import planned
from tests.caseload import Caseload

SOON = today() + timedelta(days=2)


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 1, 6), "Heilige Drei Könige"),
        (date(2026, 4, 3), "Karfreitag"),
        (date(2026, 6, 4), "Fronleichnam"),
        (date(2026, 11, 1), "Allerheiligen"),
        (date(2026, 10, 31), ""),
        (date(2026, 8, 15), ""),
    ],
)
def test_the_public_holidays_are_those_of_baden_wuerttemberg(day: date, name: str) -> None:
    assert holiday_on(day) == name


def test_month_and_week_show_everything_dated_of_ones_own(
    app: Flask, client: FlaskClient, world: Caseload
) -> None:
    with app.app_context():
        planned(world.kim, world.layla, day=SOON)
        planned(world.kim, day=SOON, title="Dienstberatung")
        with transaction():
            person = db.session.get_one(Person, world.layla.id)
            document(
                municipality_id=world.kim.municipality.id,
                people=[person],
                held_on=today(),
                minutes=10,
                contact_kind="PHONE",
                topics=["KIT"],
                next_step="Rückruf",
                next_step_on=SOON,
            )
            agree_goal(person, field_of_action="SPR", wording="B1", due_on=SOON)
    factories.sign_in(client, world.kim)
    for page in ("/calendar", "/calendar/week"):
        shown = client.get(f"{page}?on={SOON:%d.%m.%Y}").text
        for words in ("14:30", "Termin:", "Dienstberatung", "Wiedervorlage:", "Ziel:", "Layla Haddad"):
            assert words in shown, (page, words)
    other = app.test_client()
    factories.sign_in(other, world.lou)
    assert "Layla Haddad" not in other.get(f"/calendar?on={SOON:%d.%m.%Y}").text
    with app.app_context():
        looks = db.session.scalars(
            db.select(TrailEntry).where(TrailEntry.action == "appointments:calendar:opened")
        ).all()
        assert {look.actor_id for look in looks} == {world.kim.id, world.lou.id}
        assert looks[0].detail["shown"] == 4


def test_a_full_day_is_counted_in_the_month_and_listed_in_the_week(
    app: Flask, client: FlaskClient, world: Caseload
) -> None:
    with app.app_context():
        for number in range(SHOWN_PER_DAY + 3):
            planned(world.kim, day=SOON, title=f"Sache {number}")
    factories.sign_in(client, world.kim)
    month = client.get(f"/calendar?on={SOON:%d.%m.%Y}").text
    assert month.count("Sache") == SHOWN_PER_DAY
    assert "und 3 weitere Einträge" in month
    assert client.get(f"/calendar/week?on={SOON:%d.%m.%Y}").text.count("Sache") == SHOWN_PER_DAY + 3


def test_what_has_an_hour_is_not_pushed_out_by_what_has_the_whole_day(
    app: Flask, client: FlaskClient, world: Caseload
) -> None:
    with app.app_context():
        for number in range(SHOWN_PER_DAY):
            planned(world.kim, day=SOON, title=f"Sache {number}", starts_at=None, minutes=None)
        planned(world.kim, day=SOON, title="Um halb drei")
    factories.sign_in(client, world.kim)
    month = client.get(f"/calendar?on={SOON:%d.%m.%Y}").text
    assert month.index("Um halb drei") < month.index("Sache")
    assert "und 1 weiterer Eintrag" in month


def test_done_stays_in_its_day_and_cancelled_goes(app: Flask, client: FlaskClient, world: Caseload) -> None:
    with app.app_context():
        done, cancelled = (planned(world.kim, day=SOON, title=title) for title in ("Getan", "Geplatzt"))
    factories.sign_in(client, world.kim)
    client.post(f"/appointments/{done}/done")
    client.post(f"/appointments/{cancelled}/cancel")
    shown = client.get(f"/calendar/week?on={SOON:%d.%m.%Y}").text
    assert "Termin, erledigt:" in shown
    assert "Getan" in shown
    assert "Geplatzt" not in shown


def test_a_day_that_is_none_is_said_and_the_ends_of_time_are_shown(
    client: FlaskClient, world: Caseload
) -> None:
    factories.sign_in(client, world.kim)
    assert client.get("/calendar?on=31.02.2026").status_code == 422
    for day in ("01.01.1900", "31.12.2100"):
        assert client.get(f"/calendar?on={day}").status_code == 200
        assert client.get(f"/calendar/week?on={day}").status_code == 200
