"""Figures of the work done: plans, goals and referrals."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from casework.database.base import db
from casework.database.bulk import Key, key_of
from casework.database.recorded import Recorded, known
from casework.housing.places import rate
from casework.people.merge_models import PersonMerge
from casework.people.records import leading_id_of, pointer_of
from casework.plans.goal_models import Goal, GoalState
from casework.plans.models import IntegrationPlan, PlanEnd
from casework.referrals.models import Referral, ReferralState
from casework.statistics.plan_changes import changes_of_plans
from casework.statistics.question import Question
from casework.vocabulary.counselling import ACHIEVED, FINAL_GOAL_STATES, OBSOLETE, PARTIAL


class Thing(NamedTuple):
    """A plan or a goal, and whose it is, by leading record."""

    id: Key
    person: Key


class Settled(NamedTuple):
    """A goal that reached a final state."""

    id: Key
    person: Key
    state: str


@dataclass(frozen=True, slots=True)
class Attainment:
    """Goals that reached a final state in a period, without those that lost their object."""

    goals: int
    achieved: int
    partial: int

    @classmethod
    def of(cls, settled: Iterable[Settled]) -> "Attainment":
        counted = Counter(goal.state for goal in settled)
        return cls(counted.total(), counted[ACHIEVED], counted[PARTIAL])

    @property
    def strict(self) -> Decimal | None:
        return rate(self.achieved, self.goals)

    @property
    def weighted(self) -> Decimal | None:
        return rate(self.achieved + Decimal(self.partial) / 2, self.goals)


NEW, CONTINUED, ACTIVE, ENDED = "new", "continued", "active", "ended"


def number_of_plans(asked: Question, kind: str) -> int | None:
    """How many plans of a kind the town has; None for what needs a period and has none."""
    wanted = _plans(asked, kind)
    return None if wanted is None else db.session.scalar(wanted.with_only_columns(func.count())) or 0


def plans(asked: Question, kind: str) -> list[Thing] | None:
    """Which they are, in no order."""
    wanted = _plans(asked, kind)
    if wanted is None:
        return None
    person = IntegrationPlan.person_id
    rows = db.session.execute(
        wanted.outerjoin(PersonMerge, pointer_of(person, asked.known_at)).with_only_columns(
            key_of(IntegrationPlan.id), key_of(leading_id_of(person))
        )
    )
    return [Thing(*row) for row in rows]


def _plans(asked: Question, kind: str) -> Select[Any] | None:
    """New ones were agreed in the period, continued ones before it and reviewed or changed in it, ended ones ended in
    it; active are those open on any day of it, or without one on the day."""
    if kind == ACTIVE:
        return _agreed(asked).where(or_(PlanEnd.ends_on.is_(None), PlanEnd.ends_on > asked.first_day))
    if asked.since is None:
        return None
    if kind == NEW:
        return _agreed(asked).where(IntegrationPlan.agreed_on >= asked.since)
    if kind == ENDED:
        return _agreed(asked).where(PlanEnd.ends_on.between(asked.since, asked.on))
    touched = (IntegrationPlan.id.in_(plans) for plans in changes_of_plans(asked, asked.since))
    return _agreed(asked).where(IntegrationPlan.agreed_on < asked.since, or_(*touched))


def _agreed(asked: Question) -> Select[Any]:
    return (
        select(IntegrationPlan.id)
        .select_from(IntegrationPlan)
        .outerjoin(IntegrationPlan.ends.and_(known(PlanEnd, asked.known_at)))
        .where(
            IntegrationPlan.municipality_id == asked.municipality_id,
            IntegrationPlan.agreed_on <= asked.on,
            known(IntegrationPlan, asked.known_at),
        )
    )


def settled_goals(asked: Question) -> list[Settled] | None:
    """The goals whose state on the day is final and was reached in the period, without those that lost their object.

    None without a period.
    """
    if asked.since is None:
        return None
    latest, person = _latest(GoalState, GoalState.goal_id, asked), IntegrationPlan.person_id
    rows = db.session.execute(
        select(key_of(Goal.id), key_of(leading_id_of(person)), latest.c.state)
        .select_from(latest)
        .join(Goal, Goal.id == latest.c.thing)
        .join(IntegrationPlan, IntegrationPlan.id == Goal.plan_id)
        .outerjoin(PersonMerge, pointer_of(person, asked.known_at))
        .where(
            latest.c.place == 1,
            latest.c.state.in_(FINAL_GOAL_STATES - {OBSOLETE}),
            latest.c.state_on >= asked.since,
            IntegrationPlan.municipality_id == asked.municipality_id,
            known(Goal, asked.known_at),
        )
    )
    return [Settled(*row) for row in rows]


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
