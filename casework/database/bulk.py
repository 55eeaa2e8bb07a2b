"""Rows by the ten thousand, as plain text and numbers, where an object would cost more than its row.

Ids are *keys*, 32 hexadecimal digits; days and moments are numbers.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import BigInteger, ColumnElement, Integer, String, func
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

T = TypeVar("T")
BATCH = 500
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
Key = str
"""`uuid.hex` of an id."""


class key_of(FunctionElement[str]):  # noqa: N801  # reads like the functions of SQL
    """The key of an id column."""

    type = String()
    inherit_cache = True
    name = "key_of"


@compiles(key_of)
def _from_uuid(element: key_of, compiler: SQLCompiler, **options: Any) -> str:
    return f"replace(CAST({compiler.process(element.clauses, **options)} AS VARCHAR), '-', '')"


@compiles(key_of, "sqlite")
def _as_stored(element: key_of, compiler: SQLCompiler, **options: Any) -> str:
    return compiler.process(element.clauses, **options)


def keys_of(column: Any) -> ColumnElement[str]:
    """The keys of all rows of a group in one text, for `split_keys`."""
    return func.aggregate_strings(key_of(column), ",")


def split_keys(text: str) -> list[Key]:
    """The keys that `keys_of` put together."""
    return text.split(",")


def batches(things: Iterable[T]) -> Iterator[list[T]]:
    """The things in groups that fit into one query."""
    ordered = list(things)
    for start in range(0, len(ordered), BATCH):
        yield ordered[start : start + BATCH]


class day_number(FunctionElement[int]):  # noqa: N801  # reads like the functions of SQL
    """A day as a number, `date.toordinal()`."""

    type = Integer()
    inherit_cache = True
    name = "day_number"


@compiles(day_number)
def _days_since_the_first(element: day_number, compiler: SQLCompiler, **options: Any) -> str:
    return f"({compiler.process(element.clauses, **options)} - DATE '0001-01-01' + 1)"


@compiles(day_number, "sqlite")
def _days_of_julian(element: day_number, compiler: SQLCompiler, **options: Any) -> str:
    return f"CAST(julianday({compiler.process(element.clauses, **options)}) - 1721424.5 AS INTEGER)"


class microseconds(FunctionElement[int]):  # noqa: N801  # reads like the functions of SQL
    """A moment as microseconds since 1970 (UTC), see `microseconds_of`."""

    type = BigInteger()
    inherit_cache = True
    name = "microseconds"


@compiles(microseconds)
def _from_epoch(element: microseconds, compiler: SQLCompiler, **options: Any) -> str:
    return f"CAST(EXTRACT(EPOCH FROM {compiler.process(element.clauses, **options)}) * 1000000 AS BIGINT)"


@compiles(microseconds, "sqlite")
def _from_text(element: microseconds, compiler: SQLCompiler, **options: Any) -> str:
    """SQLite's clock rounds to milliseconds, so it is only asked for whole seconds."""
    text = compiler.process(element.clauses, **options)
    seconds = f"CAST(strftime('%s', substr({text}, 1, 19)) AS INTEGER)"
    return f"({seconds} * 1000000 + CAST(substr({text}, 21, 6) AS INTEGER))"


def microseconds_of(moment: datetime) -> int:
    """The same number for a moment in memory."""
    return (moment - EPOCH) // timedelta(microseconds=1)


def moment_of(number: int) -> datetime:
    """The moment of `microseconds_of`."""
    return EPOCH + timedelta(microseconds=number)
