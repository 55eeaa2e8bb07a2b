"""Figures of how long people stay: completed stays of a period, and the running ones of an evening; never mixed."""

from collections.abc import Callable, Mapping
from decimal import Decimal

from casework.housing.stay_lengths import Lengths
from casework.statistics.facts import Facts
from casework.statistics.figures import figure

STAYS, LENGTH = "Aufenthalte", "Tage"
SOURCE = "domain brief §7.6"
COMPLETED = (
    "Aufenthalte, die im Zeitraum endeten, vom ersten Tag in der Kommune bis zum Tag des Auszugs; Umzüge und Wechsel "
    "der Stufe unterbrechen ihn nicht. Laufende Aufenthalte zählen nicht mit."
)
RUNNING = (
    "Tage vom ersten Tag in der Kommune bis zum Stichtag, für alle mit Namen erfassten Personen im Bestand; Umzüge und "
    "Wechsel der Stufe unterbrechen den Aufenthalt nicht. Beendete Aufenthalte zählen nicht mit."
)


def _of_stages(
    lengths: Mapping[str, Lengths] | None, read: Callable[[Lengths], Decimal | None]
) -> dict[str, Decimal | None] | None:
    return None if lengths is None else {stage: read(found) for stage, found in lengths.items()}


@figure(
    "length_of_stay.completed_stays", "Beendete Aufenthalte", unit=STAYS, source=SOURCE, definition=COMPLETED
)
def completed_stays(facts: Facts) -> int | None:
    found = facts.lengths.completed
    return None if found is None else found.number


@figure(
    "length_of_stay.completed_mean",
    "Verweildauer der beendeten Aufenthalte, Mittel",
    unit=LENGTH,
    source=SOURCE,
    definition="Arithmetisches Mittel ihrer Tage (Auszugstag minus erster Tag).",
)
def completed_mean(facts: Facts) -> Decimal | None:
    found = facts.lengths.completed
    return None if found is None else found.mean


@figure(
    "length_of_stay.completed_median",
    "Verweildauer der beendeten Aufenthalte, Median",
    unit=LENGTH,
    source=SOURCE,
    definition="Die Hälfte der beendeten Aufenthalte dauerte höchstens so lange.",
)
def completed_median(facts: Facts) -> Decimal | None:
    found = facts.lengths.completed
    return None if found is None else found.median


@figure(
    "length_of_stay.completed_median_by_stage",
    "Beendete Aufenthalte in einer Stufe, Median",
    unit=LENGTH,
    source=SOURCE,
    definition="Vom ersten Tag in der Stufe bis zu dem Tag im Zeitraum, an dem sie endete oder wechselte; Umzüge "
    "innerhalb der Stufe unterbrechen nicht.",
)
def completed_median_by_stage(facts: Facts) -> dict[str, Decimal | None] | None:
    return _of_stages(facts.lengths.completed_by_stage, lambda found: found.median)


@figure(
    "length_of_stay.completed_mean_by_stage",
    "Beendete Aufenthalte in einer Stufe, Mittel",
    unit=LENGTH,
    source=SOURCE,
    definition="Wie der Median je Stufe, als arithmetisches Mittel.",
)
def completed_mean_by_stage(facts: Facts) -> dict[str, Decimal | None] | None:
    return _of_stages(facts.lengths.completed_by_stage, lambda found: found.mean)


@figure("length_of_stay.running_stays", "Laufende Aufenthalte", unit=STAYS, source=SOURCE, definition=RUNNING)
def running_stays(facts: Facts) -> int:
    return facts.lengths.running.number


@figure(
    "length_of_stay.running_mean",
    "Bisherige Dauer der laufenden Aufenthalte, Mittel",
    unit=LENGTH,
    source=SOURCE,
    definition="Arithmetisches Mittel ihrer Tage bis zum Stichtag.",
)
def running_mean(facts: Facts) -> Decimal | None:
    return facts.lengths.running.mean


@figure(
    "length_of_stay.running_median",
    "Bisherige Dauer der laufenden Aufenthalte, Median",
    unit=LENGTH,
    source=SOURCE,
    definition="Die Hälfte der Personen im Bestand ist höchstens so lange da.",
)
def running_median(facts: Facts) -> Decimal | None:
    return facts.lengths.running.median


@figure(
    "length_of_stay.running_median_by_stage",
    "Bisherige Dauer in der Stufe, Median",
    unit=LENGTH,
    source=SOURCE,
    definition="Vom ersten Tag in der heutigen Stufe bis zum Stichtag; Umzüge innerhalb der Stufe unterbrechen nicht.",
)
def running_median_by_stage(facts: Facts) -> dict[str, Decimal | None]:
    return _of_stages(facts.lengths.running_by_stage, lambda found: found.median) or {}


@figure(
    "length_of_stay.running_mean_by_stage",
    "Bisherige Dauer in der Stufe, Mittel",
    unit=LENGTH,
    source=SOURCE,
    definition="Wie der Median je Stufe, als arithmetisches Mittel.",
)
def running_mean_by_stage(facts: Facts) -> dict[str, Decimal | None]:
    return _of_stages(facts.lengths.running_by_stage, lambda found: found.mean) or {}
