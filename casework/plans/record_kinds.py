"""What of goals is shown as it was before; the states they went through stand on their page."""

from flask import url_for

from casework.access.permissions import Permission
from casework.history.kinds import Fact, record_kind
from casework.plans.goal_models import Goal
from casework.plans.queries import get_goal
from casework.vocabulary.counselling import FIELDS_OF_ACTION, RESPONSIBLE


def declare() -> None:
    """Enter the goals; once, at the start."""
    record_kind(
        key="goal",
        place="goal_id",
        model=Goal,
        permission=Permission.PLANS_PLAN_WRITE,
        find=get_goal,
        title=lambda goal: goal.wording,
        back=lambda goal: url_for("plans.edit_goal", goal_id=goal.id),
        subjects=lambda goal: [goal.person_id],
        versions=lambda goal: goal.all_terms,
        facts=(
            Fact("wording", "Ziel"),
            Fact("field_of_action", "Handlungsfeld", FIELDS_OF_ACTION.label),
            Fact("due_on", "Erreicht bis"),
            Fact("responsible", "Wer kümmert sich?", RESPONSIBLE.label),
        ),
    )
