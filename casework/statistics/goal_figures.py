"""Figures of goals in detail: how many were achieved in time."""

from decimal import Decimal

from casework.statistics.facts import Facts
from casework.statistics.figures import PERCENT, figure

SOURCE = "domain brief §7.12"


@figure(
    "goals.achieved_with_due_date",
    "Erreichte Ziele mit Termin",
    unit="Ziele",
    source=SOURCE,
    definition="Ziele, die im Zeitraum erreicht wurden und für die ein Tag vereinbart war, bis zu dem sie "
    "erreicht sein sollten.",
)
def achieved_with_due_date(facts: Facts) -> int | None:
    return None if facts.work.on_time is None else facts.work.on_time.with_a_day


@figure(
    "goals.achieved_on_time",
    "davon rechtzeitig",
    unit=PERCENT,
    source=SOURCE,
    definition="Anteil der im Zeitraum erreichten Ziele mit Termin, die spätestens an diesem Tag erreicht waren; es "
    "gilt der zuletzt vereinbarte Termin.",
)
def achieved_on_time(facts: Facts) -> Decimal | None:
    return None if facts.work.on_time is None else facts.work.on_time.share
