"""Figures of the work done: plans, goals, referrals, and how many cases a full-time post leads."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from casework.accounts.posts import full_time_on
from casework.database.base import db
from casework.database.recorded import Recorded, known
from casework.housing.evenings import Evening
from casework.housing.places import one_decimal, rate
from casework.plans.goal_models import Goal, GoalState
from casework.plans.models import IntegrationPlan, PlanEnd
from casework.referrals.models import Referral, ReferralState
from casework.statistics.plan_changes import changes_of_plans
from casework.statistics.question import Question
from casework.vocabulary.counselling import ACHIEVED, FINAL_GOAL_STATES, OBSOLETE, PARTIAL


@dataclass(frozen=True, slots=True)
class Attainment:
    """Goals that reached a final state in a period, without those that lost their object."""

    goals: int
    achieved: int
    partial: int

    @property
    def strict(self) -> Decimal | None:
        return rate(self.achieved, self.goals)

    @property
    def weighted(self) -> Decimal | None:
        return rate(self.achieved + Decimal(self.partial) / 2, self.goals)


def new_plans(asked: Question) -> int | None:
    """Plans agreed in the period."""
    return None if asked.since is None else _plans(asked, IntegrationPlan.agreed_on >= asked.since)


def continued_plans(asked: Question) -> int | None:
    """Plans from before the period that were reviewed or changed in it."""
    if asked.since is None:
        return None
    touched = (IntegrationPlan.id.in_(plans) for plans in changes_of_plans(asked, asked.since))
    return _plans(asked, IntegrationPlan.agreed_on < asked.since, or_(*touched))


def active_plans(asked: Question) -> int:
    """Plans open on any day of the period; without one, on the day."""
    first = asked.since or asked.on
    return _plans(asked, or_(PlanEnd.ends_on.is_(None), PlanEnd.ends_on > first))


def ended_plans(asked: Question) -> int | None:
    """Plans that ended in the period."""
    if asked.since is None:
        return None
    return _plans(asked, PlanEnd.ends_on.between(asked.since, asked.on))


def _plans(asked: Question, *conditions: ColumnElement[bool]) -> int:
    wanted = (
        select(func.count())
        .select_from(IntegrationPlan)
        .outerjoin(IntegrationPlan.ends.and_(known(PlanEnd, asked.known_at)))
        .where(
            IntegrationPlan.municipality_id == asked.municipality_id,
            IntegrationPlan.agreed_on <= asked.on,
            known(IntegrationPlan, asked.known_at),
            *conditions,
        )
    )
    return db.session.scalar(wanted) or 0


def attainment(asked: Question) -> Attainment | None:
    """What became of the goals whose state on the day is final and was reached in the period; None without one."""
    if asked.since is None:
        return None
    latest = _latest(GoalState, GoalState.goal_id, asked)
    rows = db.session.execute(
        select(latest.c.state, func.count())
        .select_from(latest)
        .join(Goal, Goal.id == latest.c.thing)
        .join(IntegrationPlan, IntegrationPlan.id == Goal.plan_id)
        .where(
            latest.c.place == 1,
            latest.c.state.in_(FINAL_GOAL_STATES - {OBSOLETE}),
            latest.c.state_on >= asked.since,
            IntegrationPlan.municipality_id == asked.municipality_id,
            known(Goal, asked.known_at),
        )
        .group_by(latest.c.state)
    )
    counted: dict[str, int] = dict(rows.all())
    return Attainment(sum(counted.values()), counted.get(ACHIEVED, 0), counted.get(PARTIAL, 0))


def referrals_by_state(asked: Question) -> dict[str, int]:
    """Referrals made by the day, by the state each had reached."""
    latest = _latest(ReferralState, ReferralState.referral_id, asked)
    rows = db.session.execute(
        select(latest.c.state, func.count())
        .select_from(latest)
        .join(Referral, Referral.id == latest.c.thing)
        .where(
            latest.c.place == 1,
            Referral.municipality_id == asked.municipality_id,
            Referral.referred_on <= asked.on,
            known(Referral, asked.known_at),
        )
        .group_by(latest.c.state)
        .order_by(latest.c.state)
    )
    return dict(rows.all())


def _latest(row: type[Recorded], thing: InstrumentedAttribute[Any], asked: Question) -> Any:
    """The states by the day as known, each with its place among those of its thing, the latest first."""
    states: Any = row
    return (
        select(
            thing.label("thing"),
            states.state,
            states.state_on,
            func.row_number()
            .over(partition_by=thing, order_by=(states.state_on.desc(), states.recorded_at.desc()))
            .label("place"),
        )
        .where(states.state_on <= asked.on, known(row, asked.known_at))
        .subquery()
    )


def caseload(asked: Question, evening: Evening) -> Decimal | None:
    """Cases led on the day per full-time post of the Integrationsmanager/innen on that day; None without a post.

    A case is a person: somebody of whose records several have an open case counts once.
    """
    posts = full_time_on(asked.municipality_id, asked.on, asked.known_at)
    return one_decimal(Decimal(len(evening.with_a_case())) / posts) if posts else None
