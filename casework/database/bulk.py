"""Ids by the ten thousand: as *keys*, 32 hexadecimal digits, where a UUID object would cost more than its row."""

from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, String, func
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

T = TypeVar("T")
BATCH = 500
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
