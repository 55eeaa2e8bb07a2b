"""Which plans were gone through or changed in a period, and which achieved goals were in time."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import aliased

from casework.database.base import db
from casework.database.bulk import Key, key_of
from casework.database.moments import end_of
from casework.database.recorded import known
from casework.housing.places import rate
from casework.people.merge_models import PersonMerge
from casework.people.records import leading_id_of, pointer_of
from casework.plans.agreement_models import PlanAgreement
from casework.plans.goal_models import Goal, GoalState, GoalTerms
from casework.plans.models import IntegrationPlan, PlanReopening
from casework.plans.phase_models import PlanPhase
from casework.plans.rating_models import PlanRating
from casework.plans.review_models import PlanReview
from casework.plans.step_models import Step
from casework.plans.strength_models import PlanStrength
from casework.statistics.question import Question
from casework.vocabulary.counselling import ACHIEVED

SAID_OF_PLANS: tuple[tuple[Any, Any], ...] = (
    (PlanPhase, PlanPhase.begins_on),
    (PlanStrength, PlanStrength.noted_on),
    (PlanRating, PlanRating.rated_on),
    (PlanAgreement, PlanAgreement.agreed_on),
    (PlanReopening, PlanReopening.reopened_on),
)
"""What is said of a plan besides goals and reviews, with the day it is about."""


class Achieved(NamedTuple):
    """A goal that was to be reached by a day, and was reached, perhaps by then; whose it is, by leading record."""

    id: Key
    person: Key
    in_time: bool


@dataclass(frozen=True, slots=True)
class OnTime:
    """Of the goals achieved in a period that were to be reached by a day, how many were."""

    with_a_day: int
    in_time: int

    @classmethod
    def of(cls, achieved: Collection[Achieved]) -> "OnTime":
        return cls(len(achieved), sum(goal.in_time for goal in achieved))

    @property
    def share(self) -> Decimal | None:
        return rate(self.in_time, self.with_a_day)


def changes_of_plans(asked: Question, since: date) -> Iterator[Select[Any]]:
    """The ids of plans that were reviewed, of which a goal or a step was changed, or anything else said, from a day on.

    A review, a state, a step and its end count on the day of which they were told; a goal worded anew on the day on
    which that was put on record, and a step agreed anew on that day, too.
    """
    yield select(PlanReview.plan_id).where(
        PlanReview.reviewed_on.between(since, asked.on), known(PlanReview, asked.known_at)
    )
    yield (
        _of_goals(asked)
        .join(GoalState, GoalState.goal_id == Goal.id)
        .where(GoalState.state_on.between(since, asked.on), known(GoalState, asked.known_at))
    )
    yield (
        _of_goals(asked)
        .join(GoalTerms, GoalTerms.goal_id == Goal.id)
        .where(_recorded_between(since, asked.on, asked.known_at), _is_not_the_first())
    )
    yield (
        _of_goals(asked)
        .join(Step, Step.goal_id == Goal.id)
        .where(
            or_(
                known(Step, asked.known_at)
                & or_(Step.agreed_on.between(since, asked.on), Step.ended_on.between(since, asked.on)),
                Step.changed_on.between(since, asked.on) & (Step.recorded_at <= asked.known_at),
            )
        )
    )
    for kind, day in SAID_OF_PLANS:
        yield select(kind.plan_id).where(day.between(since, asked.on), known(kind, asked.known_at))


def _of_goals(asked: Question) -> Select[Any]:
    return select(Goal.plan_id).where(known(Goal, asked.known_at))


def _recorded_between(since: date, on: date, known_at: datetime) -> ColumnElement[bool]:
    latest = min(end_of(on), known_at)
    return (GoalTerms.recorded_at > end_of(since - timedelta(days=1))) & (GoalTerms.recorded_at <= latest)


def _is_not_the_first() -> ColumnElement[bool]:
    """Whether terms took the place of others."""
    former = aliased(GoalTerms)
    return (
        select(former.id)
        .where(former.goal_id == GoalTerms.goal_id, former.recorded_at < GoalTerms.recorded_at)
        .exists()
    )


def achieved_goals(asked: Question) -> list[Achieved] | None:
    """The goals with a day that were achieved in the period, as known; None without one."""
    if asked.since is None:
        return None
    latest, person = _last_states(asked), IntegrationPlan.person_id
    rows = db.session.execute(
        select(key_of(Goal.id), key_of(leading_id_of(person)), latest.c.state_on <= GoalTerms.due_on)
        .select_from(latest)
        .join(Goal, Goal.id == latest.c.goal_id)
        .join(GoalTerms, GoalTerms.goal_id == Goal.id)
        .join(IntegrationPlan, IntegrationPlan.id == Goal.plan_id)
        .outerjoin(PersonMerge, pointer_of(person, asked.known_at))
        .where(
            latest.c.place == 1,
            latest.c.state == ACHIEVED,
            latest.c.state_on >= asked.since,
            GoalTerms.due_on.is_not(None),
            IntegrationPlan.municipality_id == asked.municipality_id,
            known(Goal, asked.known_at),
            known(GoalTerms, asked.known_at),
        )
    )
    return [Achieved(goal, whose, bool(in_time)) for goal, whose, in_time in rows]


def _last_states(asked: Question) -> Any:
    place = func.row_number().over(
        partition_by=GoalState.goal_id, order_by=(GoalState.state_on.desc(), GoalState.recorded_at.desc())
    )
    return (
        select(GoalState.goal_id, GoalState.state, GoalState.state_on, place.label("place"))
        .where(GoalState.state_on <= asked.on, known(GoalState, asked.known_at))
        .subquery()
    )
