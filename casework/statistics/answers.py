"""Every declared figure for one question, as the JSON that scripts rely on."""

from decimal import Decimal
from typing import Any

from casework.database.moments import BERLIN
from casework.statistics import (
    flow,
    goal_figures,
    houses,
    lengths,
    life_figures,
    period,
    quota_figures,
    rates,
    response_figures,
    results,
    segregation_figures,
    stock,
    talk_figures,
    waiting,
)
from casework.statistics.facts import Facts, facts_of
from casework.statistics.figures import DEFINITIONS_VERSION, FIGURES, HOUSE_FIGURES, Figure
from casework.statistics.house_people import HouseFacts
from casework.statistics.question import Question

DECLARED_BY = (
    stock,
    houses,
    flow,
    results,
    talk_figures,
    goal_figures,
    rates,
    period,
    lengths,
    waiting,
    segregation_figures,
    quota_figures,
    life_figures,
    response_figures,
)
"""The modules whose figures are printed, in this order."""
ONLY_FOR_A_PERIOD = ("movement", "counselling", "talks", "goals", "period", "waiting")


def answer(question: Question) -> dict[str, Any]:
    """All figures, with numbers where the figures are decimal; parts that need a period are None without one, and
    figures that are not of the work for a team or a worker."""
    return answer_from(facts_of(question))


def answer_from(facts: Facts) -> dict[str, Any]:
    """The same, for who needs the facts as well."""
    question = facts.question
    found: dict[str, Any] = {
        "municipality": question.municipality_name,
        "on": question.on.isoformat(),
        "as_known_at": question.known_at.astimezone(BERLIN).isoformat(),
        "definitions": DEFINITIONS_VERSION,
        "stock": {},
        "accommodations": None if question.is_narrowed else _houses(facts),
        "movement": {},
        "demography": {},
    }
    for figure in FIGURES:
        part, _dot, name = figure.name.rpartition(".")
        if question.since is None and part in ONLY_FOR_A_PERIOD:
            found[part] = None
        else:
            (found.setdefault(part, {}) if part else found)[name] = _plain(figure.read(facts))
    return found


def _houses(facts: Facts) -> list[dict[str, Any]]:
    return [
        {"name": house.places.name, "kind": house.places.kind}
        | {figure.name: _plain(figure.read(house)) for figure in HOUSE_FIGURES}
        for house in facts.houses
    ]


def declared_figures() -> list[Figure[Facts]]:
    """All declared figures of the municipality."""
    return FIGURES


def figures_of(part: str) -> list[Figure[Facts]]:
    """The declared figures of one part of the answer."""
    return [figure for figure in FIGURES if figure.name.rpartition(".")[0] == part]


def figures_of_houses() -> list[Figure[HouseFacts]]:
    """The declared figures of each house, in the order of the table."""
    return HOUSE_FIGURES


def _plain(value: Any) -> Any:
    if value is None or type(value) in (int, str):  # of ten thousand values all but a few
        return value
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return float(value) if isinstance(value, Decimal) else value
