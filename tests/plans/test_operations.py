"""What of a plan is refused."""

from datetime import date

import pytest
from flask import Flask

from casework.database.base import db
from casework.database.transaction import transaction
from casework.errors import Refused
from casework.people.models import Person
from casework.plans.goal_states import record_goal_state
from casework.plans.goals import agree_goal
from tests.caseload import Caseload


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
