"""Figures of the evening: how many people are in care, in which stage, how they live, and who they are."""

from collections import Counter
from collections.abc import Callable
from operator import attrgetter

from casework.database.bulk import Key
from casework.statistics.ages import AGE_GROUPS, UNKNOWN, age_group, is_of_age
from casework.statistics.facts import Facts
from casework.statistics.figures import PEOPLE, figure
from casework.vocabulary.housing import MINOR, PRIVATE_FLAT, STAGES
from casework.vocabulary.nationalities import NOT_STATED
from casework.vocabulary.people import SEXES


@figure(
    "stock.total",
    "Geflüchtete insgesamt",
    unit=PEOPLE,
    source="domain brief §7.1",
    definition="Personen, für die am Abend des Stichtags eine Stufe gilt. Der Tag des Einzugs zählt, der Tag "
    "des Auszugs nicht; jede Person zählt einmal.",
)
def total(facts: Facts) -> int:
    return len(facts.universe)


@figure(
    "stock.by_stage",
    "Geflüchtete nach Stufe",
    unit=PEOPLE,
    source="domain brief §0.3, §7.1",
    definition="Dieselben Personen nach der erfassten Stufe. Eine Stufe ist ein rechtlicher Abschnitt und "
    "kein Gebäude; sie ändert sich nie von selbst, auch nicht am 18. Geburtstag.",
)
def by_stage(facts: Facts) -> dict[str, int]:
    return {stage: len(facts.in_stage.get(stage, ())) for stage in STAGES.codes()}


@figure(
    "stock.privately_housed",
    "davon in einer Privatwohnung",
    unit=PEOPLE,
    source="domain brief §1.6",
    definition="Personen im Bestand, die am Abend des Stichtags in einer Privatwohnung leben. Sie belegen "
    "keinen Platz.",
)
def privately_housed(facts: Facts) -> int:
    return len(in_private_flats(facts))


@figure(
    "stock.without_dwelling",
    "davon ohne bekannte Wohnung",
    unit=PEOPLE,
    source="domain brief §0.1",
    definition="Personen im Bestand, für die am Abend des Stichtags keine Wohnung erfasst ist.",
)
def without_dwelling(facts: Facts) -> int:
    return len(homeless(facts))


@figure(
    "stock.misplaced",
    "davon Fehlbeleger",
    unit=PEOPLE,
    source="domain brief §7.8, §1.2",
    definition="Personen, die in einer Unterkunft der vorläufigen Unterbringung (VU) leben, obwohl ihre "
    "Stufe AU ist oder die VU rechtlich vor dem Stichtag geendet hat: mit Unanfechtbarkeit, mit "
    "Erteilung eines Aufenthaltstitels, spätestens 24 Monate nach der Aufnahme, bei §§ 22–24 "
    "AufenthG nach sechs Monaten (§ 9 FlüAG).",
)
def misplaced(facts: Facts) -> int:
    return sum(map(len, facts.misplaced.values()))


@figure(
    "stock.uma_of_age",
    "davon als UMA erfasst, aber volljährig",
    unit=PEOPLE,
    source="domain brief §1.5",
    definition="Personen mit der Stufe UMA, die am Stichtag sicher 18 Jahre oder älter sind.",
)
def uma_of_age(facts: Facts) -> int:
    return len(minors_of_age(facts))


@figure(
    "demography.by_sex",
    "Geflüchtete nach Geschlecht",
    unit=PEOPLE,
    source="domain brief §6",
    definition="Personen im Bestand nach dem Geschlecht, wie es im Register stand.",
)
def by_sex(facts: Facts) -> dict[str, int]:
    counted = Counter(map(attrgetter("sex"), facts.people))
    known = {sex: counted[sex] for sex in SEXES.codes()}
    return known | {UNKNOWN: len(facts.universe) - sum(known.values())}


@figure(
    "demography.by_age_group",
    "Geflüchtete nach Alter",
    unit=PEOPLE,
    source="domain brief §6",
    definition="Personen im Bestand nach dem Alter am Stichtag; der Tag der Geburt zählt mit. Ungeklärt ist "
    "das Alter ohne Geburtsdatum und wo ein unvollständiges Datum zwei Gruppen zulässt.",
)
def by_age_group(facts: Facts) -> dict[str, int]:
    counted: Counter[str] = Counter()
    for born, people in Counter(map(attrgetter("born_between"), facts.people)).items():
        counted[age_group(born, facts.question.on)] += people
    known = {group: counted[group] for group in AGE_GROUPS}
    return known | {UNKNOWN: len(facts.universe) - sum(known.values())}


@figure(
    "demography.by_nationality",
    "Geflüchtete nach Staatsangehörigkeit",
    unit=PEOPLE,
    source="domain brief §6",
    definition="Personen im Bestand nach der zuerst genannten Staatsangehörigkeit (Schlüssel der Staats- und "
    "Gebietssystematik).",
)
def by_nationality(facts: Facts) -> dict[str, int]:
    counted: Counter[str] = Counter()
    for nationalities, people in Counter(map(attrgetter("nationalities"), facts.people)).items():
        counted[nationalities[0] if nationalities else NOT_STATED] += people
    return dict(sorted(counted.items()))


def in_private_flats(facts: Facts) -> set[Key]:
    """Who of the universe lives in a private flat."""
    return _living(facts, lambda form: form == PRIVATE_FLAT)


def living_elsewhere(facts: Facts) -> set[Key]:
    """Who of the universe lives neither in a house of ours nor in a private flat (youth welfare, foster family …).

    Who lives in a house of ours as in youth welfare is counted there.
    """
    return _living(facts, lambda form: form != PRIVATE_FLAT)


def _living(facts: Facts, is_meant: Callable[[str], bool]) -> set[Key]:
    lodged = [
        people
        for dwelling, people in facts.lodged.items()
        if dwelling.house is None and is_meant(dwelling.form)
    ]
    return set().union(*lodged) & facts.universe


def homeless(facts: Facts) -> set[Key]:
    """Who of the universe has no known dwelling."""
    return set(facts.universe).difference(*facts.lodged.values())


def minors_of_age(facts: Facts) -> set[Key]:
    """Who is recorded as an unaccompanied minor and 18 for certain."""
    recorded = facts.cards_of(facts.in_stage.get(MINOR, frozenset()))
    return {card.key for card in recorded if is_of_age(card, facts.question.on)}
