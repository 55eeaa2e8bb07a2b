"""A closed plan and an open one in which every sealed field says something."""

from collections.abc import Mapping
from datetime import date

from casework.database.base import db
from casework.database.moments import today
from casework.people.models import Person
from casework.plans.closing import reopen
from casework.plans.goal_states import record_goal_state
from casework.plans.goals import agree_goal
from casework.plans.operations import close
from casework.plans.queries import find_open_plan
from casework.plans.reviews import review
from casework.plans.steps import agree_step, end_step
from tests.plans.told import told_of

ARRIVED = date(2025, 1, 1)


def plan_of(person: Person, soon: date) -> Mapping[str, object]:
    """The ids of the open one by their names in addresses."""
    if not find_open_plan(person):
        first = agree_goal(person, field_of_action="KIT", wording="Kitaplatz", agreed_on=ARRIVED)
        close(first.plan, ends_on=date(2025, 2, 1), reason="NO_NEED")
        db.session.flush()
        reopen(first.plan, reopened_on=date(2025, 2, 10), reason="Die Kita hat abgesagt")
        close(first.plan, ends_on=date(2025, 3, 1), reason="INDEPENDENT", handed_over="Kita: Frau Beispiel")
        db.session.flush()
    goal = agree_goal(
        person,
        field_of_action="SPR",
        wording="Deutsch lernen",
        due_on=soon,
        agreed_on=date(2025, 4, 1),
        indicator="Das Zertifikat liegt vor",
        start_level="A2, ohne Kurs",
    )
    record_goal_state(goal, state="IN_PROGRESS", state_on=today(), reason="Kurs begonnen")
    told = record_goal_state(
        goal, state="ABANDONED", state_on=today(), why="HEALTH", reason="wartet auf die Operation"
    )
    record_goal_state(goal, state="IN_PROGRESS", state_on=today(), reason="wieder gesund")
    dropped = agree_step(goal, what="Zur Einstufung gehen", due_on=soon)
    end_step(dropped, outcome="DROPPED", reason="nur vormittags")
    step = agree_step(goal, what="Kurs am Abend suchen", due_on=soon)
    held = review(goal.plan, reviewed_on=today(), remark="läuft gut")
    db.session.flush()
    return {
        "goal_id": goal.id,
        "goal_state_id": told.id,
        "step_id": step.step_id,
        "told_step_id": step.id,
        "review_id": held.review_id,
        "told_review_id": held.id,
        "plan_id": goal.plan.id,
        **told_of(goal.plan, "spricht drei Sprachen"),
    }
