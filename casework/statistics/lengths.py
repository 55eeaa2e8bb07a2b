"""Figures of how long people stay: completed stays of a period, and the running ones of an evening; never mixed."""

from collections.abc import Callable
from decimal import Decimal

from casework.housing.spans import Ints
from casework.housing.stay_lengths import Lengths, Stays
from casework.statistics.facts import Facts
from casework.statistics.figures import figure
from casework.vocabulary.housing import STAGES

STAYS, LENGTH = "Aufenthalte", "Tage"
SOURCE = "domain brief §7.6"
COMPLETED = (
    "Aufenthalte, die im Zeitraum endeten, vom ersten Tag in der Kommune bis zum Tag des Auszugs; Umzüge und Wechsel "
    "der Stufe unterbrechen ihn nicht. Laufende Aufenthalte zählen nicht mit."
)
RUNNING = (
    "Tage vom ersten Tag in der Kommune bis zum Stichtag, für alle Personen im Bestand; Umzüge und Wechsel der Stufe "
    "unterbrechen den Aufenthalt nicht. Beendete Aufenthalte zählen nicht mit."
)


def _completed(facts: Facts) -> Lengths | None:
    ended = _ended(facts, facts.stays)
    return None if ended is None else Lengths.of(ended.days())


def _running(facts: Facts) -> Lengths:
    day = facts.evening.day
    return Lengths.of(facts.stays.on(day).days_by(day))


def _ended(facts: Facts, stays: Stays) -> Stays | None:
    since = facts.question.since
    return None if since is None else stays.ended_within(since.toordinal(), facts.evening.day)


def _by_stage(
    facts: Facts, stays: Stays, days: Ints, read: Callable[[Lengths], Decimal | None]
) -> dict[str, Decimal | None]:
    """Of each stage that occurs."""
    codes = facts.evening.timeline.codes["stages"]
    found = {stage: Lengths.of(days[stays.stage == codes.find(stage)]) for stage in STAGES.codes()}
    return {stage: read(lengths) for stage, lengths in found.items() if lengths.number}


@figure(
    "length_of_stay.completed_stays", "Beendete Aufenthalte", unit=STAYS, source=SOURCE, definition=COMPLETED
)
def completed_stays(facts: Facts) -> int | None:
    found = _completed(facts)
    return None if found is None else found.number


@figure(
    "length_of_stay.completed_mean",
    "Verweildauer der beendeten Aufenthalte, Mittel",
    unit=LENGTH,
    source=SOURCE,
    definition="Arithmetisches Mittel ihrer Tage (Auszugstag minus erster Tag).",
)
def completed_mean(facts: Facts) -> Decimal | None:
    found = _completed(facts)
    return None if found is None else found.mean


@figure(
    "length_of_stay.completed_median",
    "Verweildauer der beendeten Aufenthalte, Median",
    unit=LENGTH,
    source=SOURCE,
    definition="Die Hälfte der beendeten Aufenthalte dauerte höchstens so lange.",
)
def completed_median(facts: Facts) -> Decimal | None:
    found = _completed(facts)
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
    ended = _ended(facts, facts.stage_stays)
    return None if ended is None else _by_stage(facts, ended, ended.days(), lambda found: found.median)


@figure(
    "length_of_stay.completed_mean_by_stage",
    "Beendete Aufenthalte in einer Stufe, Mittel",
    unit=LENGTH,
    source=SOURCE,
    definition="Wie der Median je Stufe, als arithmetisches Mittel.",
)
def completed_mean_by_stage(facts: Facts) -> dict[str, Decimal | None] | None:
    ended = _ended(facts, facts.stage_stays)
    return None if ended is None else _by_stage(facts, ended, ended.days(), lambda found: found.mean)


@figure("length_of_stay.running_stays", "Laufende Aufenthalte", unit=STAYS, source=SOURCE, definition=RUNNING)
def running_stays(facts: Facts) -> int:
    return _running(facts).number


@figure(
    "length_of_stay.running_mean",
    "Bisherige Dauer der laufenden Aufenthalte, Mittel",
    unit=LENGTH,
    source=SOURCE,
    definition="Arithmetisches Mittel ihrer Tage bis zum Stichtag.",
)
def running_mean(facts: Facts) -> Decimal | None:
    return _running(facts).mean


@figure(
    "length_of_stay.running_median",
    "Bisherige Dauer der laufenden Aufenthalte, Median",
    unit=LENGTH,
    source=SOURCE,
    definition="Die Hälfte der Personen im Bestand ist höchstens so lange da.",
)
def running_median(facts: Facts) -> Decimal | None:
    return _running(facts).median


@figure(
    "length_of_stay.running_median_by_stage",
    "Bisherige Dauer in der Stufe, Median",
    unit=LENGTH,
    source=SOURCE,
    definition="Vom ersten Tag in der heutigen Stufe bis zum Stichtag; Umzüge innerhalb der Stufe unterbrechen nicht.",
)
def running_median_by_stage(facts: Facts) -> dict[str, Decimal | None]:
    day = facts.evening.day
    running = facts.stage_stays.on(day)
    return _by_stage(facts, running, running.days_by(day), lambda found: found.median)


@figure(
    "length_of_stay.running_mean_by_stage",
    "Bisherige Dauer in der Stufe, Mittel",
    unit=LENGTH,
    source=SOURCE,
    definition="Wie der Median je Stufe, als arithmetisches Mittel.",
)
def running_mean_by_stage(facts: Facts) -> dict[str, Decimal | None]:
    day = facts.evening.day
    running = facts.stage_stays.on(day)
    return _by_stage(facts, running, running.days_by(day), lambda found: found.mean)
