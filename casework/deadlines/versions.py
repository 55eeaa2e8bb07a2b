"""A rule about a clock, in versions: each holds from a day on, until the next one does."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from casework.vocabulary.deadlines import MONDAY_TO_FRIDAY, WERKTAGE
from casework.vocabulary.periods import Length

FROM_THE_START = date(1900, 1, 1)
"""From when a rule holds of which no older version is told."""


@dataclass(frozen=True, slots=True)
class Continuation:
    """By law titles of one code that were valid on a day continue until another, whatever is printed on them."""

    title: str
    valid_on: date
    until: date
    paragraph: str


@dataclass(frozen=True, slots=True)
class RuleVersion:
    """What is said of a clock from a day on: how long it runs, when it is shown, by which paragraph.

    `warn_before` are the times before its end at which it grows, the longest first. With `holds_for_running` it takes
    over clocks that still run on its first day; otherwise their event decides.
    """

    key: str
    clock: str
    applies_from: date
    length: Length
    warn_before: tuple[Length, ...]
    paragraph: str
    note: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    holds_for_running: bool = False
    continues: Continuation | None = None
    is_shipped: bool = False

    def ends(self, event_on: date) -> date:
        """The last day of the period that an event on a day set running."""
        return self.length.after(event_on, saturdays=self.options.get(WERKTAGE) != MONDAY_TO_FRIDAY)

    def warned_on(self, due_on: date) -> tuple[date, ...]:
        """The days on which a clock that ends on a day is shown and grows, in order."""
        return tuple(sorted(length.before(due_on) for length in self.warn_before))


class Rules:
    """All versions of all rules that a municipality goes by."""

    def __init__(self, versions: Iterable[RuleVersion]) -> None:
        """Of two versions of a clock from the same day the later in the sequence holds."""
        self._by_clock: dict[str, dict[date, RuleVersion]] = {}
        for version in sorted(versions, key=lambda one: one.applies_from):
            self._by_clock.setdefault(version.clock, {})[version.applies_from] = version
        self._by_key = {version.key: version for version in self}

    def __iter__(self) -> Iterator[RuleVersion]:
        return (version for versions in self._by_clock.values() for version in versions.values())

    def versions(self, clock: str) -> list[RuleVersion]:
        """Everything said of a clock, in the order of its days."""
        return list(self._by_clock[clock].values())

    def find(self, key: str) -> RuleVersion | None:
        """The version with a key, or None when it is no longer gone by."""
        return self._by_key.get(key)

    def of(self, clock: str, event_on: date, day: date) -> RuleVersion:
        """The version that counts for an event, looked at on a day: the one in force on the day of the event.

        For an event that lies ahead the one in force on the day it is looked at. A version that holds for running
        periods takes over from its first day on what has not ended before it.
        """
        begins, *later = self._by_clock[clock].values()
        counted_on = min(event_on, day)
        for version in later:
            if version.applies_from <= counted_on or _takes_over(version, begins, event_on, day):
                begins = version
        return begins

    def continuations(self, clock: str, day: date) -> list[Continuation]:
        """The continuations that hold on a day, in the order of the days on which a title must be valid."""
        found = [
            version.continues
            for version in self._by_clock[clock].values()
            if version.continues is not None and version.applies_from <= day
        ]
        return sorted(found, key=lambda continued: continued.valid_on)


def _takes_over(version: RuleVersion, before: RuleVersion, event_on: date, day: date) -> bool:
    return (
        version.holds_for_running
        and version.applies_from <= day
        and before.ends(event_on) >= version.applies_from
    )
