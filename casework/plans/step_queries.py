"""Reading one step, one state or one review, and the steps that are due."""

import uuid
from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import joinedload, selectinload

from casework.access.viewer import Viewer
from casework.database.base import db
from casework.database.recorded import find_latest, known
from casework.errors import NotThere
from casework.people.models import Person
from casework.people.scope import of_led_by, of_visible
from casework.plans.goal_models import Goal, GoalState
from casework.plans.models import IntegrationPlan, PlanEnd
from casework.plans.queries import get_goal
from casework.plans.review_models import PlanReview
from casework.plans.step_models import Step
from casework.plans.who import PARTNER
from casework.vault.keys import keys
from casework.vocabulary.counselling import RESPONSIBLE

OURS = tuple(code for code in RESPONSIBLE.codes() if code != PARTNER)
"""Steps the client or the office takes; those of a partner are asked for where somebody was sent there."""


def get_step(viewer: Viewer, step_id: uuid.UUID) -> Step:
    """The version that holds of a step of somebody this viewer may know of."""
    step = db.session.scalar(
        _visible_steps(viewer).where(Step.step_id == step_id).options(joinedload(Step.partner))
    )
    if step is None:
        raise NotThere("Diesen Schritt gibt es nicht, oder er gehört nicht zu Ihren Fällen.")
    return step


def get_told_step(viewer: Viewer, told_id: uuid.UUID) -> Step:
    """The version that holds of the step of which this is one."""
    told = db.session.get(Step, told_id)
    return get_step(viewer, told.step_id if told else told_id)


def versions_of_step(step: Step) -> Sequence[Step]:
    """All that was ever stated of a step."""
    return db.session.scalars(
        select(Step).where(Step.step_id == step.step_id).options(joinedload(Step.partner))
    ).all()


def steps_due(viewer: Viewer, until: date) -> Sequence[Step]:
    """The open steps of the client and the office, for the viewer's own people, that are due by a day, earliest first.

    Only those towards open goals of open plans.
    """
    steps = db.session.execute(
        _visible_steps(viewer)
        .add_columns(Goal)
        .join(IntegrationPlan, IntegrationPlan.id == Goal.plan_id)
        .where(
            of_led_by(viewer),
            _is_due(until),
            known(IntegrationPlan),
            ~IntegrationPlan.ends.any(known(PlanEnd)),
        )
        .order_by(Step.due_on, Step.position, Step.id)
        .options(joinedload(Step.partner), selectinload(Goal.states))
    ).all()
    due = [step for step, goal in steps if goal.is_open]
    keys().prefetch(step.person_id for step in due)
    return due


def _is_due(until: date) -> ColumnElement[bool]:
    return Step.outcome.is_(None) & Step.responsible.in_(OURS) & (Step.due_on <= until)


def get_state(viewer: Viewer, state_id: uuid.UUID) -> GoalState:
    """A state of a goal of somebody this viewer may know of, as it was corrected last."""
    stated = db.session.get(GoalState, state_id)
    found = stated and find_latest(stated, ("goal_id",))
    if found is None:
        raise NotThere("Diesen Stand gibt es nicht, oder er gehört nicht zu Ihren Fällen.")
    get_goal(viewer, found.goal_id)
    return found


def get_review(viewer: Viewer, review_id: uuid.UUID) -> PlanReview:
    """The version that holds of a review of somebody this viewer may know of."""
    held = db.session.scalar(
        select(PlanReview)
        .join(Person, Person.id == PlanReview.person_id)
        .where(PlanReview.review_id == review_id, known(PlanReview), of_visible(viewer))
    )
    if held is None:
        raise NotThere("Diese Überprüfung gibt es nicht, oder sie gehört nicht zu Ihren Fällen.")
    return held


def get_told_review(viewer: Viewer, told_id: uuid.UUID) -> PlanReview:
    """The version that holds of the review of which this is one."""
    told = db.session.get(PlanReview, told_id)
    return get_review(viewer, told.review_id if told else told_id)


def versions_of_review(held: PlanReview) -> Sequence[PlanReview]:
    """All that was ever stated of a review."""
    return db.session.scalars(select(PlanReview).where(PlanReview.review_id == held.review_id)).all()


def _visible_steps(viewer: Viewer) -> Select[Step]:
    return (
        select(Step)
        .join(Goal, Goal.id == Step.goal_id)
        .join(Person, Person.id == Step.person_id)
        .where(known(Step), known(Goal), of_visible(viewer))
    )
