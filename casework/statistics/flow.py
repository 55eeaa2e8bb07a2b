"""Figures of a period that reconcile one evening with another."""

from collections import Counter
from typing import Any

from casework.housing.changes import Kind
from casework.statistics.facts import Facts
from casework.statistics.figures import PEOPLE, figure


@figure(
    "movement.from",
    "Beginn des Zeitraums",
    unit="Tag",
    source="domain brief §7",
    definition="Der erste Tag des Zeitraums; der letzte ist der Stichtag.",
)
def since(facts: Facts) -> str | None:
    return facts.question.since.isoformat() if facts.question.since else None


@figure(
    "movement.opening",
    "Bestand alt",
    unit=PEOPLE,
    source="domain brief §4.3",
    definition="Bestand am Abend vor dem Zeitraum: wie im eingefrorenen Bericht für diesen Abend gedruckt; "
    "solange es keinen gibt, nach dem angegebenen Wissensstand.",
)
def opening(facts: Facts) -> int | None:
    return facts.opening


@figure(
    "movement.correction",
    "Korrektur",
    unit=PEOPLE,
    source="domain brief §0.6",
    definition="Was seit dem eingefrorenen Bericht über diesen Abend bekannt wurde (Nachmeldungen); ohne "
    "eingefrorenen Bericht 0.",
)
def correction(facts: Facts) -> int | None:
    return None if facts.opening is None else 0


@figure(
    "movement.corrected_opening",
    "Bestand alt, berichtigt",
    unit=PEOPLE,
    source="domain brief §4.3",
    definition="Bestand alt zuzüglich Korrektur.",
)
def corrected_opening(facts: Facts) -> int | None:
    return facts.opening


@figure(
    "movement.arrivals",
    "Zugänge",
    unit=PEOPLE,
    source="domain brief §7.2, §7.3",
    definition="Tage im Zeitraum, an deren Abend eine Person im Bestand ist und am Abend davor nicht war; "
    "auch die Geburt. Wer geht und wiederkommt, zählt zweimal; ein Aufenthalt von einem Tag zählt "
    "als Zugang und Abgang.",
)
def arrivals(facts: Facts) -> int | None:
    return _count_with(facts, Kind.ARRIVAL, facts.reported.change)


@figure(
    "movement.departures",
    "Abgänge",
    unit=PEOPLE,
    source="domain brief §7.2, §7.3",
    definition="Tage im Zeitraum, an deren Abend eine Person nicht im Bestand ist und am Abend davor war.",
)
def departures(facts: Facts) -> int | None:
    return _count_with(facts, Kind.DEPARTURE, -facts.reported.change)


@figure(
    "movement.reported",
    "davon nach Meldungen",
    unit=PEOPLE,
    source="domain brief §4.3",
    definition="Um wie viele Personen die gemeldeten Bestände (ohne Namen) am Stichtag höher liegen als am Abend vor "
    "dem Zeitraum: über null in den Zugängen enthalten, unter null in den Abgängen.",
)
def reported(facts: Facts) -> int | None:
    return None if facts.question.since is None else facts.reported.change


@figure(
    "movement.transfers",
    "Umzüge",
    unit=PEOPLE,
    source="domain brief §7.2",
    definition="Wechsel der Unterkunft oder der Wohnform von einem Abend zum nächsten innerhalb des "
    "Bestands; ein anderes Zimmer derselben Unterkunft ist keiner.",
)
def transfers(facts: Facts) -> int | None:
    return _count(facts, Kind.TRANSFER)


@figure(
    "movement.stage_changes",
    "Stufenwechsel",
    unit=PEOPLE,
    source="domain brief §7.2",
    definition="Wechsel der Stufe von einem Abend zum nächsten innerhalb des Bestands; weder Zugang noch "
    "Abgang.",
)
def stage_changes(facts: Facts) -> list[dict[str, Any]] | None:
    if facts.changes is None:
        return None
    stages, words = facts.evening.stages, facts.evening.timeline.codes["stages"].words
    moved = facts.changes.of(Kind.STAGE_CHANGE)
    pairs = zip(
        stages.said("stage", moved.before).tolist(), stages.said("stage", moved.after).tolist(), strict=True
    )
    counted = Counter((words[before], words[after]) for before, after in pairs)
    return [
        {"from": before, "to": after, "persons": persons}
        for (before, after), persons in sorted(counted.items())
    ]


@figure(
    "movement.closing",
    "Bestand neu",
    unit=PEOPLE,
    source="domain brief §4.3",
    definition="Bestand am Abend des Stichtags: Bestand alt, berichtigt, zuzüglich Zugängen, abzüglich "
    "Abgängen.",
)
def closing(facts: Facts) -> int | None:
    return None if facts.opening is None else facts.stock


def _count(facts: Facts, kind: Kind) -> int | None:
    return None if facts.changes is None else len(facts.changes.of(kind))


def _count_with(facts: Facts, kind: Kind, reported: int) -> int | None:
    """Who came or went by name, and the reported on top where there are more of them."""
    counted = _count(facts, kind)
    return None if counted is None else counted + max(0, reported)
