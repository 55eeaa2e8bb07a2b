"""Declared figures: each a function of what is known for a question, with its name, unit, definition and source.

Whoever shows figures – the JSON, the page, the lists to download, the papers – takes them from here.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any, Generic, TypeVar, cast

from casework.statistics.facts import Facts
from casework.statistics.house_people import HouseFacts

DEFINITIONS_VERSION = "2"
"""Since 2 the stock holds what other offices report without names."""
PEOPLE, PLACES, PERCENT, SQUARE_METRES, DAYS, MINUTES = (
    "Personen",
    "Plätze",
    "Prozent",
    "m²",
    "Personentage",
    "Minuten",
)
OF_WORK = ("counselling", "talks", "waiting", "plans", "goals", "caseload_per_fte")
"""The parts of the answer, or figures of none, that can be asked for a team or a worker."""
Source = TypeVar("Source")
Read = TypeVar("Read", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Figure(Generic[Source]):
    """A figure; `name` is its place in the JSON, `source` the paragraph its definition follows.

    Figures of a house are about its places unless they say that they are about its people.
    """

    name: str
    label: str
    unit: str
    definition: str
    source: str
    read: Callable[[Source], Any]
    total: Callable[[Sequence[Source]], Any] | None = None
    about_people: bool = False


FIGURES: list[Figure[Facts]] = []
WORK_FIGURES: list[Figure[Facts]] = []
"""Further ones of the work, which are no part of the town's answer."""
HOUSE_FIGURES: list[Figure[HouseFacts]] = []


def figure(name: str, label: str, *, unit: str, source: str, definition: str) -> Callable[[Read], Read]:
    """Declare a figure of the municipality; a name with a dot lies in that part of the JSON.

    Only those of the work are known for a team or a worker.
    """

    def declare(read: Read) -> Read:
        can_be_narrowed = name.partition(".")[0] in OF_WORK
        found = read if can_be_narrowed else _of_whole_towns(read)
        FIGURES.append(Figure(name, label, unit, definition, source, found))
        return read

    return declare


def work_figure(name: str, label: str, *, unit: str, source: str, definition: str) -> Callable[[Read], Read]:
    """Declare a figure of the work that the answer for scripts does not have."""

    def declare(read: Read) -> Read:
        WORK_FIGURES.append(Figure(name, label, unit, definition, source, read))
        return read

    return declare


def _of_whole_towns(read: Read) -> Read:
    """The same, unknown for a team or a worker."""

    @wraps(read)
    def found(facts: Facts) -> Any:
        return None if facts.question.is_narrowed else read(facts)

    return cast(Read, found)


def house_figure(
    name: str,
    label: str,
    *,
    unit: str,
    source: str,
    definition: str,
    total: Callable[[Sequence[HouseFacts]], Any] | None = None,
    about_people: bool = False,
) -> Callable[[Read], Read]:
    """Declare a figure of each house; without a `total` of its own the houses add up."""

    def declare(read: Read) -> Read:
        HOUSE_FIGURES.append(Figure(name, label, unit, definition, source, read, total, about_people))
        return read

    return declare


def house_total(figure: Figure[HouseFacts], houses: Sequence[HouseFacts]) -> Any:
    """The figure over all houses together; None where it is unknown."""
    if figure.total is not None:
        return figure.total(houses)
    values = [figure.read(house) for house in houses]
    return None if None in values else sum(values)


def definition_of(name: str) -> Figure[Any]:
    """The declaration of a figure by name, for who prints its label and definition."""
    declared: list[Figure[Any]] = [*FIGURES, *WORK_FIGURES, *HOUSE_FIGURES]
    return next(figure for figure in declared if figure.name == name)
