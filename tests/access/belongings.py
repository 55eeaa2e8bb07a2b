"""All that belongs to a town in the database, so that one can see that nobody else touched it."""

import hashlib
import uuid

from flask import Flask
from sqlalchemy import Table, select

from casework.database.base import db

WITH_EVERY_REQUEST = {"trail_entry", "trail_head", "user_session", "sign_in_attempt", "writers_turn"}
"""What any request may write: that it was made, and by whom."""
Values = tuple[object, ...]


def belongings(app: Flask, municipality_id: uuid.UUID) -> dict[str, str]:
    """A fingerprint of every row that leads to a town by any id, however many rows lie between, by table and key.

    A row of another town that names something of this one is among them: that would be a border crossed.
    """
    with app.app_context():
        waiting = {
            f"{table.name} {row[0]}": tuple(row)
            for table in db.metadata.sorted_tables
            if table.name not in WITH_EVERY_REQUEST
            for row in db.session.execute(select(*_key_first(table)))
        }
    found: dict[str, str] = {}
    ids: set[object] = {municipality_id}
    while reached := {place: row for place, row in waiting.items() if ids.intersection(_ids(row))}:
        for place, row in reached.items():
            found[place] = hashlib.sha256(repr(waiting.pop(place)).encode()).hexdigest()
            ids.add(row[0])
    return found


def _key_first(table: Table) -> list[object]:
    return [*table.primary_key.columns, *(column for column in table.columns if not column.primary_key)]


def _ids(row: Values) -> set[uuid.UUID]:
    return {value for value in row if isinstance(value, uuid.UUID)}
