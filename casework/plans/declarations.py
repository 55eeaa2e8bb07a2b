"""What this slice shows of a person: plan and goals, their course, and what is due.

When a plan is gone through next is a clock of the slice `deadlines`, which leads to the page of the review.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from casework.access.permissions import Permission
from casework.access.viewer import Viewer
from casework.people.models import Person
from casework.people.panels import (
    DUE,
    HISTORIES,
    MERGE_REMARKS,
    NEXT_DATES,
    Happening,
    act,
    panel,
    record_fact,
)
from casework.people.register import card_of
from casework.plans.goal_models import Goal
from casework.plans.overview import WORDS, overview_of
from casework.plans.queries import (
    find_open_plan,
    goals_due,
    goals_reached,
    plans_of,
    whole_plans_of,
)
from casework.plans.step_models import Step
from casework.plans.step_queries import steps_due
from casework.plans.timeline import PLAN, happened_to
from casework.vocabulary.counselling import FIELDS_OF_ACTION, GOAL_STATES
from casework.web.navigation import home_address

GOAL, STEP = "Ziel", "Schritt"


def declare() -> None:
    """Enter the act, the tab, the history and the dates of this slice; once, at the start."""
    permission = Permission.PLANS_PLAN_WRITE
    act(label=GOAL, endpoint="plans.new_goal", permission=permission, order=20, after_talk=True)
    panel(
        name="plan",
        label=PLAN,
        template="plans/_tab.html",
        load=_tab,
        permission=permission,
        order=10,
        note=_note,
    )
    HISTORIES.append((permission, _history))
    NEXT_DATES.append((permission, _next_dates))
    DUE.append((permission, _due))
    MERGE_REMARKS.append((permission, _two_open_plans))
    record_fact(label="Ziele", load=_number, permission=permission, order=40)


def _tab(person: Person) -> dict[str, Any]:
    return {"overviews": [overview_of(plan) for plan in whole_plans_of(person)], **WORDS}


def _note(person: Person) -> str:
    """„2 von 5 Zielen erreicht“ of the open plan."""
    reached = goals_reached(person)
    return _("%(reached)s von %(all)s Zielen erreicht", reached=reached[0], all=reached[1]) if reached else ""


def _number(person: Person) -> list[str]:
    return [str(sum(len(plan.believed_goals()) for plan in plans_of(person)))]


def _two_open_plans(one: Person, other: Person) -> Iterable[str]:
    if find_open_plan(one) and find_open_plan(other):
        yield "In beiden Akten ist ein Plan offen; beide bleiben. Neue Ziele kommen in den der führenden Akte."


def _history(person: Person) -> Iterable[Happening]:
    for plan in whole_plans_of(person):
        for goal in plan.believed_goals():
            yield from _course(goal)
        for held in plan.believed_reviews():
            address = url_for("plans.edit_review", review_id=held.review_id)
            yield Happening(held.reviewed_on, PLAN, "Plan gemeinsam überprüft", held.remark or "", address)
        yield from happened_to(plan, url_for("plans.plan", plan_id=plan.id))


def _course(goal: Goal) -> Iterator[Happening]:
    """The goal when it was agreed, then each state it reached, and what became of its steps."""
    for place, state in enumerate(goal.believed_states()):
        reached = GOAL_STATES.label(state.state)
        title = f"{goal.wording} – {reached}" if place else goal.wording
        text = state.because if place else FIELDS_OF_ACTION.label(goal.field_of_action)
        yield Happening(state.state_on, GOAL, title, text, _state_address(goal) if place else _address(goal))
    for step in goal.believed_steps():
        if step.ended_on is not None:
            title = f"{step.what} – {step.outcome_in_words}"
            yield Happening(step.ended_on, STEP, title, step.reason or "", _step_address(step))


def _next_dates(person: Person) -> Iterable[Happening]:
    for plan in plans_of(person):
        if plan.ends_on is not None:
            continue
        for goal in plan.open_goals():
            if goal.due_on is not None:
                yield Happening(goal.due_on, GOAL, goal.wording, url=_state_address(goal))
            for step in goal.open_steps():
                if step.due_on is not None:
                    yield Happening(step.due_on, STEP, step.what, step.who, _step_address(step))


def _due(viewer: Viewer, until: date) -> Iterable[Happening]:
    for goal in goals_due(viewer, until):
        if goal.due_on is not None:
            name = card_of(goal.person_id).name
            key = f"goal-{goal.id}"
            about = (goal.person_id,)
            url = _state_address(goal)
            yield Happening(goal.due_on, GOAL, name, goal.wording, url, key=key, about=about)
    for step in steps_due(viewer, until):
        if step.due_on is not None:
            yield Happening(
                step.due_on,
                STEP,
                card_of(step.person_id).name,
                f"{step.what} ({step.who})",
                _step_address(step),
                done_url=url_for("plans.step_done", step_id=step.step_id, next=home_address()),
                key=f"step-{step.step_id}",
                about=(step.person_id,),
            )


def _address(goal: Goal) -> str:
    return url_for("plans.edit_goal", goal_id=goal.id)


def _state_address(goal: Goal) -> str:
    return url_for("plans.goal_state", goal_id=goal.id)


def _step_address(step: Step) -> str:
    return url_for("plans.edit_step", step_id=step.step_id)
