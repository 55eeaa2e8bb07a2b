"""A plan with one of everything that an address can name."""

from collections.abc import Mapping

from casework.database.base import db
from casework.database.moments import today
from casework.people.models import Person
from casework.plans.goal_states import record_goal_state
from casework.plans.goals import agree_goal
from casework.plans.reviews import review
from casework.plans.steps import agree_step
from tests.plans.told import told_of


def plan_of(person: Person, text: str) -> Mapping[str, object]:
    """The ids by their names in addresses; whatever can be said in words is said in these."""
    goal = agree_goal(person, field_of_action="KIT", wording=text)
    told = record_goal_state(goal, state="IN_PROGRESS", state_on=today(), reason=text)
    step, held = agree_step(goal, what=text), review(goal.plan, reviewed_on=today(), remark=text)
    db.session.flush()
    return {
        "goal_id": goal.id,
        "goal_state_id": told.id,
        "step_id": step.step_id,
        "told_step_id": step.id,
        "review_id": held.review_id,
        "told_review_id": held.id,
        "plan_id": goal.plan.id,
        **told_of(goal.plan, text),
    }
