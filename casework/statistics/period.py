"""Figures of a whole period: days lodged, days offered, the average between, and how the places were used."""

from decimal import Decimal
from typing import Any

from casework.housing.places import one_decimal, rate
from casework.housing.presence import days_absent
from casework.statistics.facts import Facts
from casework.statistics.figures import DAYS, PEOPLE, PERCENT, figure

PLACE_DAYS = "Platztage"


@figure(
    "period.days",
    "Tage des Zeitraums",
    unit="Tage",
    source="domain brief §7.4",
    definition="Erster und letzter Tag eingeschlossen.",
)
def days(facts: Facts) -> int | None:
    since = facts.question.since
    return None if since is None else (facts.question.on - since).days + 1


@figure(
    "period.person_days",
    "Personentage im Bestand",
    unit=DAYS,
    source="domain brief §7.4",
    definition="Summe der Personen im Bestand an jedem Abend des Zeitraums, gleich wo sie wohnen.",
)
def person_days(facts: Facts) -> int | None:
    return facts.days_in_care


@figure(
    "period.present_days",
    "davon anwesend",
    unit=DAYS,
    source="domain brief §7.7",
    definition="Personentage im Bestand ohne die Tage, für die eine Abwesenheit festgehalten ist.",
)
def present_days(facts: Facts) -> int | None:
    counted, since = person_days(facts), facts.question.since
    if counted is None or since is None:
        return None
    return counted - days_absent(facts.evening, since.toordinal())


@figure(
    "period.average_stock",
    "Durchschnittsbestand",
    unit=PEOPLE,
    source="domain brief §7.5",
    definition="Personentage im Bestand durch die Tage des Zeitraums, mit einer Nachkommastelle.",
)
def average_stock(facts: Facts) -> Decimal | None:
    lasted, counted = days(facts), person_days(facts)
    return None if not lasted or counted is None else one_decimal(Decimal(counted) / lasted)


@figure(
    "period.lodged_days",
    "Personentage in Unterkünften",
    unit=DAYS,
    source="domain brief §7.4",
    definition="Summe der Personen in den Unterkünften an jedem Abend des Zeitraums, gleich in welcher Stufe.",
)
def lodged_days(facts: Facts) -> int | None:
    used = facts.place_use
    return None if used is None else int(used.lodged.sum())


@figure(
    "period.place_days",
    "Platztage",
    unit=PLACE_DAYS,
    source="domain brief §7.5",
    definition="Summe der belegbaren Plätze (Soll abzüglich gesperrter) an jedem Abend des Zeitraums.",
)
def place_days(facts: Facts) -> int | None:
    used = facts.place_use
    return None if used is None else int(used.offered.sum())


@figure(
    "period.occupancy_rate",
    "Belegungsquote des Zeitraums",
    unit=PERCENT,
    source="domain brief §7.5",
    definition="Personentage in Unterkünften durch Platztage, in Prozent; kann über 100 liegen.",
)
def occupancy_rate(facts: Facts) -> Decimal | None:
    lodged, offered = lodged_days(facts), place_days(facts)
    return None if lodged is None or offered is None else rate(lodged, offered)


@figure(
    "period.births",
    "Zugänge durch Geburt",
    unit=PEOPLE,
    source="domain brief §7.2",
    definition="Zugänge im Zeitraum am Tag der eigenen Geburt.",
)
def births(facts: Facts) -> int | None:
    return None if facts.changes is None else len(facts.births)


@figure(
    "period.deaths",
    "Abgänge durch Tod",
    unit=PEOPLE,
    source="domain brief §7.2",
    definition="Abgänge im Zeitraum, als deren Grund „verstorben“ angegeben ist.",
)
def deaths(facts: Facts) -> int | None:
    return None if facts.changes is None else len(facts.deaths)


@figure(
    "period.houses",
    "Nutzung der Unterkünfte",
    unit=PERCENT,
    source="domain brief §7.5",
    definition="Je Unterkunft Personentage, Platztage und ihre Quote über den Zeitraum.",
)
def houses(facts: Facts) -> list[dict[str, Any]] | None:
    return None if facts.place_use is None else [used.as_row() for used in facts.place_use.houses()]
