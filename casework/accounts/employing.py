"""Stating somebody's post from a day on, correcting and taking back what was stated."""

import uuid
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select

from casework.access.roles import Role
from casework.accounts.models import User
from casework.accounts.post_models import Post
from casework.accounts.posts import posts_of
from casework.audit.trail import actor, note
from casework.database.base import db
from casework.database.episodes import find_holding
from casework.database.moments import today
from casework.database.recorded import find_latest, moment_of_recording
from casework.errors import Conflict, NotThere, Refused
from casework.organisation.queries import get_team

FULL = Decimal(1)
CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class PostSaid:
    """What a form says of somebody's post: the share, or that there is none, and the team, from a day on."""

    share: Decimal | None
    team_id: uuid.UUID | None
    starts_on: date


class PostChanged(Conflict):
    """Somebody has corrected or taken back the same statement meanwhile."""

    def __init__(self) -> None:
        super().__init__(
            "Diese Angabe zur Stelle wurde inzwischen geändert. Bitte sehen Sie sie noch einmal an."
        )


class PostGone(NotThere):
    """It was taken back, or never was one of this municipality."""

    def __init__(self) -> None:
        super().__init__("Diese Angabe zur Stelle gibt es nicht, oder sie wurde inzwischen geändert.")


class ShareMissing(Refused):
    """A team was named, but no share of a post in it."""


def say_post(user: User, said: PostSaid) -> bool:
    """Say which post somebody holds from a day on, in their present role; without a share, none.

    Returns whether that is anything new. Raises Refused for a team without a share, and as `hold_post`.
    """
    if said.share is None:
        if said.team_id is not None:
            raise ShareMissing("Bitte geben Sie zum Team auch den Stellenanteil an.")
        return end_post(user, said.starts_on)
    before = find_holding(posts_of(user.id), said.starts_on)
    if before and (before.role, before.share, before.team_id) == (
        user.role,
        _cents(said.share),
        said.team_id,
    ):
        return False
    hold_post(user, share=said.share, team_id=said.team_id, starts_on=said.starts_on)
    return True


def hold_post(
    user: User,
    *,
    share: Decimal,
    starts_on: date,
    ends_on: date | None = None,
    team_id: uuid.UUID | None = None,
    role: Role | None = None,
) -> Post:
    """State a post from a day on until the next one, or its end; what was stated from that very day is corrected.

    Raises Refused for a share that is none, an end before the beginning, and a team that is none of the town's or has
    ended by the first day.
    """
    moment_of_recording()
    _check(user, share, team_id, starts_on, ends_on)
    for same_day in posts_of(user.id):
        if same_day.starts_on == starts_on:
            same_day.give_up(PostChanged())
    post = Post(
        municipality_id=user.municipality_id,
        user_id=user.id,
        team_id=team_id,
        role=role or user.role,
        share=_cents(share),
        starts_on=starts_on,
        ends_on=ends_on,
        recorded_by_id=actor().user_id,
    )
    db.session.add(post)
    db.session.flush()
    note("accounts:post:stated", about=user.id, share=str(post.share), starts_on=starts_on.isoformat())
    return post


def correct_post(
    post: Post, *, share: Decimal, starts_on: date, ends_on: date | None, team_id: uuid.UUID | None
) -> Post:
    """What was stated of a post was wrong; its role stays. Raises PostChanged, or Refused as `hold_post`, and for a
    first day on which another post begins.
    """
    _check(post.user, share, team_id, starts_on, ends_on)
    others = (other.starts_on for other in posts_of(post.user_id) if other.id != post.id)
    if starts_on in others:
        raise Refused("An diesem Tag beginnt schon eine andere Stelle. Bitte berichtigen Sie diese.")
    post.give_up(PostChanged())
    return hold_post(
        post.user,
        share=share,
        starts_on=starts_on,
        ends_on=ends_on,
        team_id=team_id,
        role=Role(post.role),
    )


def take_back_post(post: Post) -> None:
    """It was never so; the post before, if there is one, goes on. Raises PostChanged."""
    post.give_up(PostChanged())
    note("accounts:post:taken-back", about=post.user_id, starts_on=post.starts_on.isoformat())


def end_post(user: User, ends_on: date) -> bool:
    """Nobody holds this post from a day on, until another one begins. Returns whether anybody did."""
    moment_of_recording()
    ended = False
    while (post := find_holding(posts_of(user.id), ends_on)) is not None:
        ended = True
        if post.starts_on == ends_on:
            take_back_post(post)
        else:
            hold_post(
                user,
                share=post.share,
                starts_on=post.starts_on,
                ends_on=ends_on,
                team_id=post.team_id,
                role=Role(post.role),
            )
    return ended


def close_posts(user: User) -> None:
    """Whoever leaves holds no post from today on, and none that was to come."""
    end_post(user, today())
    for post in posts_of(user.id):
        if post.starts_on > today():
            take_back_post(post)


def reopen_post(user: User) -> bool:
    """The post that ended today goes on, as if it had not; returns whether there was one."""
    ended = next((post for post in posts_of(user.id) if post.ends_on == today()), None)
    if ended is not None:
        correct_post(ended, share=ended.share, starts_on=ended.starts_on, ends_on=None, team_id=ended.team_id)
    return ended is not None


def get_post(municipality_id: uuid.UUID, post_id: uuid.UUID) -> Post:
    """What is stated of a post in this municipality; NotThere says the same for one of another."""
    found = _find(municipality_id, post_id)
    if found is None or found.superseded_at is not None:
        raise PostGone
    return found


def get_latest_post(municipality_id: uuid.UUID, post_id: uuid.UUID) -> Post:
    """The same, or what has taken the place of it meanwhile."""
    found = _find(municipality_id, post_id)
    latest = found and find_latest(found, ("user_id", "starts_on"), ("user_id",))
    if latest is None:
        raise PostGone
    return latest


def _find(municipality_id: uuid.UUID, post_id: uuid.UUID) -> Post | None:
    return db.session.scalar(select(Post).where(Post.id == post_id, Post.municipality_id == municipality_id))


def _check(
    user: User, share: Decimal, team_id: uuid.UUID | None, starts_on: date, ends_on: date | None
) -> None:
    if not 0 < _cents(share) <= FULL:
        raise Refused("Ein Stellenanteil liegt zwischen 1 und 100 Prozent.")
    if ends_on is not None and ends_on <= starts_on:
        raise Refused("Das Ende der Stelle liegt nicht nach ihrem Beginn.")
    if team_id is None:
        return
    team = get_team(user.municipality_id, team_id)
    if not team.is_there_on(starts_on):
        raise Refused("Das Team „%(team)s“ gibt es an diesem Tag nicht mehr.", team=team.name)


def _cents(share: Decimal) -> Decimal:
    return Decimal(share).quantize(CENT)
