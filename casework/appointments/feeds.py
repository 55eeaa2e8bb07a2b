"""Giving a calendar a secret address, renewing and revoking it, and finding whose it is."""

import secrets
import uuid
from datetime import timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import joinedload

from casework.access.permissions import Permission
from casework.access.viewer import Viewer
from casework.accounts.queries import ChangedOutside, check_row, token_hash
from casework.accounts.viewers import viewer_of
from casework.appointments.feed_models import CalendarFeed
from casework.audit.trail import note
from casework.database.base import db
from casework.database.moments import now
from casework.database.unwaited import write_unless_busy
from casework.errors import NotThere

TOKEN_BYTES = 32
NOTED_EVERY = timedelta(days=1)


def find_feed(user_id: uuid.UUID) -> CalendarFeed | None:
    """The address that holds for an account's calendar."""
    return db.session.scalar(
        select(CalendarFeed).where(CalendarFeed.user_id == user_id, CalendarFeed.ended_at.is_(None))
    )


def open_feed(viewer: Viewer, *, shows_names: bool) -> str:
    """A new address; an earlier one ends. Returns the token, which is kept nowhere."""
    revoke_feed(viewer)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    feed = CalendarFeed(user_id=viewer.user_id, token_hash=token_hash(token), shows_names=shows_names)
    db.session.add(feed)
    note("appointments:feed:opened", about=feed.id, names=shows_names)
    return token


def revoke_feed(viewer: Viewer) -> None:
    """From now on the address leads nowhere."""
    feed = find_feed(viewer.user_id)
    if feed is not None:
        feed.ended_at = now()
        note("appointments:feed:revoked", about=feed.id)


def get_feed(token: str) -> tuple[CalendarFeed, Viewer]:
    """The feed behind a token and whose it is.

    Raises NotThere, in the same words, for an unknown token, an ended feed, an account that is closed, lost its role
    or was changed past Casework.
    """
    feed = db.session.scalar(
        select(CalendarFeed)
        .where(CalendarFeed.token_hash == token_hash(token), CalendarFeed.ended_at.is_(None))
        .options(joinedload(CalendarFeed.user))
    )
    if feed is None or not feed.user.is_active or not _is_untouched(feed):
        raise NoFeed
    viewer = viewer_of(feed.user).alone
    if not viewer.may(Permission.APPOINTMENTS_APPOINTMENT_WRITE):
        raise NoFeed
    return feed, viewer


class NoFeed(NotThere):
    """Behind this address is no calendar; it says no more than that."""

    def __init__(self) -> None:
        super().__init__("Unter dieser Adresse gibt es keinen Kalender.")


def is_worth_noting(feed: CalendarFeed) -> bool:
    """Whether the trail has not heard of this feed for a day; from now on it has."""
    if feed.seen_at is not None and feed.seen_at > now() - NOTED_EVERY:
        return False
    write_unless_busy(update(CalendarFeed).where(CalendarFeed.id == feed.id).values(seen_at=now()))
    return True


def _is_untouched(feed: CalendarFeed) -> bool:
    try:
        check_row(feed.user)
    except ChangedOutside:
        return False
    return True
