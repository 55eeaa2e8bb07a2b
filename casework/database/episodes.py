"""Half-open spans of days: counted on the day of arrival, not on the day of leaving."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Protocol, TypeVar

ONE_DAY = timedelta(days=1)


class Spanned(Protocol):
    """Anything with a first day and, perhaps, a first day no longer counted."""

    @property
    def starts_on(self) -> date: ...
    @property
    def ends_on(self) -> date | None: ...


S = TypeVar("S", bound=Spanned)


@dataclass(frozen=True, slots=True)
class Span:
    """The days [starts_on, ends_on); without an end it continues."""

    starts_on: date
    ends_on: date | None = None

    def holds_on(self, day: date) -> bool:
        return holds_on(self, day)

    def days_within(self, first: date, last: date) -> int:
        """How many days of [first, last], both included, the span covers."""
        end = last + ONE_DAY if self.ends_on is None else min(self.ends_on, last + ONE_DAY)
        return max(0, (end - max(self.starts_on, first)).days)


def holds_on(span: Spanned, day: date) -> bool:
    """Whether the evening of this day belongs to the span."""
    return span.starts_on <= day and (span.ends_on is None or day < span.ends_on)


def effective(stated: Iterable[Spanned]) -> list[Span]:
    """What holds, out of what was stated on one axis of one person, in order.

    An episode ends where it was stated to end or where the next one begins, whichever comes first.
    A span that ends on its first day stays in the list: it is an arrival and a departure on one day.
    """
    spans = sorted((Span(e.starts_on, e.ends_on) for e in stated), key=lambda s: s.starts_on)
    for place, following in enumerate(spans[1:]):
        if holds_on(spans[place], following.starts_on):
            spans[place] = replace(spans[place], ends_on=following.starts_on)
    return spans


def find_holding(stated: Iterable[S], day: date) -> S | None:
    """The one of the statements on an axis that holds on the evening of a day: the last begun, unless it has ended.

    The same rule as `effective`, for who needs one day only.
    """
    begun = (episode for episode in stated if episode.starts_on <= day)
    last = max(begun, key=lambda episode: episode.starts_on, default=None)
    return last if last is not None and holds_on(last, day) else None


def contradiction(stated: Sequence[S]) -> tuple[S, S] | None:
    """The first pair of episodes of which the second begins inside the first, whose end was stated."""
    ordered = sorted(stated, key=lambda e: e.starts_on)
    for earlier, later in pairwise(ordered):
        if earlier.ends_on is not None and later.starts_on < earlier.ends_on:
            return earlier, later
    return None
