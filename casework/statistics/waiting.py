"""Figures of waiting: from the beginning of the Anschlussunterbringung to the first talk."""

from collections.abc import Callable
from decimal import Decimal

import numpy as np

from casework.housing.spans import NO_END, Flags
from casework.statistics.facts import Facts
from casework.statistics.figures import PEOPLE, figure
from casework.statistics.first_talks import Wait

SOURCE = "domain brief §7.13"


def came_into_followup(facts: Facts) -> Flags:
    """Whose AU began in the period."""
    return _flagged(facts, lambda waited: waited.days <= NO_END)


def had_first_talk(facts: Facts) -> Flags:
    """Who of them has had a talk since."""
    return _flagged(facts, lambda waited: waited.days < NO_END)


def still_waiting_people(facts: Facts) -> Flags:
    """Who of them has had none."""
    return _flagged(facts, lambda waited: waited.days == NO_END)


def _flagged(facts: Facts, wanted: Callable[[Wait], Flags]) -> Flags:
    found = np.zeros(facts.evening.timeline.people, np.bool_)
    if facts.work.wait is not None:
        found[facts.work.wait.person[wanted(facts.work.wait)]] = True
    return found


@figure(
    "waiting.followup_begun",
    "Beginn der Anschlussunterbringung",
    unit=PEOPLE,
    source=SOURCE,
    definition="Personen, deren Anschlussunterbringung (AU) im Zeitraum begann.",
)
def followup_begun(facts: Facts) -> int | None:
    return None if facts.work.wait is None else len(facts.work.wait.person)


@figure(
    "waiting.first_talks",
    "davon mit erstem Gespräch",
    unit=PEOPLE,
    source=SOURCE,
    definition="Von ihnen jene, die seither bis zum Stichtag ein dokumentiertes Gespräch hatten.",
)
def first_talks(facts: Facts) -> int | None:
    return None if facts.work.wait is None else facts.work.wait.lengths.number


@figure(
    "waiting.still_waiting",
    "davon noch ohne Gespräch",
    unit=PEOPLE,
    source=SOURCE,
    definition="Von ihnen jene, für die seither bis zum Stichtag kein Gespräch dokumentiert ist.",
)
def still_waiting(facts: Facts) -> int | None:
    return None if facts.work.wait is None else int(still_waiting_people(facts).sum())


@figure(
    "waiting.days_mean",
    "Wartezeit auf das erste Gespräch, Mittel",
    unit="Tage",
    source=SOURCE,
    definition="Tage vom Beginn der AU bis zum ersten Gespräch, als arithmetisches Mittel derer, die eines hatten.",
)
def days_mean(facts: Facts) -> Decimal | None:
    return None if facts.work.wait is None else facts.work.wait.lengths.mean


@figure(
    "waiting.days_median",
    "Wartezeit auf das erste Gespräch, Median",
    unit="Tage",
    source=SOURCE,
    definition="Die Hälfte derer, die ein Gespräch hatten, wartete höchstens so viele Tage.",
)
def days_median(facts: Facts) -> Decimal | None:
    return None if facts.work.wait is None else facts.work.wait.lengths.median
