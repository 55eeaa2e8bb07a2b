"""Figures of how unevenly people in care live over the districts of the town."""

from collections.abc import Callable
from decimal import Decimal

from casework.statistics.facts import Facts
from casework.statistics.figures import PEOPLE, figure
from casework.statistics.segregation import Indices, four_decimals, shown

SOURCE, INDEX = "domain brief §7.14", "Index 0–1"
HIDDEN = (
    "Gezählt werden mit Namen erfasste Personen in Ortsteilen, deren Einwohnerzahl bekannt ist. Verborgen bei weniger "
    "als 100 Personen und wenn in einem Ortsteil nur 1 oder 2 leben. Abhängig von Zahl und Größe der Ortsteile; ohne "
    "Rangfolge."
)


def _index(facts: Facts, read: Callable[[Indices], float]) -> Decimal | None:
    counted = facts.districts.counted
    found = shown([row.people for row in counted], [row.inhabitants or 0 for row in counted])
    return None if found is None else four_decimals(read(found))


@figure(
    "segregation.persons", "Personen in gezählten Ortsteilen", unit=PEOPLE, source=SOURCE, definition=HIDDEN
)
def persons(facts: Facts) -> int:
    return sum(row.people for row in facts.districts.counted)


@figure(
    "segregation.districts",
    "Gezählte Ortsteile",
    unit="Ortsteile",
    source=SOURCE,
    definition="Ortsteile, deren Einwohnerzahl am Stichtag bekannt ist.",
)
def counted_districts(facts: Facts) -> int:
    return len(facts.districts.counted)


@figure(
    "segregation.dissimilarity",
    "Dissimilaritätsindex D",
    unit=INDEX,
    source=SOURCE,
    definition="½ Σ |xᵢ/X − yᵢ/Y|: der Anteil, der umziehen müsste, damit alle Ortsteile gleich gemischt wären (x: "
    "Personen im Bestand, y: alle übrigen Einwohner).",
)
def dissimilarity(facts: Facts) -> Decimal | None:
    return _index(facts, lambda found: found.dissimilarity)


@figure(
    "segregation.segregation",
    "Segregationsindex IS",
    unit=INDEX,
    source=SOURCE,
    definition="½ Σ |xᵢ/X − tᵢ/T| / (1 − X/T), gemessen an allen Einwohnern t; gleich D gegenüber den übrigen.",
)
def segregation(facts: Facts) -> Decimal | None:
    return _index(facts, lambda found: found.segregation)


@figure(
    "segregation.isolation",
    "Isolation xPx",
    unit=INDEX,
    source=SOURCE,
    definition="Σ (xᵢ/X)(xᵢ/tᵢ): der mittlere Anteil der eigenen Gruppe im Ortsteil.",
)
def isolation(facts: Facts) -> Decimal | None:
    return _index(facts, lambda found: found.isolation)


@figure(
    "segregation.eta_squared",
    "Bereinigte Isolation η²",
    unit=INDEX,
    source=SOURCE,
    definition="(xPx − P) / (1 − P) mit P = X/T: die Isolation ohne den Anteil der Gruppe an allen.",
)
def eta_squared(facts: Facts) -> Decimal | None:
    return _index(facts, lambda found: found.eta_squared)
