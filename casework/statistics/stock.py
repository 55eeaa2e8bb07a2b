"""Figures of the evening: how many people are in care, in which stage, how they live, and who they are."""

from collections.abc import Sequence

import numpy as np

from casework.housing.presence import absent_on
from casework.housing.spans import NOTHING, Flags, Ints
from casework.planning.reported_stocks import DEFINITION
from casework.statistics.ages import AGE_GROUPS, UNKNOWN, age_groups
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
    definition="Personen, für die am Abend des Stichtags eine Stufe gilt, und Gemeldete. Der Tag des Einzugs "
    "zählt, der Tag des Auszugs nicht; jede Person zählt einmal.",
)
def total(facts: Facts) -> int:
    return facts.stock


@figure(
    "stock.by_stage",
    "Geflüchtete nach Stufe",
    unit=PEOPLE,
    source="domain brief §0.3, §7.1",
    definition="Dieselben Personen nach der erfassten Stufe. Eine Stufe ist ein rechtlicher Abschnitt und "
    "kein Gebäude; sie ändert sich nie von selbst, auch nicht am 18. Geburtstag.",
)
def by_stage(facts: Facts) -> dict[str, int]:
    return {
        stage: int(facts.evening.in_stage(stage).sum()) + facts.reported.by_stage.get(stage, 0)
        for stage in STAGES.codes()
    }


@figure(
    "stock.reported",
    "davon gemeldet, ohne Namen",
    unit=PEOPLE,
    source="domain brief §0.3",
    definition=DEFINITION,
)
def reported(facts: Facts) -> dict[str, int]:
    return {stage: facts.reported.by_stage.get(stage, 0) for stage in STAGES.codes()}


@figure(
    "stock.privately_housed",
    "davon in einer Privatwohnung",
    unit=PEOPLE,
    source="domain brief §1.6",
    definition="Personen im Bestand, die am Abend des Stichtags in einer Privatwohnung leben. Sie belegen "
    "keinen Platz.",
)
def privately_housed(facts: Facts) -> int:
    return int(in_private_flats(facts).sum())


@figure(
    "stock.without_dwelling",
    "davon ohne bekannte Wohnung",
    unit=PEOPLE,
    source="domain brief §0.1",
    definition="Personen im Bestand, für die am Abend des Stichtags keine Wohnung erfasst ist; auch Gemeldete, "
    "die für keine unserer Unterkünfte gemeldet sind.",
)
def without_dwelling(facts: Facts) -> int:
    return int(homeless(facts).sum()) + facts.reported.without_house


@figure(
    "stock.present",
    "davon anwesend",
    unit=PEOPLE,
    source="domain brief §7.7",
    definition="Personen im Bestand ohne jene, für die am Abend des Stichtags eine Abwesenheit festgehalten ist "
    "(Krankenhaus, Reise, Haft). Wer abwesend ist, bleibt im Bestand und behält den Platz.",
)
def present(facts: Facts) -> int:
    return total(facts) - int(absent_on(facts.evening).sum())


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
    return int(facts.misplaced.sum())


@figure(
    "stock.uma_of_age",
    "davon als UMA erfasst, aber volljährig",
    unit=PEOPLE,
    source="domain brief §1.5",
    definition="Personen mit der Stufe UMA, die am Stichtag sicher 18 Jahre oder älter sind.",
)
def uma_of_age(facts: Facts) -> int:
    return int(minors_of_age(facts).sum())


@figure(
    "demography.by_sex",
    "Geflüchtete nach Geschlecht",
    unit=PEOPLE,
    source="domain brief §6",
    definition="Personen im Bestand nach dem Geschlecht, wie es im Register stand.",
)
def by_sex(facts: Facts) -> dict[str, int]:
    counted = _counted(facts.said("sex")[facts.in_care], facts.roster.words("sex"))
    known = {sex: counted.get(sex, 0) for sex in SEXES.codes()}
    return known | {UNKNOWN: total(facts) - sum(known.values())}


@figure(
    "demography.by_age_group",
    "Geflüchtete nach Alter",
    unit=PEOPLE,
    source="domain brief §6",
    definition="Personen im Bestand nach dem Alter am Stichtag; der Tag der Geburt zählt mit. Ungeklärt ist "
    "das Alter ohne Geburtsdatum und wo ein unvollständiges Datum zwei Gruppen zulässt.",
)
def by_age_group(facts: Facts) -> dict[str, int]:
    groups = age_groups(facts.said("born_first"), facts.said("born_last"), facts.question.on)
    counted = _counted(groups[facts.in_care], AGE_GROUPS)
    known = {group: counted.get(group, 0) for group in AGE_GROUPS}
    return known | {UNKNOWN: total(facts) - sum(known.values())}


@figure(
    "demography.by_nationality",
    "Geflüchtete nach Staatsangehörigkeit",
    unit=PEOPLE,
    source="domain brief §6",
    definition="Personen im Bestand nach der zuerst genannten Staatsangehörigkeit (Schlüssel der Staats- und "
    "Gebietssystematik).",
)
def by_nationality(facts: Facts) -> dict[str, int]:
    counted = _counted(facts.said("nationality")[facts.in_care], facts.roster.words("nationality"))
    if facts.reported.total:
        counted[NOT_STATED] = counted.get(NOT_STATED, 0) + facts.reported.total
    return dict(sorted(counted.items()))


def in_private_flats(facts: Facts) -> Flags:
    """Who of the universe lives in a private flat."""
    return facts.in_care & in_no_house(facts) & facts.evening.in_form(PRIVATE_FLAT)


def living_elsewhere(facts: Facts) -> Flags:
    """Who of the universe lives neither in a house of ours nor in a private flat (youth welfare, foster family …).

    Who lives in a house of ours as in youth welfare is counted there.
    """
    somewhere = facts.in_care & in_no_house(facts) & (facts.evening.form != NOTHING)
    return somewhere & ~facts.evening.in_form(PRIVATE_FLAT)


def in_no_house(facts: Facts) -> Flags:
    """Who lives in none of our houses."""
    return facts.evening.house == NOTHING


def homeless(facts: Facts) -> Flags:
    """Who of the universe has no known dwelling."""
    return facts.in_care & (facts.evening.form == NOTHING)


def minors_of_age(facts: Facts) -> Flags:
    """Who is recorded as an unaccompanied minor and 18 for certain."""
    return facts.evening.in_stage(MINOR) & facts.of_age


def _counted(codes: Ints, words: Sequence[str]) -> dict[str, int]:
    """How often each word stands there, of those that do."""
    times = np.bincount(codes[codes != NOTHING], minlength=len(words)).tolist()
    return {word: count for word, count in zip(words, times, strict=True) if count}
