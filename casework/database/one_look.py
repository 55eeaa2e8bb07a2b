"""A page that changes nothing asks once for what many of its parts need: within one look an answer stays as it was."""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from casework.database.base import db

T = TypeVar("T")
_SLOT = "one look"


@contextmanager
def one_look() -> Iterator[None]:
    """Within, `once` remembers; nothing may be changed meanwhile."""
    info = db.session().info
    info[_SLOT] = {}
    try:
        yield
    finally:
        info.pop(_SLOT, None)


def is_one_look() -> bool:
    """Whether answers are remembered just now."""
    return _SLOT in db.session().info


def once(question: Hashable, ask: Callable[[], T]) -> T:
    """The answer to a question, asked the first time within one look, and every time outside of one."""
    answers: dict[Hashable, Any] | None = db.session().info.get(_SLOT)
    if answers is None:
        return ask()
    if question not in answers:
        answers[question] = ask()
    found: T = answers[question]
    return found
