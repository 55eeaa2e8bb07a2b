"""What reported stocks add to the people recorded by name, so that nobody counts twice: pure functions.

What a report adds is fixed on its own day: whoever is recorded by name in its stage then is taken off the number once.
A person who moves on later moves as a named person and leaves what was added as it was.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from casework.database.bulk import Key
from casework.database.episodes import holds_on


class Series(NamedTuple):
    """Reports that follow each other: of one stage in one place by one office, or of one stage in a house of ours."""

    stage: str
    place: str
    source: str
    house: Key | None


@dataclass(frozen=True, slots=True)
class Report:
    """So many people of a series on the evening of a day; without an end it holds until the next of its series."""

    series: Series
    starts_on: date
    persons: int
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class Extra:
    """How many people nobody knows by name a stage has in a span, and in which of our houses, if any."""

    stage: str
    house: Key | None
    starts_on: date
    ends_on: date | None
    persons: int


Named = Callable[[date, str, Key | None], int]
"""How many people are recorded by name in a stage on the evening of a day, in a house or (None) all of them."""


def in_force(reports: Iterable[Report]) -> list[Report]:
    """The same reports, each ending no later than the next of its series begins."""
    by_series: dict[Series, list[Report]] = defaultdict(list)
    for report in sorted(reports, key=lambda report: report.starts_on):
        by_series[report.series].append(report)
    held = []
    for following in by_series.values():
        for report, later in zip(following, [*following[1:], None], strict=True):
            ends = [day for day in (report.ends_on, later.starts_on if later else None) if day is not None]
            held.append(replace(report, ends_on=min(ends, default=None)))
    return held


def extras(reports: Iterable[Report], named: Named) -> list[Extra]:
    """What every report adds from its day until it is followed or ends: never less than nobody."""
    held = in_force(reports)
    return [
        Extra(
            report.series.stage,
            report.series.house,
            report.starts_on,
            report.ends_on,
            report.persons - _known_of(report, held, named),
        )
        for report in held
    ]


def _known_of(report: Report, held: Sequence[Report], named: Named) -> int:
    """How many of a report's people are recorded by name: in its house, or of the stage as a whole.

    Reports for places that are no houses of ours share the named people of the stage between them, in the order of
    their places; whoever lives in a house with a report of its own belongs to that one.
    """
    day, stage = report.starts_on, report.series.stage
    if report.series.house is not None:
        return min(report.persons, named(day, stage, report.series.house))
    beside = [other for other in held if other.series.stage == stage and holds_on(other, day)]
    left = named(day, stage, None) - sum(
        named(day, stage, other.series.house) for other in beside if other.series.house is not None
    )
    before = sum(
        other.persons for other in beside if other.series.house is None and other.series < report.series
    )
    return min(report.persons, max(0, left - before))


def extra_on(found: Iterable[Extra], day: date) -> list[Extra]:
    """What holds on the evening of a day."""
    return [extra for extra in found if holds_on(extra, day)]


def by_stage(found: Iterable[Extra]) -> dict[str, int]:
    """How many people are added to each stage, of those to which any are."""
    added: dict[str, int] = defaultdict(int)
    for extra in found:
        added[extra.stage] += extra.persons
    return {stage: persons for stage, persons in sorted(added.items()) if persons}


def by_house(found: Iterable[Extra]) -> dict[Key, int]:
    """How many people are added to each house of ours, of those to which any are."""
    added: dict[Key, int] = defaultdict(int)
    for extra in found:
        if extra.house is not None:
            added[extra.house] += extra.persons
    return {house: persons for house, persons in added.items() if persons}
