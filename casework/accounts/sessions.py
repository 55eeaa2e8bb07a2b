"""Signed-in browsers, and the attempts to become one: guessing gets slower with every failure."""

import secrets
import uuid
from datetime import datetime, timedelta

from sqlalchemy import delete, update

from casework.accounts import passwords
from casework.accounts.models import SignInAttempt, User, UserSession
from casework.accounts.queries import (
    check_row,
    email_index,
    failures_in_a_row,
    find_user_by_email,
    token_hash,
)
from casework.database.base import db
from casework.database.moments import BERLIN, now
from casework.errors import Refused

TOKEN_BYTES = 32
FREE_FAILURES = 5
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=1)
REMEMBERED = timedelta(days=1)


class NotLetIn(Refused):
    """Address and password do not belong together, or the account is not active: one sentence for all."""

    def __init__(self) -> None:
        super().__init__("E-Mail-Adresse oder Passwort stimmen nicht, oder das Konto ist nicht aktiv.")


class WrongPassword(Refused):
    """Somebody signed in does not know the password of the account."""

    def __init__(self) -> None:
        super().__init__("Das bisherige Passwort stimmt nicht.")


class TooManyTries(Refused):
    """Too many failures in a row; says when the next try is allowed."""

    def __init__(self, again_at: datetime) -> None:
        super().__init__(
            "Zu viele Fehlversuche. Bitte versuchen Sie es ab %(time)s Uhr wieder.",
            time=f"{again_at.astimezone(BERLIN) + timedelta(seconds=59):%H:%M}",
        )


def wait_after(failures: int) -> timedelta:
    """How long after the last of so many failures the next try is refused: none, 1, 2, 4 … at most 60 minutes."""
    if failures < FREE_FAILURES:
        return timedelta(0)
    doublings = min(failures - FREE_FAILURES, 10)
    return min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)


def count_try(email: str) -> SignInAttempt:
    """A try, counted as failed before the password is looked at, so that many at once do not slip through.

    Raises TooManyTries while waiting is due, for unknown addresses as for known ones.
    """
    index = email_index(email)
    failures, last_at = failures_in_a_row(index, now() - REMEMBERED)
    if last_at is not None and now() < last_at + wait_after(failures):
        raise TooManyTries(last_at + wait_after(failures))
    db.session.execute(delete(SignInAttempt).where(SignInAttempt.tried_at < now() - REMEMBERED))
    attempt = SignInAttempt(email_index=index, succeeded=False)
    db.session.add(attempt)
    return attempt


def check_password(attempt: SignInAttempt, email: str, password: str) -> User:
    """The account that address and password open; the same work whether there is one or not.

    Raises NotLetIn, and ChangedOutside for who knows the password of an account that was changed past Casework.
    """
    user = find_user_by_email(email)
    kept = user.password_hash if user is not None and user.is_active else passwords.of_nobody()
    if not passwords.matches(password, kept) or user is None:
        raise NotLetIn
    check_row(user)
    attempt.succeeded = True
    if passwords.is_outdated(kept):
        user.password_hash = passwords.hashed(password)
    return user


def begin(user: User) -> tuple[str, UserSession]:
    """A new signed-in browser, with its token, which is kept nowhere but in the browser."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    row = UserSession(user_id=user.id, user=user, token_hash=token_hash(token))
    db.session.add(row)
    return token, row


def end(session_id: uuid.UUID) -> None:
    """Sign one browser out."""
    _end(UserSession.id == session_id)


def end_all(user: User, *, except_for: uuid.UUID | None = None) -> None:
    """Sign an account out everywhere, or everywhere else."""
    _end(UserSession.user_id == user.id, UserSession.id != except_for if except_for else True)


def _end(*which: object) -> None:
    db.session.execute(
        update(UserSession).where(UserSession.ended_at.is_(None), *which).values(ended_at=now())  # type: ignore[arg-type]
    )
