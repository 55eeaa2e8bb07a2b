"""Figures of waiting: from the beginning of the Anschlussunterbringung to the first talk."""

from decimal import Decimal

import numpy as np

from casework.housing.spans import NO_END, Flags
from casework.statistics.facts import Facts
from casework.statistics.figures import PEOPLE, figure

SOURCE = "domain brief §7.13"


def still_waiting_people(facts: Facts) -> Flags:
    """Who came into the AU in the period and has had no talk since."""
    found = np.zeros(facts.evening.timeline.people, np.bool_)
    waited = facts.wait
    if waited is not None:
        found[waited.person[waited.days == NO_END]] = True
    return found


@figure(
    "waiting.followup_begun",
    "Beginn der Anschlussunterbringung",
    unit=PEOPLE,
    source=SOURCE,
    definition="Personen, deren Anschlussunterbringung (AU) im Zeitraum begann.",
)
def followup_begun(facts: Facts) -> int | None:
    return None if facts.wait is None else len(facts.wait.person)


@figure(
    "waiting.first_talks",
    "davon mit erstem Gespräch",
    unit=PEOPLE,
    source=SOURCE,
    definition="Von ihnen jene, die seither bis zum Stichtag ein dokumentiertes Gespräch hatten.",
)
def first_talks(facts: Facts) -> int | None:
    return None if facts.wait is None else facts.wait.lengths.number


@figure(
    "waiting.still_waiting",
    "davon noch ohne Gespräch",
    unit=PEOPLE,
    source=SOURCE,
    definition="Von ihnen jene, für die seither bis zum Stichtag kein Gespräch dokumentiert ist.",
)
def still_waiting(facts: Facts) -> int | None:
    return None if facts.wait is None else int(still_waiting_people(facts).sum())


@figure(
    "waiting.days_mean",
    "Wartezeit auf das erste Gespräch, Mittel",
    unit="Tage",
    source=SOURCE,
    definition="Tage vom Beginn der AU bis zum ersten Gespräch, als arithmetisches Mittel derer, die eines hatten.",
)
def days_mean(facts: Facts) -> Decimal | None:
    return None if facts.wait is None else facts.wait.lengths.mean


@figure(
    "waiting.days_median",
    "Wartezeit auf das erste Gespräch, Median",
    unit="Tage",
    source=SOURCE,
    definition="Die Hälfte derer, die ein Gespräch hatten, wartete höchstens so viele Tage.",
)
def days_median(facts: Facts) -> Decimal | None:
    return None if facts.wait is None else facts.wait.lengths.median
