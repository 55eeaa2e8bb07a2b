"""The figures of funding evidence counted from the rows, one by one, by somebody who knows nothing of the statistics.

Tables are read whole and gone through in loops; only what is believed now counts.
"""

import uuid
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from statistics import median
from typing import Any

from sqlalchemy import select

from casework.accounts.post_models import Post
from casework.counselling.models import Consultation, Participant
from casework.database.base import db
from casework.database.moments import BERLIN
from casework.housing.stays import StageEpisode
from casework.people.merge_models import PersonMerge
from casework.people.models import IntegrationCase, Person
from casework.plans.agreement_models import PlanAgreement
from casework.plans.goal_models import Goal, GoalState, GoalTerms
from casework.plans.models import IntegrationPlan, PlanEnd, PlanReopening
from casework.plans.phase_models import PlanPhase
from casework.plans.rating_models import PlanRating
from casework.plans.review_models import PlanReview
from casework.plans.step_models import Step
from casework.plans.strength_models import PlanStrength

SETTLED = {"ACHIEVED", "PARTIAL", "NOT_ACHIEVED", "ABANDONED"}
ONE_DAY = timedelta(days=1)
Id = uuid.UUID


@dataclass(frozen=True)
class Counted:
    """What counts: every talk and everybody, or those of a team or of somebody."""

    talk: Callable[[Any], bool] = lambda _talk: True
    person: Callable[[Id], bool] = lambda _person: True
    post: Callable[["PostDays"], bool] = lambda _post: True


EVERYTHING = Counted()


@dataclass(frozen=True)
class PostDays:
    """A post on which cases are led, and the days it is held: until the next one of the same person, or its end."""

    user_id: Id
    team_id: Id | None
    share: Decimal
    starts_on: date
    ends_on: date
    counts: bool

    def holds_on(self, day: date) -> bool:
        return self.starts_on <= day < self.ends_on


class ByHand:
    """A town and a period."""

    def __init__(self, municipality_id: Id, first: date, last: date) -> None:
        self.municipality_id, self.first, self.last = municipality_id, first, last
        self.into = {row.person_id: row.into_id for row in believed(PersonMerge)}
        self.people = {row.id for row in every(Person) if row.municipality_id == municipality_id}
        self.all_talks = [row for row in every(Consultation) if row.municipality_id == municipality_id]
        self.said_first: dict[Id, datetime] = {}
        for row in self.all_talks:
            self.said_first[row.talk_id] = min(
                row.recorded_at, self.said_first.get(row.talk_id, row.recorded_at)
            )
        self.talks = [row for row in self.all_talks if row.superseded_at is None]
        self.named: defaultdict[Id, set[Id]] = defaultdict(set)
        for row in every(Participant):
            self.named[row.consultation_id].add(self.leading(row.person_id))
        self.plans = [
            row
            for row in believed(IntegrationPlan)
            if row.municipality_id == municipality_id and row.agreed_on <= last
        ]
        self.posts = list(self._posts())
        self.cases: defaultdict[Id, list[Any]] = defaultdict(list)
        for row in sorted(believed(IntegrationCase), key=lambda case: case.starts_on):
            if row.person_id in self.people:
                self.cases[self.leading(row.person_id)].append(row)

    def leading(self, person_id: Id) -> Id:
        return self.into.get(person_id, person_id)

    def within(self, day: date | None) -> bool:
        return day is not None and self.first <= day <= self.last

    def figures(self, counted: Counted = EVERYTHING) -> dict[str, Any]:
        """All of them, by the names the statistics give them."""
        of_people = (
            self._talked(counted) | self._planned(counted) | self._aimed(counted) | self._waited(counted)
        )
        return of_people | self._per_post(counted, of_people)

    def of_worker(self, user_id: Id) -> Counted:
        """What counts for somebody: the talks they held, and the people whose case they led last."""
        return Counted(
            lambda talk: talk.case_manager_id == user_id,
            lambda person: self.leader(person)[0] == user_id,
            lambda post: post.user_id == user_id,
        )

    def of_team(self, team_id: Id | None) -> Counted:
        """What counts for a team: what somebody did on a day on which they had a post in it; None is no team."""
        return Counted(
            lambda talk: self.team_of(talk.case_manager_id, talk.held_on) == team_id,
            lambda person: self.team_of(*self.leader(person)) == team_id,
            lambda post: post.team_id == team_id,
        )

    def leader(self, person: Id) -> tuple[Id | None, date]:
        """Who led somebody's case on the last day of the period on which one was open, and that day."""
        found: tuple[Id | None, date] = (None, self.last)
        latest = date.min
        own_last = sorted(
            self.cases[person], key=lambda case: (case.person_id == person, case.starts_on, case.recorded_at)
        )
        for case in own_last:
            ends = case.ends_on or date.max
            last = min(self.last, ends - ONE_DAY)
            was_open = case.starts_on <= self.last and ends > self.first and ends > case.starts_on
            if was_open and last >= latest:
                found, latest = (case.case_manager_id, last), last
        return found

    def team_of(self, user_id: Id | None, day: date) -> Id | None:
        return next(
            (post.team_id for post in self.posts if post.user_id == user_id and post.holds_on(day)), None
        )

    def _posts(self) -> Iterator[PostDays]:
        stated = [row for row in believed(Post) if row.municipality_id == self.municipality_id]
        for row in stated:
            later = [
                other.starts_on
                for other in stated
                if other.user_id == row.user_id and other.starts_on > row.starts_on
            ]
            ends = min([*later, row.ends_on or date.max])
            counts = row.role == "case_manager"
            yield PostDays(row.user_id, row.team_id, row.share, row.starts_on, ends, counts)

    def _per_post(self, counted: Counted, of_people: dict[str, Any]) -> dict[str, Any]:
        """Day by day who had which share, and what the work is per full-time post."""
        posts = [post for post in self.posts if post.counts and counted.post(post)]
        cases = sum(counted.person(person) for person in self.led())
        shares: list[Decimal] = []
        day = self.first
        while day <= self.last:
            shares.append(sum((post.share for post in posts if post.holds_on(day)), Decimal(0)))
            day += ONE_DAY
        average = sum(shares, Decimal(0)) / len(shares)
        told = ("counselling.consultations", "counselling.persons", "counselling.minutes", "plans.active")
        return {
            "work.cases": cases,
            "work.full_time_on": shares[-1].quantize(Decimal("0.01")),
            "work.full_time_average": average.quantize(Decimal("0.01"), ROUND_HALF_UP),
            "caseload_per_fte": one_decimal(cases / shares[-1]) if shares[-1] else None,
        } | {f"{name}.per_post": one_decimal(of_people[name] / average) if average else None for name in told}

    def _talked(self, counted: Counted) -> dict[str, Any]:
        talks = [row for row in self.talks if self.within(row.held_on) and counted.talk(row)]
        order = self._order()
        return {
            "counselling.consultations": len(talks),
            "talks.without_person": sum(not self.named[row.id] for row in talks),
            "counselling.persons": len({person for row in talks for person in self.named[row.id]}),
            "counselling.minutes": sum(row.minutes or 0 for row in talks),
            "counselling.by_main_topic": Counter(row.topics[0] for row in talks if row.topics),
            "counselling.topic_mentions": Counter(topic for row in talks for topic in row.topics or ()),
            "talks.first": sum(order.get(row.talk_id) is True for row in talks),
            "talks.follow_up": sum(order.get(row.talk_id) is False for row in talks),
        }

    def _order(self) -> dict[Id, bool]:
        """Of every talk with a client that names somebody, whether it was the first one of anybody."""
        found: dict[Id, bool] = {}
        previous: dict[Id, date] = {}
        with_clients = [row for row in self.talks if row.contact_kind != "NETWORK"]
        for row in sorted(with_clients, key=self._when):
            for person in self.named[row.id]:
                before = previous.get(person)
                is_first = before is None or any(before < day <= row.held_on for day in self._returns(person))
                found[row.talk_id] = found.get(row.talk_id, False) or is_first
                previous[person] = row.held_on
        return found

    def _when(self, talk: Any) -> tuple[Any, ...]:
        return talk.held_on, talk.starts_at or time.max, self.said_first[talk.talk_id], talk.talk_id.hex

    def _returns(self, person: Id) -> Iterator[date]:
        """The days on which a case began after all earlier ones had ended."""
        cases = self.cases[person]
        for place, case in enumerate(cases[1:], start=1):
            if all(one.ends_on is not None and one.ends_on < case.starts_on for one in cases[:place]):
                yield case.starts_on

    def _planned(self, counted: Counted) -> dict[str, Any]:
        ends = {row.plan_id: row.ends_on for row in believed(PlanEnd)}
        touched = set(self._touched())
        found: Counter[str] = Counter()
        for plan in self.plans:
            if not counted.person(self.leading(plan.person_id)):
                continue
            end = ends.get(plan.id)
            found["new"] += plan.agreed_on >= self.first
            found["continued"] += plan.agreed_on < self.first and plan.id in touched
            found["active"] += end is None or end > self.first
            found["ended"] += self.within(end)
        return {f"plans.{name}": found[name] for name in ("new", "continued", "active", "ended")}

    def _touched(self) -> Iterator[Id]:
        """The plans of which anything was said in the period."""
        plan_of = {goal.id: goal.plan_id for goal in believed(Goal)}
        days = (
            (PlanReview, "reviewed_on"),
            (PlanPhase, "begins_on"),
            (PlanStrength, "noted_on"),
            (PlanRating, "rated_on"),
            (PlanAgreement, "agreed_on"),
            (PlanReopening, "reopened_on"),
        )
        for kind, day in days:
            yield from (row.plan_id for row in believed(kind) if self.within(getattr(row, day)))
        for state in believed(GoalState):
            if self.within(state.state_on) and state.goal_id in plan_of:
                yield plan_of[state.goal_id]
        for step in every(Step):
            stands = step.superseded_at is None
            told = stands and (self.within(step.agreed_on) or self.within(step.ended_on))
            if (told or self.within(step.changed_on)) and step.goal_id in plan_of:
                yield plan_of[step.goal_id]
        terms: defaultdict[Id, list[datetime]] = defaultdict(list)
        for row in every(GoalTerms):
            terms[row.goal_id].append(row.recorded_at)
        for goal_id, moments in terms.items():
            anew = sorted(moments)[1:]
            if goal_id in plan_of and any(self.within(moment.astimezone(BERLIN).date()) for moment in anew):
                yield plan_of[goal_id]

    def _aimed(self, counted: Counted) -> dict[str, Any]:
        of_town = {row.id for row in every(IntegrationPlan) if row.municipality_id == self.municipality_id}
        due = {row.goal_id: row.due_on for row in believed(GoalTerms)}
        states: defaultdict[Id, list[Any]] = defaultdict(list)
        for state in believed(GoalState):
            if state.state_on <= self.last:
                states[state.goal_id].append(state)
        settled: Counter[str] = Counter()
        in_time: list[bool] = []
        for goal in believed(Goal):
            if (
                goal.plan_id not in of_town
                or not states[goal.id]
                or not counted.person(self.leading(goal.person_id))
            ):
                continue
            last = max(states[goal.id], key=lambda state: (state.state_on, state.recorded_at))
            if last.state in SETTLED and last.state_on >= self.first:
                settled[last.state] += 1
                if last.state == "ACHIEVED" and due.get(goal.id):
                    in_time.append(last.state_on <= due[goal.id])
        achieved, all_of_them = settled["ACHIEVED"], settled.total()
        return {
            "work.settled_goals": all_of_them,
            "plans.goal_attainment_strict": percent(achieved, all_of_them),
            "plans.goal_attainment_weighted": percent(
                achieved + settled["PARTIAL"] / Decimal(2), all_of_them
            ),
            "goals.achieved_with_due_date": len(in_time),
            "goals.achieved_on_time": percent(sum(in_time), len(in_time)),
        }

    def _waited(self, counted: Counted) -> dict[str, Any]:
        talked: defaultdict[Id, list[date]] = defaultdict(list)
        for row in self.talks:
            for person in self.named[row.id]:
                talked[person].append(row.held_on)
        waited = [
            min(((day - begin).days for day in talked[person] if begin <= day <= self.last), default=None)
            for person, begin in self._followups()
            if counted.person(person)
        ]
        days = [number for number in waited if number is not None]
        return {
            "waiting.followup_begun": len(waited),
            "waiting.first_talks": len(days),
            "waiting.still_waiting": len(waited) - len(days),
            "waiting.days_mean": one_decimal(Decimal(sum(days)) / len(days)) if days else None,
            "waiting.days_median": one_decimal(Decimal(str(median(days)))) if days else None,
        }

    def _followups(self) -> Iterator[tuple[Id, date]]:
        """Who came into the AU in the period, and when; a further statement of the same stage is no new one."""
        stated: defaultdict[Id, dict[date, Any]] = defaultdict(dict)
        for row in believed(StageEpisode):
            if row.person_id in self.people:
                stated[self.leading(row.person_id)][row.starts_on] = row
        for person, by_day in stated.items():
            starts = sorted(by_day)
            for start, following in zip(starts, [*starts[1:], None], strict=True):
                row = by_day[start]
                if row.stage != "AU" or not self.within(start) or row.ends_on == start or following == start:
                    continue
                earlier = [by_day[day] for day in starts if day < start]
                before = earlier[-1] if earlier else None
                goes_on = (
                    before and before.stage == "AU" and (before.ends_on is None or before.ends_on >= start)
                )
                if not goes_on:
                    yield person, start

    def led(self) -> set[Id]:
        """For whom a case is led on the last day."""
        return {
            person
            for person, cases in self.cases.items()
            for case in cases
            if case.starts_on <= self.last and (case.ends_on is None or case.ends_on > self.last)
        }


def every(kind: Any) -> list[Any]:
    """All rows of a table."""
    return list(db.session.scalars(select(kind)))


def believed(kind: Any) -> list[Any]:
    """Those nobody has taken back or corrected."""
    return [row for row in every(kind) if row.superseded_at is None]


def percent(part: Any, whole: int) -> Decimal | None:
    """None of nothing."""
    return one_decimal(Decimal(part) * 100 / whole) if whole else None


def one_decimal(number: Decimal) -> Decimal:
    """Half goes up."""
    return number.quantize(Decimal("0.1"), ROUND_HALF_UP)
