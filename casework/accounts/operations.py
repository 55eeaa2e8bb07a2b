"""Creating accounts, setting roles, deactivating; whoever is deactivated is signed out at once."""

import uuid

from casework.access.roles import Role
from casework.accounts import passwords, sessions
from casework.accounts.employing import PostSaid, close_posts, reopen_post, say_post
from casework.accounts.models import User
from casework.accounts.queries import email_index, find_user_by_email, is_last_administrator
from casework.audit.trail import note
from casework.database.base import db
from casework.errors import Refused
from casework.vault import rowseal


class AddressTaken(Refused):
    """Another account signs in with this address."""


def create_user(
    municipality_id: uuid.UUID,
    *,
    name: str,
    email: str,
    role: Role,
    password: str,
    post: PostSaid | None = None,
) -> User:
    """A new account, perhaps with a post. Raises AddressTaken, passwords.TooWeak, or Refused for the post."""
    passwords.check_strength(password, name, email)
    user = User(
        municipality_id=municipality_id,
        role=role,
        password_hash=passwords.hashed(password),
        is_active=True,
    )
    _describe(user, name, email)
    db.session.add(user)
    note("accounts:user:created", about=user.id, role=role)
    if post is not None:
        say_post(user, post)
    return user


def change_user(user: User, *, name: str, email: str, role: Role, post: PostSaid | None = None) -> list[str]:
    """Correct an account, and say which post it holds from a day on; returns the names of what changed.

    Raises AddressTaken, or Refused for the last administrator and for the post.
    """
    if role != Role.ADMINISTRATOR:
        _keep_an_administrator(user)
    before = (user.name, user.email, user.role)
    _describe(user, name, email)
    user.role = role
    after = (user.name, user.email, user.role)
    names = ("name", "email", "role")
    changed = [field for field, old, new in zip(names, before, after, strict=True) if old != new]
    if changed:
        note("accounts:user:changed", about=user.id, fields=changed)
    if post is not None and say_post(user, post):
        changed.append("post")
    return changed


def deactivate(user: User) -> None:
    """Close an account, sign it out everywhere and end its post. Raises Refused for the last administrator."""
    if not user.is_active:
        return
    _keep_an_administrator(user)
    user.is_active = False
    sessions.end_all(user)
    close_posts(user)
    note("accounts:user:deactivated", about=user.id)


def reactivate(user: User) -> None:
    """Open a closed account again; a post that ended today goes on."""
    if not user.is_active:
        reopen_post(user)
        user.is_active = True
        note("accounts:user:reactivated", about=user.id)


def accept(user: User) -> None:
    """Whoever has looked at an account that was changed past Casework lets it count as it stands."""
    rowseal.accept(user)
    note("accounts:user:accepted", about=user.id, role=user.role)


def set_password(user: User, password: str, *, keep_session: uuid.UUID | None = None) -> None:
    """A new password; every session but the one named ends. Raises passwords.TooWeak."""
    passwords.check_strength(password, user.name, user.email)
    user.password_hash = passwords.hashed(password)
    sessions.end_all(user, except_for=keep_session)
    note("accounts:password:set", about=user.id)


def _describe(user: User, name: str, email: str) -> None:
    namesake = find_user_by_email(email)
    if namesake is not None and namesake is not user:
        raise AddressTaken("Mit dieser E-Mail-Adresse gibt es schon ein Konto.")
    user.name = " ".join(name.split())
    user.email = email.strip()
    user.email_index = email_index(email)


def _keep_an_administrator(user: User) -> None:
    if is_last_administrator(user):
        raise Refused(
            "Dieses Konto ist das letzte aktive der Administration. "
            "Bitte geben Sie zuerst jemand anderem die Rolle Administration."
        )
