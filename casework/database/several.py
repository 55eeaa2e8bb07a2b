"""Several codes or short texts in one column, in their order, on any engine: `|a|b|`."""

from typing import Any

from sqlalchemy import ColumnElement, String, type_coerce
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

SEPARATOR = "|"


class Several(TypeDecorator[list[str]]):
    """A list of texts without the separator in them; an empty list is an empty text."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: list[str] | None, _dialect: Dialect) -> str:
        return f"|{SEPARATOR.join(value)}|" if value else ""

    def process_result_value(self, value: Any, _dialect: Dialect) -> list[str]:
        return value.strip(SEPARATOR).split(SEPARATOR) if value else []


def holds(column: Any, value: str) -> ColumnElement[bool]:
    """Whether one of several is this one."""
    return type_coerce(column, String).contains(f"|{value}|", autoescape=True)


def begins_with(column: Any, value: str) -> ColumnElement[bool]:
    """Whether the first of several is this one."""
    return type_coerce(column, String).startswith(f"|{value}|", autoescape=True)


def is_empty(column: Any) -> ColumnElement[bool]:
    """Whether nothing is named."""
    return type_coerce(column, String) == ""
