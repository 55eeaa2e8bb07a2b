"""The one place where work becomes lasting: a successful POST commits, all else rolls back."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from casework.database.base import db
from casework.database.turns import running, take_turn

Closer = Callable[[Session], None]
_closers: list[Closer] = []


def before_commit(closer: Closer) -> Closer:
    """Declare a last step of every transaction (trail, register's clock), run in the order of declaration."""
    _closers.append(closer)
    return closer


def commit() -> None:
    """Make everything of this transaction lasting, or nothing."""
    session = db.session()
    try:
        session.flush()
        for closer in _closers:
            closer(session)
        session.commit()
    except BaseException:
        rollback()
        raise
    running(session).clear()


def rollback() -> None:
    """Forget everything not yet committed."""
    session = db.session()
    session.rollback()
    running(session).clear()


@contextmanager
def transaction(*, in_turn: bool = True) -> Iterator[None]:
    """A unit of work outside a request: committed at the end, rolled back on any error.

    Not `in_turn` is what records nothing about the town (a look in the trail, a session seen) and waits for nobody.
    """
    try:
        if in_turn:
            take_turn()
        yield
    except BaseException:
        rollback()
        raise
    commit()
