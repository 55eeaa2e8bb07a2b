"""Reading plans with their goals, and what of them is due."""

import uuid
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from casework.access.viewer import Viewer
from casework.database.base import db
from casework.database.recorded import known
from casework.errors import NotThere
from casework.people.models import Person
from casework.people.scope import of_led_by, of_visible
from casework.plans.agreement_models import PlanAgreement
from casework.plans.goal_models import Goal, GoalTerms
from casework.plans.models import IntegrationPlan, PlanEnd
from casework.plans.rating_models import PlanRating
from casework.plans.review_models import PlanReview, ReviewInterval
from casework.plans.step_models import Step
from casework.plans.strength_models import PlanStrength
from casework.vault.keys import keys
from casework.vocabulary.counselling import ACHIEVED
from casework.vocabulary.periods import months_later

T = TypeVar("T")

_NOT_THERE = "Diesen Plan gibt es nicht, oder er gehört nicht zu Ihren Fällen."

_WITH_STATES = (
    selectinload(Goal.all_terms).joinedload(GoalTerms.partner),
    selectinload(Goal.states),
)
_WITH_STEPS = (selectinload(Goal.steps).joinedload(Step.partner),)
_WITH_GOALS = (selectinload(IntegrationPlan.goals).options(*_WITH_STATES, *_WITH_STEPS),)
_WITH_COURSE = (selectinload(IntegrationPlan.reviews), selectinload(IntegrationPlan.ends))

_WITH_STATEMENTS = (
    selectinload(IntegrationPlan.phases),
    selectinload(IntegrationPlan.strengths),
    selectinload(IntegrationPlan.ratings),
    selectinload(IntegrationPlan.agreements),
    selectinload(IntegrationPlan.reopenings),
)
USUAL_MONTHS = 6
"""How long after an agreement the plan is gone through again, unless said otherwise (domain brief §3)."""

_has_ended = IntegrationPlan.ends.any(known(PlanEnd))
_review_on = func.coalesce(
    select(PlanReview.next_on)
    .where(PlanReview.plan_id == IntegrationPlan.id, known(PlanReview))
    .order_by(PlanReview.recorded_at.desc(), PlanReview.reviewed_on.desc())
    .limit(1)
    .scalar_subquery(),
    IntegrationPlan.first_review_on,
)
"""`IntegrationPlan.review_on` of an open plan, for the database."""


def plans_of(person: Person) -> Sequence[IntegrationPlan]:
    """The plans of a person with goals, states and reviews, the open one first."""
    keys().prefetch(person.record_ids)
    return db.session.scalars(_plans_of(person)).all()


def whole_plans_of(person: Person) -> Sequence[IntegrationPlan]:
    """The same with all that was stated of them."""
    keys().prefetch(person.record_ids)
    return db.session.scalars(_plans_of(person).options(*_WITH_STATEMENTS)).all()


def _plans_of(person: Person) -> Select[IntegrationPlan]:
    return (
        select(IntegrationPlan)
        .where(IntegrationPlan.person_id.in_(person.record_ids), known(IntegrationPlan))
        .order_by(_has_ended, IntegrationPlan.agreed_on.desc(), IntegrationPlan.id)
        .options(*_WITH_GOALS, *_WITH_COURSE)
    )


def goals_reached(person: Person) -> tuple[int, int] | None:
    """How many goals of the open plans of a person are reached, and how many there are; None without such a plan."""
    goals = db.session.scalars(
        select(Goal)
        .join(Goal.plan)
        .where(Goal.person_id.in_(person.record_ids), known(Goal), known(IntegrationPlan), ~_has_ended)
        .options(selectinload(Goal.states))
    ).all()
    return (sum(goal.state_code() == ACHIEVED for goal in goals), len(goals)) if goals else None


def next_reviews(record_ids: Collection[uuid.UUID]) -> list[tuple[uuid.UUID, uuid.UUID, date]]:
    """The open plans under these records, each with its record and the day on which it is gone through next."""
    rows = db.session.execute(
        select(IntegrationPlan.id, IntegrationPlan.person_id, _review_on)
        .where(IntegrationPlan.person_id.in_(record_ids), known(IntegrationPlan), ~_has_ended)
        .order_by(_review_on, IntegrationPlan.id)
    )
    return [(plan_id, record_id, review_on) for plan_id, record_id, review_on in rows]


def find_open_plan(person: Person) -> IntegrationPlan | None:
    """The plan a person has now; of several records the leading one's first."""
    return db.session.scalar(
        select(IntegrationPlan)
        .where(IntegrationPlan.person_id.in_(person.record_ids), known(IntegrationPlan), ~_has_ended)
        .order_by(
            IntegrationPlan.person_id != person.id, IntegrationPlan.agreed_on.desc(), IntegrationPlan.id
        )
        .limit(1)
    )


def get_plan(viewer: Viewer, plan_id: uuid.UUID) -> IntegrationPlan:
    """A plan of somebody this viewer may know of."""
    return _plan(_visible_plans(viewer).where(IntegrationPlan.id == plan_id))


def get_whole_plan(viewer: Viewer, plan_id: uuid.UUID) -> IntegrationPlan:
    """The same with all that was stated of it."""
    wanted = _visible_plans(viewer).where(IntegrationPlan.id == plan_id)
    return _plan(wanted.options(*_WITH_STATEMENTS))


def _plan(wanted: Select[IntegrationPlan]) -> IntegrationPlan:
    plan = db.session.scalar(wanted.options(*_WITH_GOALS, *_WITH_COURSE))
    if plan is None:
        raise NotThere(_NOT_THERE)
    return plan


def get_strength(viewer: Viewer, strength_id: uuid.UUID) -> PlanStrength:
    """A version of a strength of somebody this viewer may know of, by the id of its row."""
    return _stated(viewer, PlanStrength, strength_id)


def get_rating(viewer: Viewer, rating_id: uuid.UUID) -> PlanRating:
    """A version of a rating of somebody this viewer may know of, by the id of its row."""
    return _stated(viewer, PlanRating, rating_id)


def get_told_agreement(viewer: Viewer, agreement_id: uuid.UUID) -> PlanAgreement:
    """One telling of an agreement of somebody this viewer may know of, by the id of its row."""
    return _stated(viewer, PlanAgreement, agreement_id)


def versions_of(row: T, *shared: str) -> Sequence[T]:
    """All that was ever stated in the place of a statement, which share these columns, the first one first."""
    kind: Any = type(row)
    alike = (getattr(kind, name) == getattr(row, name) for name in shared)
    return db.session.scalars(select(kind).where(*alike).order_by(kind.recorded_at, kind.id)).all()


def _stated(viewer: Viewer, kind: type[T], row_id: uuid.UUID) -> T:
    row: Any = db.session.get(kind, row_id)
    if row is None:
        raise NotThere(_NOT_THERE)
    get_plan(viewer, row.plan_id)
    found: T = row
    return found


def get_goal(viewer: Viewer, goal_id: uuid.UUID) -> Goal:
    """A goal of somebody this viewer may know of."""
    goal = db.session.scalar(
        _visible_goals(viewer)
        .where(Goal.id == goal_id)
        .options(*_WITH_STATES, *_WITH_STEPS, joinedload(Goal.plan))
    )
    if goal is None:
        raise NotThere(_NOT_THERE)
    return goal


def goals_due(viewer: Viewer, until: date) -> list[Goal]:
    """The goals of the viewer's own people that should be reached by a day and are still open, earliest first."""
    goals = db.session.scalars(
        _visible_goals(viewer)
        .join(Goal.all_terms.and_(known(GoalTerms)))
        .where(of_led_by(viewer), GoalTerms.due_on <= until, known(IntegrationPlan), ~_has_ended)
        .order_by(GoalTerms.due_on, Goal.id)
        .options(*_WITH_STATES)
    )
    due = [goal for goal in goals if goal.is_open]
    keys().prefetch(goal.person_id for goal in due)
    return due


def find_interval(municipality_id: uuid.UUID) -> ReviewInterval | None:
    """What a municipality says of the time between two reviews, if it does."""
    return db.session.scalar(
        select(ReviewInterval).where(ReviewInterval.municipality_id == municipality_id, known(ReviewInterval))
    )


def review_months(municipality_id: uuid.UUID) -> int:
    """After how many months a municipality goes through a plan again."""
    interval = find_interval(municipality_id)
    return interval.months if interval else USUAL_MONTHS


def next_review_after(municipality_id: uuid.UUID, day: date) -> date:
    """When a plan that was gone through, or agreed, on a day is gone through next."""
    return months_later(day, review_months(municipality_id))


def _visible_plans(viewer: Viewer) -> Select[IntegrationPlan]:
    return (
        select(IntegrationPlan)
        .join(Person, Person.id == IntegrationPlan.person_id)
        .where(known(IntegrationPlan), of_visible(viewer))
    )


def _visible_goals(viewer: Viewer) -> Select[Goal]:
    return (
        select(Goal)
        .join(Goal.plan)
        .join(Person, Person.id == Goal.person_id)
        .where(known(Goal), of_visible(viewer))
    )
