"""Several people at work at the same moment."""

import threading
from collections.abc import Callable, Sequence
from typing import TypeVar

from flask import Flask

from casework.database.base import db

T = TypeVar("T")
PATIENCE_SECONDS = 30
KEPT_OUT_SECONDS = 0.5
"""So long one of two waits at a place for the other before it takes them to be kept out."""


def at_once(*acts: Callable[[], T]) -> list[T | Exception]:
    """Begin all of them at the same moment; what each gave or raised, in order."""
    start = threading.Barrier(len(acts))
    found: list[T | Exception] = [TimeoutError()] * len(acts)

    def run(place: int, act: Callable[[], T]) -> None:
        start.wait(PATIENCE_SECONDS)
        try:
            found[place] = act()
        except Exception as error:  # noqa: BLE001  the test looks at it
            found[place] = error

    threads = [threading.Thread(target=run, args=one, daemon=True) for one in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE_SECONDS)
    return found


class MeetingPoint:
    """Where two meet if both can come; whoever is alone there goes on after a while."""

    def __init__(self) -> None:
        self._barrier = threading.Barrier(2)

    def wait(self) -> None:
        try:
            self._barrier.wait(KEPT_OUT_SECONDS)
        except threading.BrokenBarrierError:
            return


def inside(app: Flask, act: Callable[[], T]) -> Callable[[], T]:
    """An act with an application context, and so a database session, of its own."""

    def run() -> T:
        with app.app_context():
            try:
                return act()
            finally:
                db.session.remove()

    return run


def refusals(found: Sequence[object], kind: type[Exception]) -> list[Exception]:
    """Those that were refused; whatever else was raised is raised again."""
    for one in found:
        if isinstance(one, Exception) and not isinstance(one, kind):
            raise one
    return [one for one in found if isinstance(one, Exception)]
