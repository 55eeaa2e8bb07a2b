"""What lies sealed in the database, read and damaged past the application."""

import uuid
from collections.abc import Iterable, Iterator

from sqlalchemy import Table, select, update

from casework.database.base import Base, db
from casework.vault.columns import declarations


def sealed_columns() -> list[tuple[str, str]]:
    """Every sealed column there is, as it declares itself."""
    return sorted(place for place, declared in declarations().items() if declared and declared.sealed)


def stored(table_name: str, column: str, only: uuid.UUID | None = None) -> dict[uuid.UUID, bytes]:
    """The sealed bytes of a column by row, of one row or of all that have some."""
    table = table_of(table_name)
    wanted = select(table.c.id, table.c[column]).where(table.c[column].is_not(None))
    if only is not None:
        wanted = wanted.where(table.c.id == only)
    return {row_id: bytes(sealed) for row_id, sealed in db.session.execute(wanted).all()}


def overwrite(table_name: str, column: str, values: Iterable[tuple[uuid.UUID, bytes | None]]) -> None:
    """Write bytes past the product, as whoever holds the database would."""
    table = table_of(table_name)
    with db.engine.begin() as connection:
        for row_id, value in values:
            connection.execute(update(table).where(table.c.id == row_id).values({column: value}))


def flipped(values: dict[uuid.UUID, bytes]) -> Iterator[tuple[uuid.UUID, bytes]]:
    """The same with one bit of each turned."""
    for row_id, value in values.items():
        yield row_id, value[:-1] + bytes([value[-1] ^ 1])


def table_of(name: str) -> Table:
    return Base.metadata.tables[name]
