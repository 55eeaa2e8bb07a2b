"""What is written only if it need not wait: nobody is held up by it, and it is not held up by a long import."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Executable
from sqlalchemy.exc import OperationalError

from casework.database.base import PATIENCE_MS, db

MOMENT_MS = 50


def write_unless_busy(statement: Executable) -> None:
    """Run a statement in a transaction of its own; while somebody else is writing there, leave it."""
    try:
        with brief_transaction() as connection:
            connection.execute(statement)
    except OperationalError:
        pass


@contextmanager
def brief_transaction(patience_ms: int = MOMENT_MS) -> Iterator[Connection]:
    """A transaction of its own, committed at the end.

    Raises OperationalError where it would have to wait for others longer than a moment.
    """
    with db.engine.connect() as connection:
        try:
            with connection.begin():
                _be_patient(connection, patience_ms)
                yield connection
        finally:
            _be_patient(connection, PATIENCE_MS)


def run_unless_busy(statement: Executable) -> None:
    """Run a statement of the running transaction, which then holds what it needs to go on; raises OperationalError
    soon while somebody else is writing there."""
    connection = db.session.connection()
    _be_patient(connection, MOMENT_MS)
    try:
        connection.execute(statement)
    except OperationalError:
        if connection.dialect.name == "sqlite":
            _be_patient(connection, PATIENCE_MS)
        raise
    _be_patient(connection, PATIENCE_MS)


def _be_patient(connection: Connection, milliseconds: int) -> None:
    """How long to wait for other writers: on SQLite from now on, on PostgreSQL until the transaction ends."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA busy_timeout={milliseconds}")
    else:
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {milliseconds}")
