"""Figures of the work done: talks, plans, goals, referrals, caseload."""

from decimal import Decimal

from casework.statistics.facts import Facts
from casework.statistics.figures import MINUTES, PEOPLE, PERCENT, figure
from casework.statistics.work import ACTIVE, CONTINUED, ENDED, NEW, referrals_by_state


@figure(
    "counselling.consultations",
    "Beratungsgespräche",
    unit="Gespräche",
    source="domain brief §7.10",
    definition="Dokumentierte Gespräche mit Datum im Zeitraum; ein Gespräch mit einer Familie "
    "zählt einmal, ebenso ein Kurzkontakt und eine Gruppe.",
)
def consultations(facts: Facts) -> int | None:
    return None if facts.work.talks is None else facts.work.talks.consultations


@figure(
    "counselling.persons",
    "Beratene Personen",
    unit=PEOPLE,
    source="domain brief §7.10",
    definition="Verschiedene Personen, die als Teilnehmende dieser Gespräche genannt sind; die gezählten Teilnehmenden "
    "einer Gruppe und nur beschriebene Personen zählen nicht mit.",
)
def persons(facts: Facts) -> int | None:
    return None if facts.work.talks is None else facts.work.talks.persons


@figure(
    "counselling.minutes",
    "Beratungszeit",
    unit=MINUTES,
    source="domain brief §7.10",
    definition="Summe der dokumentierten Minuten; Gespräche ohne Angabe zählen nicht mit.",
)
def minutes(facts: Facts) -> int | None:
    return None if facts.work.talks is None else facts.work.talks.minutes


@figure(
    "counselling.by_main_topic",
    "Gespräche nach Hauptthema",
    unit="Gespräche",
    source="domain brief §7.10",
    definition="Jedes Gespräch zählt einmal, bei seinem Hauptthema.",
)
def by_main_topic(facts: Facts) -> dict[str, int] | None:
    return None if facts.work.talks is None else dict(sorted(facts.work.talks.by_main_topic.items()))


@figure(
    "counselling.topic_mentions",
    "Nennungen der Themen",
    unit="Nennungen",
    source="domain brief §7.10",
    definition="Jedes genannte Thema zählt; die Summe kann größer sein als die Zahl der Gespräche.",
)
def topic_mentions(facts: Facts) -> dict[str, int] | None:
    return None if facts.work.talks is None else dict(sorted(facts.work.talks.topic_mentions.items()))


@figure(
    "plans.new",
    "Integrationspläne neu",
    unit="Pläne",
    source="domain brief §7.11",
    definition="Im Zeitraum vereinbarte Pläne.",
)
def plans_new(facts: Facts) -> int | None:
    return facts.work.number_of_plans(NEW)


@figure(
    "plans.continued",
    "fortgeführt",
    unit="Pläne",
    source="domain brief §7.11",
    definition="Vor dem Zeitraum vereinbarte Pläne, die in ihm überprüft wurden oder in denen sich ein Ziel, sein "
    "Wortlaut oder Termin, oder ein Schritt änderte.",
)
def plans_continued(facts: Facts) -> int | None:
    return facts.work.number_of_plans(CONTINUED)


@figure(
    "plans.active",
    "aktiv",
    unit="Pläne",
    source="domain brief §7.11",
    definition="Pläne, die an wenigstens einem Tag des Zeitraums offen waren; ohne Zeitraum am Stichtag.",
)
def plans_active(facts: Facts) -> int | None:
    return facts.work.number_of_plans(ACTIVE)


@figure(
    "plans.ended",
    "beendet",
    unit="Pläne",
    source="domain brief §7.11",
    definition="Im Zeitraum beendete Pläne.",
)
def plans_ended(facts: Facts) -> int | None:
    return facts.work.number_of_plans(ENDED)


@figure(
    "plans.goal_attainment_strict",
    "Zielerreichung, streng",
    unit=PERCENT,
    source="domain brief §7.12",
    definition="Erreichte Ziele durch alle Ziele, deren Ergebnis im Zeitraum feststand; gegenstandslose "
    "zählen nicht mit.",
)
def goal_attainment_strict(facts: Facts) -> Decimal | None:
    return None if facts.work.attainment is None else facts.work.attainment.strict


@figure(
    "plans.goal_attainment_weighted",
    "Zielerreichung, gewichtet",
    unit=PERCENT,
    source="domain brief §7.12",
    definition="Wie streng; teilweise erreichte Ziele zählen halb.",
)
def goal_attainment_weighted(facts: Facts) -> Decimal | None:
    return None if facts.work.attainment is None else facts.work.attainment.weighted


@figure(
    "referrals.by_state",
    "Vermittlungen nach Stand",
    unit="Vermittlungen",
    source="domain brief §3.3",
    definition="Alle bis zum Stichtag begonnenen Vermittlungen nach dem Stand, den sie an ihm erreicht "
    "hatten.",
)
def by_state(facts: Facts) -> dict[str, int]:
    return referrals_by_state(facts.question)


@figure(
    "caseload_per_fte",
    "Fälle je Vollzeitstelle",
    unit="Fälle",
    source="domain brief §7.9",
    definition="Am Stichtag geführte Fälle durch die Summe der Stellenanteile der "
    "Integrationsmanager/innen; ein Richtwert, kein Ziel.",
)
def caseload_per_fte(facts: Facts) -> Decimal | None:
    return facts.work.caseload
