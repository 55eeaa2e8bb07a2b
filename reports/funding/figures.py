"""Which of the declared figures funding evidence may hold: those that others published, and what is near (brief §3)."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from casework.statistics.facts import Facts
from casework.statistics.figures import DEFINITIONS_VERSION, PERCENT, Figure, definition_of
from casework.statistics.work_figures import PER_POST
from casework.web.components import number, percent

MAIN_TOPICS = "counselling.by_main_topic"
CASELOAD = "caseload_per_fte"
OF_A_POST = ".per_post"
TOLD_PER_POST = {
    "counselling.consultations": "Gespräche",
    "counselling.persons": "Beratene Personen",
    "counselling.minutes": "Minuten",
    "plans.active": "Aktive Pläne",
}
"""The figures that are divided by the full-time posts, too, and their words there."""
PARTS: Mapping[str, tuple[str, ...]] = {
    "Beratung": (
        "counselling.consultations",
        "talks.first",
        "talks.follow_up",
        "talks.without_person",
        "counselling.persons",
        "counselling.minutes",
        MAIN_TOPICS,
    ),
    "Integrationspläne": ("plans.new", "plans.continued", "plans.active", "plans.ended"),
    "Ziele": (
        "work.settled_goals",
        "plans.goal_attainment_strict",
        "plans.goal_attainment_weighted",
        "goals.achieved_with_due_date",
        "goals.achieved_on_time",
    ),
    "Wartezeit": (
        "waiting.followup_begun",
        "waiting.first_talks",
        "waiting.still_waiting",
        "waiting.days_mean",
        "waiting.days_median",
    ),
    "Fälle und Stellen": ("work.cases", "work.full_time_on", "work.full_time_average", CASELOAD),
    "Umgerechnet auf Vollzeitstellen": tuple(f"{name}{OF_A_POST}" for name in TOLD_PER_POST),
}
"""The names of the figures by the part of the evidence they stand in."""
ALL = tuple(name for names in PARTS.values() for name in names)
ONCE = frozenset({"counselling.persons"})
"""Whole numbers to which the lines of the posts need not add up: somebody talked with two of them."""
SOFT_HYPHEN = "\u00ad"
JOINTS = (
    "Beratungs|",
    "Erst|gespräche",
    "Folge|gespräche",
    "Integrations|",
    "Vollzeit|",
    "Anschluss|",
    "Ziel|erreichung",
)
"""Where the long words of table heads may break."""


@dataclass(frozen=True, slots=True)
class Line:
    """A figure that is one number, with what it is in the period."""

    part: str
    figure: Figure[Facts]
    value: Any

    @property
    def written(self) -> str:
        return written(self.value)


def find_figure(name: str) -> Figure[Facts]:
    """The declared figure of a name, or the same per full-time post."""
    if name.endswith(OF_A_POST):
        return _per_post(name.removesuffix(OF_A_POST))
    return definition_of(name)


def _per_post(name: str) -> Figure[Facts]:
    whole: Figure[Facts] = definition_of(name)

    def read(facts: Facts) -> Decimal | None:
        value = whole.read(facts)
        return None if value is None else facts.work.per_post(value)

    label = f"{TOLD_PER_POST[name]} je Vollzeitstelle"
    return replace(whole, name=f"{name}{OF_A_POST}", label=label, definition=PER_POST, read=read)


def numbers(chosen: Collection[str]) -> list[tuple[str, Figure[Facts]]]:
    """The chosen figures that are one number, each with its part, in the order of the evidence."""
    return [
        (part, find_figure(name))
        for part, names in PARTS.items()
        for name in names
        if name in chosen and name != MAIN_TOPICS
    ]


def written(value: Any) -> str:
    """1.014, 12,5 or 0,75 beside its unit; – where there is nothing to count or to divide by."""
    decimals = -int(value.as_tuple().exponent) if isinstance(value, Decimal) else 0
    return number(value, max(0, decimals))


def written_alone(figure: Figure[Facts], value: Any) -> str:
    """The same where no unit stands beside it: 50,0 %."""
    return percent(value) if figure.unit == PERCENT else written(value)


def source_of(figure: Figure[Facts]) -> str:
    """The paragraph of law a definition follows; of one that follows none, that it is the program's own."""
    cited = [part.strip() for part in figure.source.split(";") if "domain brief" not in part]
    return "; ".join(cited) or f"Definition des Programms, Fassung {DEFINITIONS_VERSION}"


def breakable(label: str) -> str:
    """A label that breaks at the joints of its words only."""
    for joint in JOINTS:
        before, after = joint.split("|")
        label = re.sub(f"{before}(?={after or '[a-zäöüß]'})", f"{before}{SOFT_HYPHEN}", label)
    return label


def labelled(part: str, figure: Figure[Facts]) -> str:
    """The word for a figure outside the table of its part."""
    return f"{part}: {figure.label}" if figure.label[:1].islower() else figure.label
