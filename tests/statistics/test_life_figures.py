"""Figures of how people live here, by the command and the pages, and as known at a moment."""

import json
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient, FlaskCliRunner

from casework.database.base import db
from casework.database.transaction import transaction
from casework.people.merging import merge
from casework.people.models import Person
from casework.situation.operations import correct, state
from tests import factories
from tests.statistics.conftest import Clock, World


def asked(runner: FlaskCliRunner, *options: str) -> dict[str, Any]:
    done = runner.invoke(args=["figures", "--on", "2025-06-30", *options, "--json"])
    assert done.exit_code == 0, done.output
    found: dict[str, Any] = json.loads(done.stdout)["situation"]
    return found


def told(person: factories.Person, kind: str, starts_on: str, **codes: Any) -> None:
    with transaction():
        state([db.session.get_one(Person, person.id)], kind, codes, starts_on=date.fromisoformat(starts_on))


@pytest.fixture
def four(app: Flask, world: World, clock: Clock) -> list[factories.Person]:
    """Four people in care, one of them taken in twice, and one who has left; told on 1 June 2025."""
    clock("2025-06-01T10:00")
    people = [world.person(f"Person {number}") for number in range(5)]
    for person in people:
        ends_on = date(2025, 6, 15) if person is people[4] else None
        factories.stay(person, stage="AU", starts_on=date(2025, 1, 1), ends_on=ends_on)
    first, second, third, double, gone = people
    told(first, "language", "2024-01-01", level="B1", language="de", skill="OVERALL")
    told(second, "language", "2024-01-01", level="A2", language="de", skill="READING")
    told(second, "language", "2024-01-01", level="A0", language="de", skill="WRITING")
    told(second, "language", "2024-01-01", level="C2", language="ar")
    told(first, "course", "2025-01-01", course="IK", state="ATTENDING")
    told(first, "course", "2025-02-01", course="EOK", state="ATTENDING")
    told(second, "course", "2025-02-01", course="IK", state="WAITING")
    told(second, "work", "2025-02-01", state="TRAINING")
    told(third, "work", "2025-02-01", state="NOT_STATED")
    told(third, "school", "2025-02-01", school="VABO")
    told(third, "regime", "2025-02-01", regime="SGB2")
    told(double, "regime", "2025-02-01", regime="ASYLBLG_3")
    told(double, "course", "2025-02-01", course="IK", state="PASSED")
    told(gone, "work", "2025-02-01", state="EMPLOYED")
    return people


def test_people_in_care_are_counted_by_what_holds(
    runner: FlaskCliRunner, four: list[factories.Person]
) -> None:
    assert asked(runner) == {
        "in_courses": 1,
        "waiting_for_courses": 1,
        "in_childcare": 0,
        "in_school": 1,
        "working": 1,
        "german_level": {"A0": 1, "B1": 1},
        "course_states": {"WAITING": 1, "ATTENDING": 1, "PASSED": 1},
        "courses_attended": {"IK": 1, "EOK": 1},
        "childcare": {},
        "school": {"VABO": 1},
        "work": {"TRAINING": 1, "NOT_STATED": 1},
        "work_permission": {},
        "recognition": {},
        "benefit_regime": {"ASYLBLG_3": 1, "SGB2": 1},
    }
    earlier = runner.invoke(args=["figures", "--on", "2025-01-15", "--json"])
    assert json.loads(earlier.stdout)["situation"]["course_states"] == {"ATTENDING": 1}


def test_a_correction_changes_only_what_is_asked_afterwards(
    app: Flask, runner: FlaskCliRunner, clock: Clock, four: list[factories.Person]
) -> None:
    known = ("--as-known-at", "2025-07-01T10:00")
    before = asked(runner, *known)
    clock("2025-07-02T09:00")
    with transaction():
        merge(db.session.get_one(Person, four[3].id), db.session.get_one(Person, four[2].id))
        (stated,) = state(
            [db.session.get_one(Person, four[0].id)], "work", {"state": "SEEKING"}, starts_on=date(2025, 3, 1)
        )
    with transaction():
        correct(
            stated.fact,
            {"state": "MINI_JOB"},
            None,
            starts_on=date(2025, 3, 1),
            ends_on=None,
            precision="DAY",
        )
    now = asked(runner)
    assert now["benefit_regime"] == {"SGB2": 1}
    assert now["work"] == {"MINI_JOB": 1, "TRAINING": 1, "NOT_STATED": 1}
    assert asked(runner, *known) == before


def test_pages_show_the_numbers_and_who_is_behind_them(
    app: Flask, client: FlaskClient, world: World, four: list[factories.Person]
) -> None:
    lead = factories.user(world.town)
    db.session.remove()
    factories.sign_in(client, lead)
    page = client.get("/occupancy?on=30.06.2025")
    assert page.status_code == 200
    assert "in Arbeit oder Ausbildung" in page.text
    behind = client.get("/occupancy/people?on=30.06.2025&working=1")
    assert "Person 1" in behind.text
    assert "Person 2" not in behind.text
    cross = client.get("/cross?on=30.06.2025&rows=benefit_regime&columns=german_level")
    assert cross.status_code == 200
    for words in ("SGB II", "A0 (Alpha)", "ohne Angabe"):
        assert words in cross.text
