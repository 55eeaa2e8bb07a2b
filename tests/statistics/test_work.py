"""Figures of the work done: the scenario of the domain brief (§9.11) by the command, and what was known at a time."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner

from casework.access.roles import Role
from casework.counselling.operations import document
from casework.database.base import db
from casework.database.moments import read_moment
from casework.database.states import believed
from casework.database.transaction import transaction
from casework.partners.operations import enter_partner
from casework.people.models import Person
from casework.people.operations import register_person
from casework.plans.goal_models import Goal
from casework.plans.goal_states import record_goal_state
from casework.plans.goals import agree_goal, change_goal
from casework.plans.operations import close
from casework.plans.reviews import review
from casework.referrals.operations import record_state, refer
from casework.statistics.question import Question
from reports.open_referrals import open_referrals
from reports.persons import Edition
from tests import factories
from tests.statistics.conftest import World

SINCE, ON = date(2025, 1, 1), date(2025, 3, 31)
CASES = {"0.75": 60, "0.50": 45}
FINALISED = {"ACHIEVED": 9, "PARTIAL": 3, "NOT_ACHIEVED": 4, "ABANDONED": 2, "OBSOLETE": 2}


def figures(runner: FlaskCliRunner, *options: str) -> dict[str, Any]:
    done = runner.invoke(args=["figures", "--on", ON.isoformat(), *options, "--json"])
    assert done.exit_code == 0, done.output
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.fixture
def quarter(app: Flask) -> factories.Municipality:
    """The first quarter of 2025 of a town with two part-time posts."""
    with app.app_context():
        town = factories.municipality()
        posts = {
            share: factories.user(town, Role.CASE_MANAGER, name=f"Stelle {share}", full_time_share=share)
            for share in CASES
        }
        for share, cases in CASES.items():
            for number in range(cases):
                factories.case(factories.person(town, f"Fall {number}"), posts[share], SINCE)
        with transaction():
            family = [register_person(town.id, {"family_name": "Familie"}) for _ in range(4)]
            _talk(town, family)
            _finish_goals(family[0])
        return town


def _talk(town: factories.Municipality, family: list[Person]) -> None:
    """Ten talks, the first one with the whole family; four of them about a second topic as well."""
    for number in range(10):
        document(
            municipality_id=town.id,
            people=family if number == 0 else family[:1],
            held_on=date(2025, 2, 3),
            minutes=30,
            contact_kind="OFFICE",
            topics=["WOH", "SPR"] if number < 4 else ["GES"],
        )


def _finish_goals(person: Person) -> None:
    for state, goals in FINALISED.items():
        for number in range(goals):
            goal = agree_goal(
                person, field_of_action="SPR", wording=f"{state} {number}", agreed_on=date(2024, 11, 4)
            )
            record_goal_state(goal, state=state, state_on=date(2025, 3, 3), why="OTHER")


def test_scenario_11_counselling_goals_and_caseload(
    quarter: factories.Municipality, runner: FlaskCliRunner
) -> None:
    found = figures(runner, "--from", SINCE.isoformat())
    assert found["counselling"] == {
        "consultations": 10,
        "persons": 4,
        "minutes": 300,
        "by_main_topic": {"GES": 6, "WOH": 4},
        "topic_mentions": {"GES": 6, "SPR": 4, "WOH": 4},
    }
    assert sum(found["counselling"]["by_main_topic"].values()) == 10
    assert sum(found["counselling"]["topic_mentions"].values()) == 14
    assert found["caseload_per_fte"] == 84.0
    assert found["plans"] == {
        "new": 0,
        "continued": 1,
        "active": 1,
        "ended": 0,
        "goal_attainment_strict": 50.0,
        "goal_attainment_weighted": 58.3,
    }
    without = figures(runner)
    assert without["counselling"] is None
    assert without["plans"]["goal_attainment_strict"] is None


def test_closing_a_plan_later_changes_no_earlier_knowledge(world: World, clock: Any) -> None:
    clock("2025-01-10T09:00")
    person = world.person()
    with transaction():
        plan = agree_goal(
            db.session.get_one(Person, person.id), field_of_action="SPR", wording="B1", agreed_on=SINCE
        ).plan
    clock("2025-04-09T14:00")
    with transaction():
        close(plan, ends_on=date(2025, 3, 20), reason="MOVED_AWAY")
    clock("2025-05-02T10:00")

    then, now = (world.ask("2025-03-31", "2025-03-01", known)["plans"] for known in ("2025-04-02", None))
    assert (then["active"], then["ended"]) == (1, 0)
    assert (now["active"], now["ended"]) == (1, 1)
    evening = [world.ask("2025-03-31", known=known)["plans"]["active"] for known in ("2025-04-02", None)]
    assert evening == [1, 0]


def test_whatever_is_told_later_changes_nothing_that_was_known(world: World, clock: Any) -> None:
    """After each act everything known is written down; when all is done, each moment still knows the same."""
    person_id = world.person().id
    clock("2025-01-10T09:00")
    with transaction():
        person = db.session.get_one(Person, person_id)
        goal = agree_goal(person, field_of_action="SPR", wording="B1", agreed_on=SINCE)
        partner = enter_partner(world.town.id, {"name": "Jobcenter", "kind": "JOBCENTER"})
        referral = refer(
            person, partner, referred_on=SINCE, purpose="Antrag", feedback_due_on=date(2025, 2, 1)
        )
    acts: tuple[Callable[[], object], ...] = (
        lambda: change_goal(goal, {"due_on": date(2025, 6, 30), "wording": "B2"}),
        lambda: record_goal_state(goal, state="ACHIEVED", state_on=date(2025, 2, 20)),
        lambda: change_goal(goal, {"due_on": None, "responsible": "PARTNER"}),
        lambda: review(goal.plan, reviewed_on=date(2025, 2, 3), next_on=date(2025, 4, 1)),
        lambda: record_state(
            referral, state="ACCEPTED", state_on=date(2025, 2, 2), feedback_due_on=date(2025, 3, 1)
        ),
        lambda: record_state(referral, state="CLOSED", state_on=date(2025, 2, 25)),
        lambda: record_goal_state(goal, state="PARTIAL", state_on=date(2025, 2, 21)),
        lambda: close(goal.plan, ends_on=date(2025, 2, 22), reason="INDEPENDENT"),
        lambda: None,
    )
    written_down = {}
    for number, act in enumerate(acts, start=1):
        noon_before = f"2025-03-{number:02}T12:00"
        written_down[noon_before] = _known_at(world, goal, noon_before)
        clock(f"2025-03-{number + 1:02}T09:00")
        with transaction():
            act()
    assert len({str(known) for known in written_down.values()}) == len(acts), "each act is seen"
    for moment, known in written_down.items():
        assert _known_at(world, goal, moment) == known


def _known_at(world: World, goal: Goal, known: str) -> list[Any]:
    """Figures and the paper's list, by day; and what had been agreed as the goal."""
    found: list[Any] = []
    for on in ("2025-02-10", "2025-03-31"):
        told = world.ask(on, "2025-01-15", known)
        asked = Question(world.town.id, world.town.name, date.fromisoformat(on), read_moment(known))
        rows = open_referrals(asked, Edition.PSEUDONYMOUS, {})
        found += [told["plans"], told["referrals"], [(row.state, row.feedback_due_on) for row in rows]]
    terms = believed(goal.all_terms, read_moment(known))[-1]
    return [*found, terms.wording, terms.due_on, terms.responsible]
