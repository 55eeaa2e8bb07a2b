"""What a time series can follow: any declared figure that is a number, and each number of those that count by codes.

A measure goes by the name of its figure in the JSON: `stock.total`, with a code behind a dot `stock.by_stage.VU`, of
the houses together `occupied` and of one house `occupied@AU West`.
"""

import typing
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from types import UnionType
from typing import Any

from casework.errors import Refused
from casework.statistics.ages import AGE_GROUPS
from casework.statistics.answers import declared_figures, figures_of_houses
from casework.statistics.facts import Facts
from casework.statistics.figures import Figure, house_total
from casework.statistics.house_people import HouseFacts
from casework.statistics.parts import PARTS, word_of
from casework.vocabulary.counselling import TALK_FORMS
from casework.vocabulary.housing import STAGES
from casework.vocabulary.people import SEXES

Value = int | Decimal | None
NUMBERS = (int, Decimal)
AT_A_HOUSE = "@"
OFFERED_CODES: dict[str, Sequence[str]] = {
    "stock.by_stage": STAGES.codes(),
    "rates.by_stage": STAGES.codes(),
    "length_of_stay.completed_median_by_stage": STAGES.codes(),
    "length_of_stay.running_median_by_stage": STAGES.codes(),
    "talks.by_form": TALK_FORMS.codes(),
    "demography.by_sex": SEXES.codes(),
    "demography.by_age_group": AGE_GROUPS,
}
"""The codes a choice offers; others are known by name all the same."""
PER_HOUSE = "Unterkünfte"


@dataclass(frozen=True, slots=True)
class Measure:
    """A number of each evening."""

    name: str
    label: str
    figure: Figure[Any]
    read: Callable[[Facts], Value]

    @property
    def unit(self) -> str:
        return self.figure.unit


def find_measure(name: str, houses: Collection[str]) -> Measure:
    """The measure of a name; `houses` are the names there are. Raises Refused for what is no number."""
    figure_name, at, house = name.partition(AT_A_HOUSE)
    for of_house in figures_of_houses():
        if of_house.name == figure_name and (not at or house in houses):
            return _of_houses(of_house, house)
    for figure in [] if at else declared_figures():
        if figure.name == name and is_number(figure):
            return Measure(name, figure.label, figure, figure.read)
        code = name.removeprefix(f"{figure.name}.")
        if code != name and _counted_by_code(figure) is not None:
            return _of_code(figure, code)
    raise Refused(
        "Eine Zahl „%(name)s“ gibt es nicht. Zum Beispiel gibt es stock.total, stock.by_stage.VU, movement.arrivals, "
        "occupied und occupied@ mit dem Namen einer Unterkunft.",
        name=name,
    )


def offered() -> list[tuple[str, list[tuple[str, str]]]]:
    """All measures to choose from by part: name and label; those of houses apart, at the end."""
    found: dict[str, list[tuple[str, str]]] = {title: [] for title in PARTS.values()}
    for figure in declared_figures():
        choices = found[PARTS[figure.name.rpartition(".")[0]]]
        if is_number(figure):
            choices.append((figure.name, figure.label))
        for code in OFFERED_CODES.get(figure.name, ()):
            measure = _of_code(figure, code)
            choices.append((measure.name, measure.label))
    of_houses = [(figure.name, figure.label) for figure in figures_of_houses()]
    return [*((title, choices) for title, choices in found.items() if choices), (PER_HOUSE, of_houses)]


def is_of_houses(name: str) -> bool:
    """Whether a measure can be asked of one house."""
    return any(figure.name == name for figure in figures_of_houses())


def _of_houses(figure: Figure[HouseFacts], house: str) -> Measure:
    if not house:
        return Measure(
            figure.name,
            f"{figure.label}, alle Unterkünfte",
            figure,
            lambda facts: house_total(figure, facts.houses),
        )
    return Measure(
        f"{figure.name}{AT_A_HOUSE}{house}",
        f"{figure.label}, {house}",
        figure,
        lambda facts: next((figure.read(one) for one in facts.houses if one.places.name == house), None),
    )


def _of_code(figure: Figure[Facts], code: str) -> Measure:
    return Measure(
        f"{figure.name}.{code}",
        f"{figure.label}: {code if code in STAGES else word_of(figure.name, code)}",
        figure,
        partial(_at_code, figure, code),
    )


def _at_code(figure: Figure[Facts], code: str, facts: Facts) -> Value:
    """Nobody is counted under a code that does not occur; a mean of nobody is none."""
    found = figure.read(facts)
    return None if found is None else found.get(code, 0 if _counted_by_code(figure) is int else None)


def is_number(figure: Figure[Facts]) -> bool:
    """Whether a figure is a plain number."""
    return _returned(figure) in NUMBERS


def _counted_by_code(figure: Figure[Facts]) -> Any:
    """What the figure tells of each code; None for one that has no codes."""
    returned = _returned(figure)
    return _present(typing.get_args(returned)[1]) if typing.get_origin(returned) is dict else None


def _returned(figure: Figure[Facts]) -> Any:
    """What the declared function answers, apart from None."""
    return _present(typing.get_type_hints(figure.read)["return"])


def _present(hint: Any) -> Any:
    if isinstance(hint, UnionType):
        return next(one for one in typing.get_args(hint) if one is not type(None))
    return hint
