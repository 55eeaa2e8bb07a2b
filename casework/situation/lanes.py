"""What holds on a day, out of all that was stated about one thing."""

from collections.abc import Hashable, Iterable, Sequence
from datetime import date
from typing import Protocol, TypeVar

from casework.database.episodes import Spanned, holds_on
from casework.vocabulary.situation import MONTH, NO_LATER, YEAR


class InLane(Spanned, Protocol):
    """A statement that knows what it is about."""

    @property
    def lane(self) -> Hashable: ...


S = TypeVar("S", bound=Spanned)
L = TypeVar("L", bound=InLane)


def value_on(stated: Sequence[S], day: date) -> S | None:
    """The one that holds on the evening of a day: the last begun by then, unless it has ended.

    Of two that begin together the later one in the sequence holds.
    """
    last: S | None = None
    for one in stated:
        if one.starts_on <= day and (last is None or one.starts_on >= last.starts_on):
            last = one
    return last if last is not None and holds_on(last, day) else None


def by_lane(stated: Iterable[L]) -> dict[Hashable, list[L]]:
    """The statements about each thing, in the order given."""
    found: dict[Hashable, list[L]] = {}
    for one in stated:
        found.setdefault(one.lane, []).append(one)
    return found


def beginning(starts_on: date, precision: str) -> str:
    """„seit 01.06.2025“, „seit 06/2025“, „seit 2025“, „spätestens seit 01.06.2025“; „ab“ where it lies ahead."""
    if precision == YEAR:
        return f"{starts_on.year}"
    if precision == MONTH:
        return f"{starts_on:%m/%Y}"
    return f"{starts_on:%d.%m.%Y}"


def since_words(starts_on: date, precision: str, today: date) -> str:
    """The beginning with its preposition."""
    before = "ab" if starts_on > today else "spätestens seit" if precision == NO_LATER else "seit"
    return f"{before} {beginning(starts_on, precision)}"
