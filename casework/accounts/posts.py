"""Who held which share of a full-time post on which days, in which team, and what that adds up to.

Only posts of Integrationsmanager/innen count towards sums (domain brief §7.9): whoever leads a team or an office is not
set against the cases.
"""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby
from operator import attrgetter

from sqlalchemy import ColumnElement, select

from casework.access.roles import Role
from casework.accounts.post_models import Post
from casework.database.base import db
from casework.database.episodes import Span, effective, find_holding, holds_on
from casework.database.recorded import known

COUNTED = Role.CASE_MANAGER
NO_POST = Decimal(0)


@dataclass(frozen=True, slots=True)
class Held:
    """A post over the days it is held, [starts_on, ends_on): until the next one of the same account begins, or ends."""

    user_id: uuid.UUID
    team_id: uuid.UUID | None
    role: Role
    share: Decimal
    starts_on: date
    ends_on: date | None

    @property
    def counts(self) -> bool:
        """Whether it is a post on which cases are led."""
        return self.role == COUNTED

    def holds_on(self, day: date) -> bool:
        """Whether it is held on the evening of a day."""
        return holds_on(self, day)

    def days_within(self, first: date, last: date) -> int:
        """How many days of [first, last], both included, it is held."""
        return Span(self.starts_on, self.ends_on).days_within(first, last)


def held(stated: Iterable[Post]) -> list[Held]:
    """What is held, out of what was stated, by account and in order."""
    found: list[Held] = []
    for user_id, posts in groupby(
        sorted(stated, key=attrgetter("user_id", "starts_on")), attrgetter("user_id")
    ):
        own = list(posts)
        for post, span in zip(own, effective(own), strict=True):
            found.append(
                Held(user_id, post.team_id, Role(post.role), post.share, span.starts_on, span.ends_on)
            )
    return found


def posts_held(municipality_id: uuid.UUID, known_at: datetime | None = None) -> list[Held]:
    """All posts of a municipality over the days they are held, of every role, as known at a moment; with one query."""
    return held(_stated(known_at, Post.municipality_id == municipality_id))


def posts_of(user_id: uuid.UUID, known_at: datetime | None = None) -> Sequence[Post]:
    """What is stated of the posts of an account, the earliest first."""
    return _stated(known_at, Post.user_id == user_id)


def history_of(user_id: uuid.UUID) -> list[tuple[Post, Held]]:
    """What is stated of the posts of an account, each with the days over which it is held; the latest first."""
    stated = posts_of(user_id)
    return list(zip(stated, held(stated), strict=True))[::-1]


def find_post(user_id: uuid.UUID, day: date) -> Post | None:
    """What is stated of the post that an account holds on a day."""
    return find_holding(posts_of(user_id), day)


def holding(municipality_id: uuid.UUID, day: date, known_at: datetime | None = None) -> dict[uuid.UUID, Held]:
    """Who holds which post on a day, by account; whoever holds none is left out."""
    return {one.user_id: one for one in posts_held(municipality_id, known_at) if one.holds_on(day)}


def full_time_on(
    municipality_id: uuid.UUID,
    day: date,
    known_at: datetime | None = None,
    team_id: uuid.UUID | None = None,
) -> Decimal:
    """How many full-time posts led cases on a day, in a municipality or one of its teams (§7.9)."""
    on_the_day = holding(municipality_id, day, known_at).values()
    return sum((one.share for one in on_the_day if one.counts and _is_of(one, team_id)), NO_POST)


def average_full_time(
    municipality_id: uuid.UUID,
    first: date,
    last: date,
    known_at: datetime | None = None,
    *,
    team_id: uuid.UUID | None = None,
    user_id: uuid.UUID | None = None,
) -> Decimal:
    """How many full-time posts led cases on an average day of [first, last], both included.

    The sum of share times days over the days of the period, not rounded; of a team or one account, if asked.
    """
    asked = (
        one
        for one in posts_held(municipality_id, known_at)
        if one.counts and _is_of(one, team_id) and user_id in (None, one.user_id)
    )
    days = (last - first).days + 1
    return sum((one.share * one.days_within(first, last) for one in asked), NO_POST) / days


def team_on(user_id: uuid.UUID, day: date, known_at: datetime | None = None) -> uuid.UUID | None:
    """The team in which somebody holds a post on a day; None without one."""
    return next(
        (one.team_id for one in held(posts_of(user_id, known_at)) if one.holds_on(day)),
        None,
    )


def members_on(
    municipality_id: uuid.UUID, team_id: uuid.UUID, day: date, known_at: datetime | None = None
) -> frozenset[uuid.UUID]:
    """The accounts that hold a post in a team on a day, of whatever role."""
    on_the_day = holding(municipality_id, day, known_at)
    return frozenset(user_id for user_id, one in on_the_day.items() if one.team_id == team_id)


def _is_of(one: Held, team_id: uuid.UUID | None) -> bool:
    return team_id is None or one.team_id == team_id


def _stated(known_at: datetime | None, which: ColumnElement[bool]) -> Sequence[Post]:
    return db.session.scalars(
        select(Post).where(which, known(Post, known_at)).order_by(Post.starts_on, Post.id)
    ).all()
