"""A column that only checks rows which are found by another one."""

from typing import Any
from uuid import UUID

from sqlalchemy import Uuid
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class unsearched(FunctionElement[UUID]):  # noqa: N801  # reads like the functions of SQL
    """The id in a column whose index leads to nearly every row, as that of the municipality does.

    SQLite would take it all the same and read a whole town for one household; PostgreSQL counts before.
    """

    type = Uuid()
    inherit_cache = True
    name = "unsearched"


@compiles(unsearched)
def _as_it_is(element: unsearched, compiler: SQLCompiler, **options: Any) -> str:
    return compiler.process(element.clauses, **options)


@compiles(unsearched, "sqlite")
def _without_index(element: unsearched, compiler: SQLCompiler, **options: Any) -> str:
    return f"+{compiler.process(element.clauses, **options)}"
