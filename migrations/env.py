"""Alembic's way in: the tables as the models declare them, on the engine of the running application."""

from typing import Any, Literal

from alembic import context
from flask import current_app

from casework.database.moments import Moment

database = current_app.extensions["migrate"].db
settings = current_app.extensions["migrate"].configure_args


def render_item(kind: str, item: Any, _autogen: object) -> str | Literal[False]:
    """Our moments are plain zoned timestamps to a migration, which must not import the application."""
    if kind == "type" and isinstance(item, Moment):
        return "sa.DateTime(timezone=True)"
    return False


with database.engine.connect() as connection:
    context.configure(
        connection=connection, target_metadata=database.metadata, render_item=render_item, **settings
    )
    with context.begin_transaction():
        context.run_migrations()
