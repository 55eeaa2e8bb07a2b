"""Whose work it was: a talk counts for who held it, all else of a person for who led their case.

A team has what counts for somebody who had a post in it that day: the day of the talk, or the last day of the period on
which the case was open.
"""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from sqlalchemy import or_, select

from casework.accounts.posts import Held
from casework.database.base import db
from casework.database.bulk import Key, key_of
from casework.database.episodes import ONE_DAY, holds_on
from casework.database.recorded import known
from casework.people.merge_models import PersonMerge
from casework.people.models import IntegrationCase, Person
from casework.people.records import leading_id_of, pointer_of
from casework.statistics.question import WITHOUT_TEAM, Question

HELD = (
    "Ein Gespräch zählt bei der Person, die es geführt hat; bei einem Team, wenn diese am Tag des Gesprächs eine "
    "Stelle in ihm hatte."
)
LED = (
    "Pläne, Ziele, Fälle und Wartezeiten zählen bei der Person, die den Fall am letzten Tag des Zeitraums führte, an "
    "dem er offen war; bei einem Team, wenn diese an jenem Tag eine Stelle in ihm hatte."
)


@dataclass(frozen=True, slots=True)
class Led:
    """Who led somebody's case on which day, and since when it had been open."""

    worker: Key | None
    on: date
    since: date | None = None


def leaders(asked: Question) -> dict[Key, Led]:
    """Who led each person's case on the last day of the period on which one was open, by leading record.

    Of several on that day, after a merge, it is the case of the leading record.
    """
    first = asked.first_day
    rows = db.session.execute(
        select(
            key_of(leading_id_of(IntegrationCase.person_id)),
            key_of(IntegrationCase.case_manager_id),
            IntegrationCase.starts_on,
            IntegrationCase.ends_on,
        )
        .join(Person, Person.id == IntegrationCase.person_id)
        .outerjoin(PersonMerge, pointer_of(IntegrationCase.person_id, asked.known_at))
        .where(
            Person.municipality_id == asked.municipality_id,
            known(IntegrationCase, asked.known_at),
            IntegrationCase.starts_on <= asked.on,
            or_(
                IntegrationCase.ends_on.is_(None),
                (IntegrationCase.ends_on > first) & (IntegrationCase.ends_on > IntegrationCase.starts_on),
            ),
        )
        .order_by(PersonMerge.into_id.is_(None), IntegrationCase.starts_on, IntegrationCase.recorded_at)
    )
    found: dict[Key, Led] = {}
    for person, worker, starts_on, ends_on in rows:
        last = asked.on if ends_on is None else min(asked.on, ends_on - ONE_DAY)
        if person not in found or found[person].on <= last:
            found[person] = Led(worker, last, starts_on)
    return found


@dataclass(frozen=True)
class Posts:
    """Who held which post on which days, as known."""

    held: Sequence[Held]

    @cached_property
    def _by_worker(self) -> dict[Key, list[Held]]:
        found: defaultdict[Key, list[Held]] = defaultdict(list)
        for post in self.held:
            found[post.user_id.hex].append(post)
        return found

    def team_of(self, worker: Key | None, day: date) -> uuid.UUID | None:
        """The team of somebody's post on a day; None for a post without a team, and without a post."""
        posts = self._by_worker.get(worker or "", ())
        return next((post.team_id for post in posts if holds_on(post, day)), None)

    def counted(self, asked: Question) -> list[Held]:
        """The posts on which cases are led, in the team or of the workers of a question."""
        team_id, workers = None if asked.team_id == WITHOUT_TEAM else asked.team_id, asked.workers
        return [
            post
            for post in self.held
            if post.counts
            and (asked.team_id is None or post.team_id == team_id)
            and (not workers or post.user_id in workers)
        ]


@dataclass(frozen=True, slots=True)
class Whose:
    """What counts for the team or the worker of a question."""

    asked: Question
    posts: Posts
    leaders: Mapping[Key, Led]

    def has(self, worker: Key | None, day: date) -> bool:
        """Whether what somebody did, or nobody, on a day counts here."""
        team_id, workers = self.asked.team_id, self.asked.workers
        if workers and worker not in {worker_id.hex for worker_id in workers}:
            return False
        if team_id is None:
            return True
        return (self.posts.team_of(worker, day) or WITHOUT_TEAM) == team_id

    def leads(self, person: Key) -> bool:
        """Whether what is done with a person counts here."""
        led = self.leaders.get(person, Led(None, self.asked.on))
        return self.has(led.worker, led.on)
