"""What people can be told apart by in the cross table: benefits and German (domain brief §2.3, §2.4)."""

import numpy as np

from casework.housing.spans import NOTHING
from casework.situation.kinds import REGIME
from casework.statistics.dimensions import Groups, Words, dimension
from casework.statistics.facts import Facts
from casework.vocabulary.situation import ANSWERS, BENEFIT_REGIMES, LANGUAGE_LEVELS
from casework.vocabulary.terms import CodeList


@dimension(
    "benefit_regime",
    "Rechtskreis",
    source="domain brief §2.3",
    definition="Der Rechtskreis, der am Stichtag gilt, wie er festgehalten ist. Ohne Angabe: Es ist keiner bekannt.",
)
def by_benefit_regime(facts: Facts) -> Groups:
    return _by_answer(
        facts, {person: said.answer for person, said in facts.life.holding(REGIME)}, BENEFIT_REGIMES
    )


@dimension(
    "german_level",
    "Deutsch",
    source="domain brief §2.4",
    definition="Das Sprachniveau in Deutsch, das am Stichtag gilt: insgesamt, sonst das niedrigste der einzelnen "
    "Fertigkeiten. Ohne Angabe: Es ist keines festgehalten.",
)
def by_german_level(facts: Facts) -> Groups:
    return _by_answer(facts, facts.life.german, LANGUAGE_LEVELS)


def _by_answer(facts: Facts, answers: dict[int, str], codes: CodeList) -> Groups:
    """Everybody by their one answer, in the order of the list, then those who gave none."""
    words = [*codes.codes(), *ANSWERS.codes()]
    said = np.full(facts.evening.timeline.people, NOTHING, np.int64)
    for person, answer in answers.items():
        said[person] = words.index(answer) if answer in words else NOTHING
    return Words(
        facts,
        said,
        words,
        lambda code: ANSWERS.label(code) if code in ANSWERS else codes.label(code),
        first=codes.codes(),
        last=[code for code in ANSWERS.codes() if code in answers.values()],
    ).groups()
