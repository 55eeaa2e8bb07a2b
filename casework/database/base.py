"""The database handle, the naming of constraints, and keys made in Python so that they exist before sealing."""

import functools
import uuid
from typing import TYPE_CHECKING, Any, cast

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import ForeignKey, MetaData, Uuid, event, inspect
from sqlalchemy.engine import Engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Mapper, mapped_column

NAMING_CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
PATIENCE_MS = 60_000


class Base(DeclarativeBase):
    """The root of every row."""

    metadata = MetaData(naming_convention=NAMING_CONVENTION)


db = SQLAlchemy(model_class=Base)

if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model


class Keyed:
    """A row known by a random UUID, which says nothing about the person behind it."""

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=uuid.uuid4)

    def __init__(self, **values: Any) -> None:
        """Ids and clear columns first: sealing an attribute needs to know the row and its subject."""
        columns = _attributes(inspect(type(self)))
        clear = {name: value for name, value in values.items() if name in columns}
        cast("Any", super()).__init__(**{"id": uuid.uuid4()} | clear | values)


@functools.cache
def _attributes(mapper: Mapper[Any]) -> frozenset[str]:
    return frozenset(mapper.attrs.keys())


def refers_to(column: Any) -> ForeignKey:
    """A foreign key checked at the commit, so that rows may be written in any order.

    A relationship beside it makes the session write the parent first all the same; without one SQLite looks through
    all children for each parent that comes late, which takes minutes for a long list.
    """
    return ForeignKey(column, deferrable=True, initially="DEFERRED")


@event.listens_for(Engine, "connect")
def _prepare_sqlite(connection: Any, _record: object) -> None:
    """SQLite: a log that readers need not wait for, enforced foreign keys, and deleted bytes overwritten."""
    if "sqlite3" not in type(connection).__module__:
        return
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "foreign_keys=ON",
        "secure_delete=ON",
        "synchronous=NORMAL",
        f"busy_timeout={PATIENCE_MS}",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
