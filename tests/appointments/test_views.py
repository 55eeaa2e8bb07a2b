"""Planning, changing, putting off and ticking off appointments through the front door."""

import re
from datetime import date, datetime, time, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from time_machine import travel

from casework.appointments.models import Appointment
from casework.appointments.operations import appoint
from casework.audit.models import TrailEntry
from casework.database.base import db
from casework.database.moments import BERLIN, today
from casework.database.transaction import transaction
from casework.errors import Refused
from casework.people.models import Person
from casework.vocabulary.working_days import working_day_after
from tests import factories
from tests.appointments.planned import only_appointment, planned, typed
from tests.caseload import Caseload


def entries(action: str) -> list[TrailEntry]:
    return list(
        db.session.scalars(
            db.select(TrailEntry).where(TrailEntry.action == f"appointments:appointment:{action}")
        )
    )


def test_an_appointment_with_a_family_takes_one_step_from_the_page_of_a_person(
    app: Flask, client: FlaskClient, world: Caseload
) -> None:
    factories.sign_in(client, world.kim)
    assert f"/people/{world.layla.id}/appointments/new" in client.get(f"/people/{world.layla.id}").text
    address = f"/people/{world.layla.id}/appointments/new"
    assert re.search(rf'checked[^>]*value="{world.layla.id}"', client.get(address).text)

    answer = client.post(address, data=typed([world.layla, world.sara]))

    assert answer.status_code == 302
    with app.app_context():
        found = only_appointment()
        assert set(found.person_ids) == {world.layla.id, world.sara.id}
        assert (found.planned_on, found.starts_at, found.minutes) == (today(), time(14, 30), 45)
        assert (found.title, found.place) == ("Anmeldung der Kita", "Rathaus")
        assert found.subject_id == found.id, "sealed under a key of its own"
        assert found.owner_id == world.kim.id
        assert {entry.about_id for entry in entries("made")} == {world.layla.id, world.sara.id}
    assert "14:30 Uhr, Anmeldung der Kita, Rathaus" in client.get(f"/people/{world.sara.id}").text
    home = client.get("/").text
    assert "Layla Haddad, Sara Haddad" in home
    assert f"{today():%d.%m.%Y}, 14:30" in home
    assert "Anmeldung der Kita, Rathaus" in home


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": ""}, "Bitte geben Sie an, worum es geht."),
        ({"planned_on": ""}, "Bitte geben Sie den Tag an."),
        ({"starts_at": "25:10"}, "„25:10“ ist keine Uhrzeit."),
        ({"starts_at": "", "minutes": "10"}, "Zu einer Dauer gehört eine Uhrzeit."),
        ({"present": []}, "Bitte kreuzen Sie an, um wen es geht."),
    ],
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(
    app: Flask, client: FlaskClient, world: Caseload, changes: dict[str, object], sentence: str
) -> None:
    factories.sign_in(client, world.kim)
    answer = client.post(f"/people/{world.layla.id}/appointments/new", data=typed([world.layla]) | changes)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "Geburtsurkunde mitbringen" in answer.text
    with app.app_context():
        assert db.session.scalar(db.select(Appointment)) is None


def test_it_is_changed_and_closed_with_the_key_that_fits(
    app: Flask, client: FlaskClient, world: Caseload
) -> None:
    with app.app_context():
        made = planned(world.kim, world.layla, note="Pass mitbringen")
        assert only_appointment().subject_id == world.layla.id
    factories.sign_in(client, world.kim)
    for people, subject in (
        ([world.layla, world.amir], made),
        ([world.amir], world.amir.id),
        ([world.amir, world.sara], made),
    ):
        page = f"/appointments/{made}"
        answer = client.post(page, data=typed(people, note="Pass", edition=edition_of(client, page)))
        assert answer.status_code == 302
        with app.app_context():
            found = only_appointment()
            assert set(found.person_ids) == {person.id for person in people}
            assert (found.subject_id, found.title, found.note) == (subject, "Anmeldung der Kita", "Pass")


def edition_of(client: FlaskClient, page: str) -> str:
    """Which edition of the appointment the form shows."""
    found = re.search(r'name="edition"[^>]*value="([^"]+)"', client.get(page).text)
    assert found
    return found[1]


def test_later_done_and_open_again(app: Flask, client: FlaskClient, world: Caseload) -> None:
    with app.app_context():
        made = planned(world.kim, world.layla, day=today() - timedelta(days=3))
    factories.sign_in(client, world.kim)
    page = f"/appointments/{made}"
    for data, day in (
        ({"by": "day"}, working_day_after(today())),
        ({"by": "week"}, working_day_after(today()) + timedelta(weeks=1)),
        ({"to": f"{today() + timedelta(days=30):%d.%m.%Y}"}, today() + timedelta(days=30)),
    ):
        assert client.post(f"{page}/move", data=data).status_code == 302
        with app.app_context():
            assert only_appointment().planned_on == day
    nowhere = client.post(f"{page}/move", data={"to": "31.02.2026"})
    assert nowhere.status_code == 422
    assert "31.02.2026 gibt es nicht." in nowhere.text
    assert client.post(f"{page}/done").status_code == 302
    assert "erledigt" in client.get(page).text
    assert client.post(f"{page}/move", data={"by": "day"}).status_code == 422
    assert client.post(f"{page}/reopen").status_code == 302
    assert client.post(f"{page}/cancel").status_code == 302
    assert "abgesagt" in client.get(f"/people/{world.layla.id}").text
    with app.app_context():
        assert only_appointment().cancelled_at
        acts = ("moved", "done", "reopened", "cancelled")
        assert [len(entries(action)) for action in acts] == [3, 1, 1, 1]


@pytest.mark.parametrize(
    ("planned_on", "next_day"),
    [
        (date(2026, 11, 27), date(2026, 11, 30)),
        (date(2026, 12, 24), date(2026, 12, 28)),
        (date(2026, 4, 2), date(2026, 4, 7)),
    ],
)
def test_a_day_later_is_a_working_day_and_one_step_undoes_it(
    app: Flask, client: FlaskClient, world: Caseload, planned_on: date, next_day: date
) -> None:
    """After a Friday, before Christmas, before Easter."""
    with travel(datetime.combine(planned_on, time(10), BERLIN)):
        with app.app_context():
            made = planned(world.kim, day=planned_on)
        factories.sign_in(client, world.kim)
        moved = client.post(f"/appointments/{made}/move", data={"by": "day"})
        with app.app_context():
            assert only_appointment().planned_on == next_day
        undo = re.search(rf'action="(/appointments/{made}/move\?to=[^"]+)"', client.get(moved.location).text)
        assert undo
        assert client.post(undo[1]).status_code == 302
        with app.app_context():
            assert only_appointment().planned_on == planned_on


def test_what_is_about_nobody_is_its_owners_alone(app: Flask, client: FlaskClient, world: Caseload) -> None:
    factories.sign_in(client, world.kim)
    assert client.post("/appointments/new", data=typed()).status_code == 302
    with app.app_context():
        made = only_appointment().id
    assert client.get(f"/appointments/{made}").status_code == 200
    assert "Anmeldung der Kita" in client.get("/").text
    lead = app.test_client()
    factories.sign_in(lead, world.lead)
    assert lead.get(f"/appointments/{made}").status_code == 404


def test_a_colleague_without_the_case_knows_nothing_of_it(
    app: Flask, client: FlaskClient, world: Caseload
) -> None:
    with app.app_context():
        made = planned(world.kim, world.layla)
    factories.sign_in(client, world.lou)
    assert client.get(f"/appointments/{made}").status_code == 404
    assert client.post(f"/appointments/{made}/done").status_code == 404


def test_an_appointment_stays_in_its_town(app: Flask, world: Caseload) -> None:
    with app.app_context(), transaction():
        people = [db.session.get_one(Person, world.layla.id)]
        elsewhere = world.stranger
        with pytest.raises(Refused):
            appoint(
                municipality_id=elsewhere.municipality.id,
                owner_id=elsewhere.id,
                people=people,
                day=today(),
                title="x",
            )
