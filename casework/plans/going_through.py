"""A plan gone through together, in one act: what became of each goal, which steps are done, and when again."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from casework.plans.goal_models import Goal
from casework.plans.goal_states import record_goal_state
from casework.plans.models import IntegrationPlan
from casework.plans.review_models import PlanReview
from casework.plans.reviews import review
from casework.plans.step_models import Step
from casework.plans.steps import end_step


class GoalSaid(NamedTuple):
    """What was said of a goal: the state it has reached, if that is another one, and the steps that are done."""

    goal: Goal
    state: str | None
    why: str | None
    reason: str | None
    done: Sequence[Step]

    @property
    def is_settled(self) -> bool:
        """Whether there is something to note of its state: another one, or a word on the one that holds."""
        return bool(self.state or self.reason)


def go_through(
    plan: IntegrationPlan,
    said: Iterable[GoalSaid],
    *,
    reviewed_on: date,
    remark: str | None = None,
    next_on: date | None = None,
) -> PlanReview:
    """Note all that was said of the goals on the day, and the review itself.

    Raises Refused and StepChanged as each of these acts alone does; then nothing of it is kept.
    """
    for one in said:
        for step in one.done:
            end_step(step, ended_on=reviewed_on)
        if one.is_settled:
            record_goal_state(
                one.goal,
                state=one.state or one.goal.state_code(),
                state_on=reviewed_on,
                why=one.why,
                reason=one.reason,
            )
    return review(plan, reviewed_on=reviewed_on, remark=remark, next_on=next_on)
