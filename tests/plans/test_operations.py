"""The arithmetic of reviews, and what of a plan is refused."""

from datetime import date

import pytest
from flask import Flask

from casework.database.base import db
from casework.database.transaction import transaction
from casework.errors import Refused
from casework.people.models import Person
from casework.plans.operations import agree_goal, months_later, record_goal_state
from tests.caseload import Caseload


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2025, 3, 15), 6, date(2025, 9, 15)),
        (date(2024, 8, 31), 6, date(2025, 2, 28)),
        (date(2023, 8, 31), 6, date(2024, 2, 29)),
        (date(2025, 12, 1), 1, date(2026, 1, 1)),
        (date(2025, 6, 30), 6, date(2025, 12, 30)),
    ],
)
def test_months_end_on_the_same_number_or_the_last_day(day: date, months: int, expected: date) -> None:
    assert months_later(day, months) == expected


def test_a_goal_belongs_to_a_plan_that_exists_by_then(app: Flask, world: Caseload) -> None:
    with app.app_context(), transaction():
        layla = db.session.get_one(Person, world.layla.id)
        first = agree_goal(layla, field_of_action="SPR", wording="B1", agreed_on=date(2025, 2, 1))
        with pytest.raises(Refused, match=r"erst am 01\.02\.2025 vereinbart"):
            agree_goal(layla, field_of_action="SPR", wording="A2", agreed_on=date(2025, 1, 1))
        with pytest.raises(Refused, match="keine bekannte Angabe für den Stand"):
            record_goal_state(first, state="FERTIG", state_on=date(2025, 3, 1))
        assert record_goal_state(first, state="erreicht", state_on=date(2025, 3, 1)).state == "ACHIEVED"


def test_what_was_known_of_a_goal_stays_known(app: Flask, world: Caseload) -> None:
    with app.app_context():
        with transaction():
            layla = db.session.get_one(Person, world.layla.id)
            goal = agree_goal(layla, field_of_action="SPR", wording="B1", agreed_on=date(2025, 2, 1))
            before = goal.states[0].recorded_at
        with transaction():
            record_goal_state(goal, state="ACHIEVED", state_on=date(2025, 3, 1))
        states = [goal.state_then(date(2025, 3, 31), moment) for moment in (before, None)]
        assert [state and state.state for state in states] == ["OPEN", "ACHIEVED"]
