"""Alembic's way in: the tables as the models declare them, on the engine of the running application."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

from alembic import context
from flask import current_app
from sqlalchemy import Connection

from casework.database.moments import Moment

database = current_app.extensions["migrate"].db
settings = current_app.extensions["migrate"].configure_args


def render_item(kind: str, item: Any, _autogen: object) -> str | Literal[False]:
    """Our moments are plain zoned timestamps to a migration, which must not import the application."""
    if kind == "type" and isinstance(item, Moment):
        return "sa.DateTime(timezone=True)"
    return False


@contextmanager
def rebuilding(connection: Connection) -> Iterator[None]:
    """SQLite changes a table by building it anew: meanwhile nobody watches the references to it, and then all at once.

    As its manual wants it (Making Other Kinds Of Table Schema Changes); elsewhere tables are changed in place.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    driver = connection.connection.driver_connection
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys=ON")


def refuse_what_points_nowhere(connection: Connection) -> None:
    """Rather no migration than a row that refers to none."""
    if connection.dialect.name == "sqlite":
        astray = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if astray:
            raise RuntimeError(f"rows that refer to none: {astray[:5]}")


with database.engine.connect() as connection, rebuilding(connection):
    context.configure(
        connection=connection, target_metadata=database.metadata, render_item=render_item, **settings
    )
    with context.begin_transaction():
        context.run_migrations()
        refuse_what_points_nowhere(connection)
