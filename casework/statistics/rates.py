"""Rates of an evening: shares of the stock, and how the places of all houses are used."""

from decimal import Decimal

from casework.housing.places import rate
from casework.statistics.facts import Facts
from casework.statistics.figures import PERCENT, figure
from casework.statistics.stock import by_stage, total


def _sum(facts: Facts, name: str) -> int:
    return sum(getattr(house, name) for house in facts.occupancies)


@figure(
    "rates.by_stage",
    "Anteil am Bestand nach Stufe",
    unit=PERCENT,
    source="domain brief §4.2, §7.16",
    definition="Personen der Stufe durch alle Personen im Bestand; kaufmännisch gerundet, nicht auf 100,0 gebracht.",
)
def shares_by_stage(facts: Facts) -> dict[str, Decimal | None]:
    everybody = total(facts)
    return {stage: rate(people, everybody) for stage, people in by_stage(facts).items()}


@figure(
    "rates.occupancy",
    "Belegungsquote aller Unterkünfte",
    unit=PERCENT,
    source="domain brief §1.7",
    definition="Belegt durch belegbar am Abend des Stichtags, über alle Unterkünfte.",
)
def occupancy(facts: Facts) -> Decimal | None:
    return rate(_sum(facts, "occupied"), _sum(facts, "assignable_places"))


@figure(
    "rates.occupancy_without_misplaced",
    "Belegungsquote ohne Fehlbeleger",
    unit=PERCENT,
    source="domain brief §1.6",
    definition="Belegt abzüglich der Fehlbeleger, durch belegbar.",
)
def occupancy_without_misplaced(facts: Facts) -> Decimal | None:
    occupied = _sum(facts, "occupied") - int(facts.misplaced.sum())
    return rate(occupied, _sum(facts, "assignable_places"))


@figure(
    "rates.vacancy",
    "Leerstandsquote",
    unit=PERCENT,
    source="domain brief §1.7",
    definition="Frei brutto durch belegbar am Abend des Stichtags, über alle Unterkünfte.",
)
def vacancy(facts: Facts) -> Decimal | None:
    return rate(_sum(facts, "free_gross"), _sum(facts, "assignable_places"))
