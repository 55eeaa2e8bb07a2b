"""What is due of a plan follows the terms and the review told last, at the price of a few queries."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import event

from casework.database.base import db
from casework.database.moments import today
from casework.database.transaction import transaction
from casework.people.models import Person
from casework.plans.goal_models import Goal
from casework.plans.goal_states import record_goal_state
from casework.plans.goals import agree_goal, change_goal
from casework.plans.models import IntegrationPlan
from casework.plans.operations import close
from casework.plans.queries import goals_due, plans_of
from casework.plans.reviews import review
from tests.caseload import Caseload


@pytest.fixture
def goal(app: Flask, world: Caseload) -> Iterator[Goal]:
    """A goal agreed a year ago and due in a week; the context stays open."""
    with app.app_context():
        with transaction():
            layla = db.session.get_one(Person, world.layla.id)
            agreed = agree_goal(
                layla,
                field_of_action="SPR",
                wording="B1",
                agreed_on=today() - timedelta(days=365),
                due_on=today() + timedelta(days=7),
            )
        yield agreed


@contextmanager
def queries() -> Iterator[list[str]]:
    """The statements sent to the database."""
    sent: list[str] = []

    def listen(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        sent.append(statement)

    event.listen(db.engine, "before_cursor_execute", listen)
    try:
        yield sent
    finally:
        event.remove(db.engine, "before_cursor_execute", listen)


def test_a_goal_is_due_by_its_present_terms(world: Caseload, goal: Goal) -> None:
    week, month = today() + timedelta(days=7), today() + timedelta(days=30)
    assert goals_due(world.kim.viewer, week) == [goal]
    with transaction():
        assert change_goal(goal, {"due_on": month}) == ["due_on"]
        assert change_goal(goal, {"due_on": month, "wording": "B1"}) == []
    assert goals_due(world.kim.viewer, week) == []
    assert goals_due(world.kim.viewer, month) == [goal]
    assert [(terms.wording, terms.due_on) for terms in goal.all_terms] == [("B1", week), ("B1", month)]
    with transaction():
        record_goal_state(goal, state="ACHIEVED", state_on=today())
    assert goals_due(world.kim.viewer, month) == []


def test_the_next_review_is_the_one_told_last(goal: Goal) -> None:
    plan = goal.plan
    assert plan.agreed_on < plan.first_review_on < today()
    assert plan.review_on == plan.first_review_on
    for days_ago, next_in in ((10, 100), (40, 50)):
        next_on = today() + timedelta(days=next_in)
        with transaction():
            review(plan, reviewed_on=today() - timedelta(days=days_ago), next_on=next_on)
        assert plan.review_on == next_on, "also after a review that was forgotten and told later"
    assert [held.reviewed_on for held in plan.believed_reviews()] == [
        today() - timedelta(days=40),
        today() - timedelta(days=10),
    ]


def test_an_ended_plan_asks_for_nothing(world: Caseload, goal: Goal) -> None:
    with transaction():
        close(goal.plan, ends_on=today(), reason="INDEPENDENT")
    assert (goal.plan.ends_on, goal.plan.closing_reason) == (today(), "INDEPENDENT")
    assert goal.plan.review_on is None
    assert goals_due(world.kim.viewer, date.max) == []


def test_more_goals_cost_no_more_queries(world: Caseload, goal: Goal) -> None:
    counts = []
    for _round in range(2):
        with transaction():
            layla = db.session.get_one(Person, world.layla.id)
            for number in range(3):
                change_goal(
                    agree_goal(layla, field_of_action="SPR", wording=str(number)), {"due_on": today()}
                )
        db.session.expunge_all()
        with queries() as sent:
            seen = [_what_a_page_shows(plan) for plan in plans_of(db.session.get_one(Person, world.layla.id))]
            due = [one.wording for one in goals_due(world.kim.viewer, today())]
        counts.append((len(sent), len(seen[0]), len(due)))
    assert [(goals, due) for _queries, goals, due in counts] == [(4, 3), (7, 6)]
    assert counts[0][0] == counts[1][0] <= 12


def _what_a_page_shows(plan: IntegrationPlan) -> list[tuple[object, ...]]:
    return [
        (one.wording, one.due_on, one.state_code(), plan.review_on, plan.ends_on)
        for one in plan.believed_goals()
    ]
