"""Which of the declared figures funding evidence may hold: those that others published, and what is near (brief §3)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from casework.statistics.facts import Facts
from casework.statistics.figures import PERCENT, Figure, definition_of
from casework.web.components import number, percent

MAIN_TOPICS = "counselling.by_main_topic"
CASELOAD = "caseload_per_fte"
PARTS: Mapping[str, tuple[str, ...]] = {
    "Beratung": (
        "counselling.consultations",
        "talks.first",
        "talks.follow_up",
        "counselling.persons",
        "counselling.minutes",
        MAIN_TOPICS,
    ),
    "Integrationspläne": ("plans.new", "plans.continued", "plans.active", "plans.ended"),
    "Ziele": (
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
    "Fälle und Stellen": (CASELOAD,),
}
"""The names of the figures by the part of the evidence they stand in."""
ALL = tuple(name for names in PARTS.values() for name in names)


@dataclass(frozen=True, slots=True)
class Line:
    """A figure that is one number, with what it is in the period."""

    part: str
    figure: Figure[Facts]
    value: Any

    @property
    def written(self) -> str:
        return written(self.value)


def numbers(chosen: Collection[str]) -> list[tuple[str, Figure[Facts]]]:
    """The chosen figures that are one number, each with its part, in the order of the evidence."""
    return [
        (part, definition_of(name))
        for part, names in PARTS.items()
        for name in names
        if name in chosen and name != MAIN_TOPICS
    ]


def written(value: Any) -> str:
    """1.014 or 12,5 beside its unit; – where there is nothing to count or to divide by."""
    return number(value, 1 if isinstance(value, Decimal) else 0)


def written_alone(figure: Figure[Facts], value: Any) -> str:
    """The same where no unit stands beside it: 50,0 %."""
    return percent(value) if figure.unit == PERCENT else written(value)


def source_of(figure: Figure[Facts]) -> str:
    """The paragraph a definition follows, as it is cited in German."""
    return figure.source.replace("domain brief", "Fachkonzept")


def labelled(part: str, figure: Figure[Facts]) -> str:
    """The word for a figure outside the table of its part."""
    return f"{part}: {figure.label}" if figure.label[:1].islower() else figure.label
