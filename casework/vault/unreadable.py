"""What stands where a sealed value does not open: the same words on every page, and whoever keeps watch is told."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Self, TypeVar

NOT_READABLE = "nicht lesbar"

T = TypeVar("T")


class NotReadable:
    """Stands for a value that does not open; `sealed` are its bytes, which go on wherever it goes."""

    sealed: bytes | None = None


class NotReadableText(NotReadable, str):  # noqa: SLOT000  # carries its sealed bytes
    """A text or code that does not open."""

    def __new__(cls) -> Self:
        return super().__new__(cls, NOT_READABLE)


class NotReadableList(NotReadable, list[str]):
    """A list that does not open: one entry, which says so."""

    def __init__(self) -> None:
        super().__init__([NotReadableText()])


class NotReadableDay(NotReadable, date):
    """A day that does not open: after every day that is known, and no day when it is written down."""

    def __new__(cls) -> Self:
        return super().__new__(cls, date.max.year, date.max.month, date.max.day)

    def __format__(self, _how: str) -> str:
        return NOT_READABLE

    def __str__(self) -> str:
        return NOT_READABLE

    def strftime(self, _how: str) -> str:
        return NOT_READABLE


class NotReadableFile(NotReadable, bytes):  # carries its sealed bytes
    """A file that does not open: nothing."""


class NotReadableDict(NotReadable, dict[str, Any]):
    """Facts that do not open: none."""


@dataclass(frozen=True, slots=True)
class Damage:
    """A sealed value that did not open: where it lies, and whose it is as far as the row says."""

    table: str
    column: str
    row_id: uuid.UUID
    municipality_id: uuid.UUID | None = None


_handlers: list[Callable[[Damage], None]] = []


def on_unreadable(handler: Callable[[Damage], None]) -> None:
    """Declare who is told of every value that did not open."""
    if handler not in _handlers:
        _handlers.append(handler)


def stand_in(stands: T, sealed: bytes | None, damage: Damage) -> T:
    """What is shown instead of a value that does not open, after everybody was told."""
    for handler in _handlers:
        handler(damage)
    if isinstance(stands, NotReadable):
        object.__setattr__(stands, "sealed", sealed)
    return stands


def is_unreadable(value: object) -> bool:
    """Whether this only stands for a value that does not open."""
    return isinstance(value, NotReadable)
