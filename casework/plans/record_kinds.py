"""What of goals, steps and reviews is shown as it was before; the states of goals stand on their page."""

from flask import url_for

from casework.access.permissions import Permission
from casework.history.kinds import Fact, record_kind
from casework.plans.goal_models import Goal
from casework.plans.queries import get_goal
from casework.plans.review_models import PlanReview
from casework.plans.step_models import Step
from casework.plans.step_queries import get_review, get_step, versions_of_review, versions_of_step
from casework.vocabulary.counselling import FIELDS_OF_ACTION
from casework.vocabulary.goals import PRIORITIES, STEP_OUTCOMES


def declare() -> None:
    """Enter goals, steps and reviews; once, at the start."""
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
            Fact("who", "Wer kümmert sich?"),
            Fact("priority", "Reihenfolge", PRIORITIES.label),
            Fact("indicator", "Woran merken wir, dass es erreicht ist?"),
            Fact("start_level", "Ausgangslage"),
        ),
    )
    record_kind(
        key="step",
        place="step_id",
        model=Step,
        permission=Permission.PLANS_PLAN_WRITE,
        find=get_step,
        title=lambda step: step.what,
        back=lambda step: url_for("plans.edit_step", step_id=step.step_id),
        subjects=lambda step: [step.person_id],
        versions=versions_of_step,
        facts=(
            Fact("what", "Schritt"),
            Fact("who", "Wer kümmert sich?"),
            Fact("due_on", "bis"),
            Fact("outcome", "Stand", STEP_OUTCOMES.label),
            Fact("ended_on", "am"),
            Fact("reason", "Grund oder Bemerkung"),
        ),
    )
    record_kind(
        key="review",
        place="review_id",
        model=PlanReview,
        permission=Permission.PLANS_PLAN_WRITE,
        find=get_review,
        title=lambda held: f"Überprüfung vom {held.reviewed_on:%d.%m.%Y}",
        back=lambda held: url_for("plans.edit_review", review_id=held.review_id),
        subjects=lambda held: [held.person_id],
        versions=versions_of_review,
        facts=(
            Fact("reviewed_on", "Überprüft am"),
            Fact("remark", "Bemerkung"),
            Fact("next_on", "Nächste Überprüfung"),
        ),
    )
