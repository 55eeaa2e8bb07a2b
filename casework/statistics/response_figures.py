"""Figures of the answers of partners to whom data was sent."""

from decimal import Decimal

from casework.statistics.facts import Facts
from casework.statistics.figures import figure

REFERRALS = "Vermittlungen"
SOURCE = "domain brief §3.3"


@figure(
    "responses.answered",
    "Vermittlungen mit Antwort",
    unit=REFERRALS,
    source=SOURCE,
    definition="Bis zum Stichtag mit Daten gesendete Vermittlungen, zu denen die Stelle sich bis dahin äußerte: "
    "angenommen, Warteliste, wahrgenommen, nicht erschienen oder abgelehnt.",
)
def answered(facts: Facts) -> int:
    return facts.response_times.answered


@figure(
    "responses.days_median",
    "Tage bis zur ersten Antwort, Median",
    unit="Tage",
    source=SOURCE,
    definition="Tage vom Senden bis zur ersten Antwort, Median der beantworteten.",
)
def days_median(facts: Facts) -> Decimal | None:
    return facts.response_times.median_days


@figure(
    "responses.waiting",
    "ohne Antwort, noch offen",
    unit=REFERRALS,
    source=SOURCE,
    definition="Gesendete Vermittlungen ohne Antwort, die nicht abgeschlossen sind.",
)
def waiting(facts: Facts) -> int:
    return facts.response_times.waiting


@figure(
    "responses.overdue",
    "davon überfällig",
    unit=REFERRALS,
    source=SOURCE,
    definition="Von ihnen jene, deren Rückmeldung vor dem Stichtag erwartet war, nach der letzten Nachfrage.",
)
def overdue(facts: Facts) -> int:
    return facts.response_times.overdue


@figure(
    "responses.answered_by_partner",
    "Antworten nach Stelle",
    unit=REFERRALS,
    source=SOURCE,
    definition="Beantwortete Vermittlungen nach der Stelle, an die sie gingen.",
)
def answered_by_partner(facts: Facts) -> dict[str, int]:
    return {name: times.answered for name, times in facts.responses_by_partner.items() if times.answered}


@figure(
    "responses.waiting_by_partner",
    "Ausstehende Antworten nach Stelle",
    unit=REFERRALS,
    source=SOURCE,
    definition="Offene Vermittlungen ohne Antwort nach der Stelle, an die sie gingen.",
)
def waiting_by_partner(facts: Facts) -> dict[str, int]:
    return {name: times.waiting for name, times in facts.responses_by_partner.items() if times.waiting}
