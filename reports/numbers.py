"""Every declared figure at the end of a paper: whatever is declared stands there by itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from casework.statistics.all_figures import AllFigures
from casework.statistics.answers import figures_of
from casework.statistics.facts import Facts
from casework.statistics.parts import PARTS
from casework.web.components import day, number

Line = tuple[str, str, str]
"""What is counted, how much, in which unit."""


@dataclass(frozen=True, slots=True)
class Part:
    """The figures of one part of the answer, as written, and what their words mean."""

    title: str
    lines: Sequence[Line]
    definitions: Sequence[tuple[str, str]]


def parts_of(facts: Facts) -> list[Part]:
    """All figures about the municipality as a whole; those of the houses stand in their own table."""
    meanings = {
        title: [(figure.label, figure.definition) for figure in figures_of(part)]
        for part, title in PARTS.items()
    }
    return [
        Part(
            title, [(words, as_written(value), unit) for _title, words, value, unit in rows], meanings[title]
        )
        for title, rows in groupby(AllFigures(facts).rows(), key=lambda row: row[0])
    ]


def as_written(value: Any) -> str:
    """1.014, 0,3061, 12,5 or 30.06.2025; a sentence or a dash stays as it is."""
    if isinstance(value, date):
        return day(value)
    if isinstance(value, str):
        return value
    decimals = -int(Decimal(str(value)).as_tuple().exponent)
    return number(value, max(0, decimals))
