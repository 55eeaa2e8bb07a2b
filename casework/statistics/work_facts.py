"""What is known of the work done for one question; the town's is read once, and a team or a worker has its part."""

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property
from typing import Any

import numpy as np

from casework.accounts.posts import NO_POST, posts_held
from casework.counselling.sequence import Place
from casework.database.bulk import Key
from casework.database.episodes import holds_on
from casework.housing.evenings import Evening
from casework.housing.places import one_decimal
from casework.statistics.attribution import Led, Posts, Whose, leaders
from casework.statistics.first_talks import Wait, wait
from casework.statistics.plan_changes import Achieved, OnTime, achieved_goals
from casework.statistics.question import Question
from casework.statistics.talk_order import talk_order
from casework.statistics.talks import HeldTalks, Talks, held_talks, participants, persons
from casework.statistics.work import Attainment, Settled, Thing, number_of_plans, plans, settled_goals


class WorkFacts:
    """The work of the town, or what of it counts for the team or worker of the question."""

    def __init__(self, question: Question, evening: Evening, town: "WorkFacts | None" = None) -> None:
        self.question, self.evening = question, evening
        if question.is_narrowed:
            self._town = town or WorkFacts(question.of_town, evening)
            self.whose = Whose(question, self._town.posts, self._town.leaders)
        else:
            self._town = self

    @property
    def is_part(self) -> bool:
        return self._town is not self

    @cached_property
    def posts(self) -> Posts:
        """Who in the town held which post when, as known."""
        asked = self.question
        return self._town.posts if self.is_part else Posts(posts_held(asked.municipality_id, asked.known_at))

    @cached_property
    def leaders(self) -> Mapping[Key, Led]:
        """Who led everybody's case."""
        return leaders(self.question)

    @cached_property
    def held(self) -> HeldTalks | None:
        """The talks of the period, one by one."""
        if not self.is_part:
            return held_talks(self.question)
        return None if self._town.held is None else self._town.held.only(self.whose.has)

    @cached_property
    def attended(self) -> Mapping[Key, list[Key]]:
        """Who took part in each of the town's talks of the period."""
        return self._town.attended if self.is_part else participants(self.question)

    @cached_property
    def talks(self) -> Talks | None:
        """They in numbers."""
        held = self.held
        if held is None:
            return None
        if not self.is_part:
            return held.counted(persons(self.question))
        return held.counted(
            len({person for row in held.rows for person in self.attended.get(row.id.hex, ())})
        )

    @cached_property
    def places(self) -> Mapping[Any, Place] | None:
        """Which of the town's talks of the period that name somebody were first ones, by id of the talk."""
        return self._town.places if self.is_part else talk_order(self.question)

    @cached_property
    def talk_order(self) -> Counter[Place] | None:
        """How many were first ones."""
        if self.places is None or self.held is None:
            return None
        if not self.is_part:
            return Counter(self.places.values())
        return Counter(self.places[row.talk_id] for row in self.held.rows if row.talk_id in self.places)

    def number_of_plans(self, kind: str) -> int | None:
        """How many plans of a kind there are."""
        if not self.is_part:
            return number_of_plans(self.question, kind)
        found = self.plans(kind)
        return None if found is None else len(found)

    def plans(self, kind: str) -> list[Thing] | None:
        """Which they are; None for what needs a period and has none."""
        found = self._town.plans_of_town(kind)
        return found if found is None or not self.is_part else [one for one in found if self._leads(one)]

    def plans_of_town(self, kind: str) -> list[Thing] | None:
        """All of the town, read once."""
        if kind not in self._plans:
            self._plans[kind] = plans(self.question, kind)
        return self._plans[kind]

    @cached_property
    def _plans(self) -> dict[str, list[Thing] | None]:
        return {}

    @cached_property
    def settled(self) -> list[Settled] | None:
        """The goals that reached a final state in the period."""
        if not self.is_part:
            return settled_goals(self.question)
        found = self._town.settled
        return found if found is None else [one for one in found if self._leads(one)]

    @property
    def attainment(self) -> Attainment | None:
        """What became of them."""
        return None if self.settled is None else Attainment.of(self.settled)

    @cached_property
    def achieved(self) -> list[Achieved] | None:
        """The goals with a day that were achieved in the period."""
        if not self.is_part:
            return achieved_goals(self.question)
        found = self._town.achieved
        return found if found is None else [one for one in found if self._leads(one)]

    @property
    def on_time(self) -> OnTime | None:
        """Which of them were so in time."""
        return None if self.achieved is None else OnTime.of(self.achieved)

    @cached_property
    def wait(self) -> Wait | None:
        """Who waited for a first talk in the period, and how long."""
        if not self.is_part:
            return wait(self.question, self.evening)
        found = self._town.wait
        if found is None:
            return None
        keys = self.evening.timeline.person_keys(found.person)
        return found.only(np.array([self.whose.leads(key) for key in keys], np.bool_))

    @cached_property
    def cases(self) -> list[Key]:
        """For whom a case is led on the day."""
        if not self.is_part:
            return list(self.evening.timeline.person_keys(self.evening.with_a_case()))
        return [person for person in self._town.cases if self.whose.leads(person)]

    @cached_property
    def full_time(self) -> Decimal:
        """How many full-time posts lead cases on the day."""
        posts = self.posts.counted(self.question)
        return sum((post.share for post in posts if holds_on(post, self.question.on)), NO_POST)

    @property
    def days(self) -> int:
        """How many days the period has; without one, the day."""
        return (self.question.on - self.question.first_day).days + 1

    @cached_property
    def post_days(self) -> Decimal:
        """The shares of the posts that lead cases, times the days of the period on which they were held."""
        first, last = self.question.first_day, self.question.on
        posts = self.posts.counted(self.question)
        return sum((post.share * post.days_within(first, last) for post in posts), NO_POST)

    @property
    def average_full_time(self) -> Decimal:
        """How many full-time posts led cases on an average day of the period, not rounded."""
        return self.post_days / self.days

    def per_post(self, value: int) -> Decimal | None:
        """A number of the period per full-time post of its average day, one decimal, half up; None without a post."""
        return one_decimal(value * self.days / self.post_days) if self.post_days else None

    @property
    def caseload(self) -> Decimal | None:
        """Cases led on the day per full-time post of that day; None without a post."""
        return one_decimal(len(self.cases) / self.full_time) if self.full_time else None

    def _leads(self, one: Thing | Settled | Achieved) -> bool:
        return self.whose.leads(one.person)
