"""Who is signed in: a browser shows a random token, and the session behind it is a row that can be ended at once."""

import uuid
from dataclasses import dataclass
from datetime import timedelta

from flask import Flask, current_app, g, session
from flask_login import LoginManager, login_user
from sqlalchemy import update

from casework.access.viewer import Viewer
from casework.accounts import passwords, sessions
from casework.accounts.models import User, UserSession
from casework.accounts.queries import (
    ChangedOutside,
    changed_outside,
    find_live_session,
    find_user_by_email,
)
from casework.accounts.sessions import NotLetIn, WrongPassword
from casework.accounts.viewers import viewer_of
from casework.audit.alarms import alarm
from casework.audit.trail import Actor, act_as, actor, witness
from casework.database.base import db
from casework.database.moments import now
from casework.database.transaction import transaction
from casework.database.unwaited import write_unless_busy
from casework.errors import Refused
from config import Config

SEEN_EVERY = timedelta(minutes=2)
TOKEN_IN_COOKIE = "_user_id"  # noqa: S105  # where Flask-Login keeps what get_id says


@dataclass(frozen=True, slots=True)
class SignedIn:
    """What Flask-Login calls the user: a browser that is signed in to an account."""

    token: str
    session_id: uuid.UUID
    viewer: Viewer
    is_authenticated: bool = True
    is_active: bool = True
    is_anonymous: bool = False

    def get_id(self) -> str:
        return self.token


def install(app: Flask) -> None:
    """Let Flask-Login find sessions by their token, and set what guessing a password costs."""
    config: Config = app.extensions["casework config"]
    manager = LoginManager(
        app, add_context_processor=False
    )  # pages ask for the viewer, one about a fault cannot
    manager.session_protection = None  # ended sessions protect better than a guess at the browser's address
    manager.user_loader(_find)
    with app.app_context():
        passwords.keep_at(db.engine, passwords.Cost(config.password_memory_kib, config.password_passes))


def _find(token: str) -> SignedIn | None:
    config: Config = current_app.extensions["casework config"]
    try:
        found = find_live_session(token, config.session_idle, config.session_longest)
    except ChangedOutside as refusal:
        _sound_alarm(refusal.user)
        g.why_out = str(refusal)
        return None
    if found is None:
        return None
    if found.seen_at < now() - SEEN_EVERY:
        write_unless_busy(update(UserSession).where(UserSession.id == found.id).values(seen_at=now()))
    return _signed_in(token, found)


def _signed_in(token: str, row: UserSession) -> SignedIn:
    return SignedIn(token, row.id, viewer_of(row.user))


def _sound_alarm(user: User) -> None:
    alarm("vault:account:changed-outside", municipality_id=user.municipality_id, about=user.id)


def let_in(email: str, password: str) -> None:
    """Sign this browser in under a new token. Raises NotLetIn or TooManyTries."""
    user = prove(email, password)
    token, row = sessions.begin(user)
    session.clear()
    login_user(_signed_in(token, row))
    act_as(Actor(user.id, user.municipality_id))
    witness("accounts:session:began", about=user.id)


def prove(email: str, password: str) -> User:
    """The account that address and password open; every try counts and every failure is witnessed.

    Raises NotLetIn or TooManyTries.
    """
    try:
        with transaction(in_turn=False):
            attempt = sessions.count_try(email)
        return sessions.check_password(attempt, email, password)
    except Refused as refusal:
        user = find_user_by_email(email)
        if actor().user_id is None and user is not None:
            act_as(Actor(None, user.municipality_id))
        witness("accounts:session:refused", about=user.id if user else None, reason=type(refusal).__name__)
        if user is not None and changed_outside([user]):
            _sound_alarm(user)
        raise


def prove_again(user: User, password: str) -> None:
    """Ask whoever is signed in for their password once more. Raises WrongPassword or TooManyTries."""
    try:
        prove(user.email, password)
    except NotLetIn:
        raise WrongPassword from None


def has_ended() -> bool:
    """Whether this browser still shows a token, though its session is over."""
    return TOKEN_IN_COOKIE in session


def why_out() -> str | None:
    """The sentence for a browser that is out although its session goes on: the account was changed past Casework."""
    sentence: str | None = g.get("why_out")
    return sentence


def let_out(session_id: uuid.UUID) -> None:
    """Sign this browser out; its cookie goes with it."""
    witness("accounts:session:ended")
    sessions.end(session_id)
    session.clear()
