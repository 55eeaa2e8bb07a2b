"""Whose accounts there are, and which browser is signed in."""

import hashlib
import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import contains_eager

from casework.access.roles import Role
from casework.accounts.models import SignInAttempt, User, UserSession
from casework.database.base import db
from casework.database.moments import now
from casework.errors import NotThere, Refused
from casework.vault.keys import ServicePurpose, keys
from casework.vault.rowseal import broken_ids, is_intact, seal_beside


class ChangedOutside(Refused):
    """Somebody changed the row of an account past Casework: a role, a password, or all of it."""

    def __init__(self, user: User) -> None:
        self.user = user
        super().__init__(
            "Dieses Konto wurde außerhalb von Casework verändert. Deshalb ist die Anmeldung nicht möglich. "
            "Bitte wenden Sie sich an die Administration; sie prüft das Konto."
        )


def email_index(email: str) -> bytes:
    """The blind index under which an address is found; capitals and spaces round it do not count."""
    return keys().of_service(ServicePurpose.EMAIL_INDEX).digest(email.strip().casefold())


def find_user_by_email(email: str) -> User | None:
    """The account of an address, active or not, of whatever municipality."""
    return db.session.scalar(select(User).where(User.email_index == email_index(email)))


def get_user(municipality_id: uuid.UUID, user_id: uuid.UUID) -> User:
    """An account of this municipality; NotThere says the same for one of another."""
    user = db.session.scalar(select(User).where(User.id == user_id, User.municipality_id == municipality_id))
    if user is None:
        raise NotThere("Dieses Konto gibt es nicht.")
    return user


def users_of(municipality_id: uuid.UUID, *roles: Role, active_only: bool = False) -> list[User]:
    """The accounts of a municipality by name, of some roles or of all."""
    wanted = select(User).where(User.municipality_id == municipality_id)
    if roles:
        wanted = wanted.where(User.role.in_(roles))
    if active_only:
        wanted = wanted.where(User.is_active)
    return sorted(db.session.scalars(wanted.order_by(User.id)), key=lambda user: user.name.casefold())


def names_in(municipality_id: uuid.UUID) -> dict[uuid.UUID, str]:
    """The names behind all account ids of a municipality, with one query."""
    return _names(User.municipality_id == municipality_id)


def names_of(user_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, str]:
    """The names behind some account ids, with one query."""
    return _names(User.id.in_(set(user_ids)))


def _names(which: ColumnElement[bool]) -> dict[uuid.UUID, str]:
    open_name = User.name.opener()
    rows = db.session.execute(select(User.id, User.name.column()).where(which).order_by(User.id))
    return {user_id: open_name(user_id, sealed) for user_id, sealed in rows if sealed is not None}


def is_last_administrator(user: User) -> bool:
    """Whether the municipality would be left without anybody to manage accounts; holds their rows until the commit."""
    active = db.session.scalars(
        select(User.id)
        .where(
            User.municipality_id == user.municipality_id,
            User.role == Role.ADMINISTRATOR,
            User.is_active,
        )
        .order_by(User.id)
        .with_for_update()
    )
    return list(active) == [user.id]


def token_hash(token: str) -> bytes:
    """What the database knows of a browser's token."""
    return hashlib.sha256(token.encode()).digest()


def find_live_session(token: str, idle: timedelta, longest: timedelta) -> UserSession | None:
    """The session of a browser's token, unless it was ended, lay idle or lasted too long, or its account is closed.

    Raises ChangedOutside when the account is not as Casework wrote it.
    """
    found = db.session.execute(
        select(UserSession, seal_beside(User))
        .join(UserSession.user)
        .options(contains_eager(UserSession.user))
        .where(
            UserSession.token_hash == token_hash(token),
            UserSession.ended_at.is_(None),
            UserSession.seen_at > now() - idle,
            UserSession.started_at > now() - longest,
            User.is_active,
        )
    ).first()
    if found is None:
        return None
    row, seal = found
    if not is_intact(row.user, seal):
        raise ChangedOutside(row.user)
    return row


def check_row(user: User) -> None:
    """Raises ChangedOutside when an account is not as Casework wrote it."""
    if broken_ids(User, [user.id]):
        raise ChangedOutside(user)


def changed_outside(users: Iterable[User]) -> set[uuid.UUID]:
    """The ids of those of some accounts that are not as Casework wrote them."""
    return broken_ids(User, [user.id for user in users])


def failures_in_a_row(index: bytes, since: datetime) -> tuple[int, datetime | None]:
    """How often signing in with an address failed since it last succeeded, and when last."""
    attempts = select(func.max(SignInAttempt.tried_at)).where(SignInAttempt.email_index == index)
    last_success = db.session.scalar(attempts.where(SignInAttempt.succeeded))
    count, last = db.session.execute(
        select(func.count(), func.max(SignInAttempt.tried_at)).where(
            SignInAttempt.email_index == index,
            SignInAttempt.succeeded.is_(False),
            SignInAttempt.tried_at > max(since, last_success or since),
        )
    ).one()
    return count, last
