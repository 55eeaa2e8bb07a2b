"""Which plans count as continued, which goals as achieved in time, and scenario 11's goals typed into the forms."""

from datetime import date, timedelta
from random import Random
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from casework.access.roles import Role
from casework.database.base import db
from casework.database.transaction import transaction
from casework.people.models import Person
from casework.plans.goal_models import Goal
from casework.plans.goal_states import record_goal_state
from casework.plans.goals import agree_goal, change_goal
from casework.plans.steps import agree_step, change_step, end_step
from tests import factories
from tests.statistics.conftest import World
from tests.statistics.test_work import FINALISED

AGREED = date(2024, 11, 4)


def continued(world: World, month: int) -> int:
    """Plans continued in a month of 2025."""
    first = date(2025, month, 1)
    last = (first + timedelta(days=40)).replace(day=1) - timedelta(days=1)
    found: int = world.ask(last.isoformat(), first.isoformat())["plans"]["continued"]
    return found


def test_a_change_of_words_or_of_a_step_continues_a_plan(world: World, clock: Any) -> None:
    clock("2025-01-10T09:00")
    person = world.person()
    with transaction():
        row = db.session.get_one(Person, person.id)
        goal = agree_goal(row, field_of_action="SPR", wording="B1", agreed_on=AGREED)
    clock("2025-02-10T09:00")
    with transaction():
        change_goal(goal, {"wording": "B2"})
    clock("2025-04-10T09:00")
    with transaction():
        step = agree_step(goal, what="Anmelden")
    clock("2025-06-10T09:00")
    with transaction():
        step = change_step(step, {"due_on": date(2025, 7, 1)})
    clock("2025-09-10T09:00")
    with transaction():
        end_step(step, ended_on=date(2025, 8, 30))
    clock("2026-01-10T09:00")
    assert [month for month in range(1, 13) if continued(world, month)] == [2, 4, 6, 8], (
        "put on record late, agreed long before: January changed nothing"
    )


def test_in_time_is_counted_by_hand(world: World, clock: Any) -> None:
    """Twenty goals as chance has them, each with or without a day, reached before or after it, or not at all."""
    clock("2025-06-30T09:00")
    chance, expected = Random(11), []
    person = world.person()
    with transaction():
        row = db.session.get_one(Person, person.id)
        for number in range(20):
            due_on = chance.choice((None, date(2025, 2, 10), date(2025, 2, 20)))
            state = chance.choice(("ACHIEVED", "ACHIEVED", "PARTIAL", "OBSOLETE"))
            reached_on = date(2025, 2, chance.choice((10, 11, 20, 21)))
            goal = agree_goal(
                row, field_of_action="SPR", wording=f"Ziel {number}", due_on=due_on, agreed_on=AGREED
            )
            record_goal_state(goal, state=state, state_on=reached_on, why="OTHER")
            if due_on and state == "ACHIEVED":
                expected.append(reached_on <= due_on)
    found = world.ask("2025-02-28", "2025-02-01")["goals"]
    assert found["achieved_with_due_date"] == len(expected) > 3
    assert found["achieved_on_time"] == round(100 * sum(expected) / len(expected), 1)
    assert world.ask("2025-03-31", "2025-03-01")["goals"]["achieved_on_time"] is None
    assert world.ask("2025-03-31")["goals"] is None


def test_scenario_11_goals_typed_into_the_forms(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        town = factories.municipality()
        kim = factories.user(town, Role.CASE_MANAGER)
        person = factories.person(town, "Familie")
        factories.case(person, kim, AGREED)
    factories.sign_in(client, kim)
    states = [state for state, goals in FINALISED.items() for _ in range(goals)]
    for number in range(len(states)):
        said = {
            "wording": f"Ziel {number}",
            "field_of_action": "SPR",
            "responsible": "CLIENT",
            "agreed_on": "04.11.2024",
        }
        assert client.post(f"/people/{person.id}/goals/new", data=said).status_code == 302
    with app.app_context():
        goals = db.session.scalars(db.select(Goal).order_by(Goal.recorded_at)).all()
        addresses = [f"/goals/{goal.id}/state" for goal in goals]
    for address, state in zip(addresses, states, strict=True):
        said = {"state": state, "state_on": "03.03.2025", "why": "OTHER"}
        assert client.post(address, data=said).status_code == 302
    with app.app_context():
        plans = World(town).ask("2025-03-31", "2025-01-01")["plans"]
    assert (plans["goal_attainment_strict"], plans["goal_attainment_weighted"]) == (50.0, 58.3)
