"""Whatever is said of a plan from before in a period continues it (domain brief §7.11)."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from casework.database.base import db
from casework.database.transaction import transaction
from casework.people.models import Person
from casework.plans.agreements import agree_plan
from casework.plans.goals import agree_goal
from casework.plans.models import IntegrationPlan
from casework.plans.phases import enter_phase
from casework.plans.ratings import rate
from casework.plans.statements import take_back
from casework.plans.strengths import note_strength
from tests.statistics.conftest import World

MARCH = date(2025, 3, 3)


@pytest.mark.parametrize(
    "act",
    [
        lambda plan: enter_phase(plan, phase="MONITOR", begins_on=MARCH),
        lambda plan: note_strength(plan, text="Geduld", noted_on=MARCH),
        lambda plan: rate(plan, rated_on=MARCH, said={"WOH": ("3", None)})[0],
        lambda plan: agree_plan(plan, agreed_on=MARCH, outcome="SIGNED"),
    ],
    ids=["phase", "strength", "rating", "agreement"],
)
def test_whatever_is_said_of_a_plan_continues_it(
    world: World, clock: Any, act: Callable[[IntegrationPlan], Any]
) -> None:
    clock("2025-03-04T09:00")
    person = world.person()
    with transaction():
        row = db.session.get_one(Person, person.id)
        plan_id = agree_goal(row, field_of_action="SPR", wording="B1", agreed_on=date(2025, 1, 7)).plan.id

    def continued(since: str, until: str) -> int:
        found: int = world.ask(until, since)["plans"]["continued"]
        return found

    assert continued("2025-03-01", "2025-03-31") == 0
    clock("2025-04-01T09:00")
    with transaction():
        said = act(db.session.get_one(IntegrationPlan, plan_id))
    assert continued("2025-03-01", "2025-03-31") == 1
    assert continued("2025-02-01", "2025-02-28") == 0
    assert continued("2025-01-01", "2025-03-31") == 0, "it is new in this period"
    clock("2025-04-02T09:00")
    with transaction():
        take_back(db.session.get_one(IntegrationPlan, plan_id), said.id)
    assert continued("2025-03-01", "2025-03-31") == 0
