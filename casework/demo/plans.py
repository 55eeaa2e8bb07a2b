"""Inventing integration plans: goals, how far they came, and what was gone through together."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from casework.demo.cases import Case
from casework.demo.events import GoalAgreed, GoalReached, PlanReviewed, Story
from casework.demo.persons import Soul
from casework.demo.steps import more_of_a_goal, tell_steps
from casework.demo.texts import GOALS, GOALS_OF_FAMILIES, REVIEWS, WHY_NOT, WHY_STATE

ONE_DAY = timedelta(days=1)
HALF_A_YEAR = 182
WITH_PLAN = 0.42
FINAL_STATES = {"ACHIEVED": 45, "PARTIAL": 15, "NOT_ACHIEVED": 18, "ABANDONED": 10, "OBSOLETE": 12}
RESPONSIBLE = ("CLIENT", "CLIENT", "CASE_MANAGER", "PARTNER")


def tell_plans(story: Story, rng: Random, cases: Sequence[Case], since: date, until: date) -> None:
    """The plans of the cases: with some adults several goals, agreed and reviewed while the case was open."""
    for case in cases:
        for soul in case.adults[:2]:
            if rng.random() < WITH_PLAN:
                _tell_plan(story, rng, case, soul, since, until)


def _tell_plan(story: Story, rng: Random, case: Case, soul: Soul, since: date, until: date) -> None:
    last = (case.ends_on or until + ONE_DAY) - ONE_DAY
    agreed_on = max(case.starts_on, since) + rng.randrange(3, 60) * ONE_DAY
    if agreed_on > last:
        return
    goals = GOALS_OF_FAMILIES if case.has_children else GOALS
    for topic in rng.sample(list(goals), rng.choice((1, 2, 2, 3, 4))):
        day = agreed_on + rng.choice((0, 0, 0, 30, 120)) * ONE_DAY
        if day <= last:
            goal = GoalAgreed(
                on=day,
                soul=soul,
                mailbox=case.mailbox,
                field_of_action=topic,
                wording=rng.choice(goals[topic]),
                due_on=day + rng.randrange(60, 400) * ONE_DAY,
                responsible=rng.choice(RESPONSIBLE),
                more=more_of_a_goal(topic, day),
            )
            story.tell(goal)
            _tell_states(story, rng, goal, last)
            tell_steps(story, goal, last)
    review = agreed_on + (HALF_A_YEAR + rng.randrange(-10, 12)) * ONE_DAY
    while review <= last:
        is_last = last - review < HALF_A_YEAR * ONE_DAY
        if rng.random() < 0.9 or is_last:
            story.tell(PlanReviewed(on=review, soul=soul, remark=rng.choice(REVIEWS)))
        review += (HALF_A_YEAR + rng.randrange(-12, 15)) * ONE_DAY


def _tell_states(story: Story, rng: Random, goal: GoalAgreed, last: date) -> None:
    begun = goal.on + rng.randrange(7, 60) * ONE_DAY
    settled = min(begun + rng.randrange(40, 500) * ONE_DAY, goal.due_on + rng.randrange(0, 50) * ONE_DAY)
    if begun <= last and rng.random() < 0.85:
        reason = rng.choice(WHY_STATE["IN_PROGRESS"])
        story.tell(GoalReached(on=begun, goal=goal, state="IN_PROGRESS", reason=reason))
    if settled <= last:
        state = rng.choices(list(FINAL_STATES), list(FINAL_STATES.values()))[0]
        reason = rng.choice(WHY_STATE[state])
        story.tell(GoalReached(on=settled, goal=goal, state=state, why=WHY_NOT.get(reason), reason=reason))
