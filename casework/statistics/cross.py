"""The cross table: the people of an evening by any two of the declared dimensions, perhaps only some of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from casework.housing.spans import Flags, Ints
from casework.statistics import life_traits, traits
from casework.statistics.dimensions import DIMENSIONS, Dimension, Groups, get_dimension
from casework.statistics.disclosure import Cell
from casework.statistics.facts import Facts
from casework.statistics.question import Question

DECLARED_BY = (traits, life_traits)
"""The modules whose dimensions can be chosen, in this order."""
MOST_ROWS, MOST_COLUMNS = 50, 12
Chosen = tuple[tuple[str, str], ...]
"""Dimensions by name, each with the code of a group."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which cross table: the dimensions of its rows and columns (None: people only), and what it is narrowed to."""

    question: Question
    rows: str
    columns: str | None = None
    only: Chosen = ()


class CrossTable:
    """The numbers as they are; the last row and the last column of `counts` are totals."""

    def __init__(self, facts: Facts, asked: Asked) -> None:
        self.facts, self.asked = facts, asked
        self.row_dimension = get_dimension(asked.rows)
        self.column_dimension = get_dimension(asked.columns) if asked.columns else None
        self.only = [(get_dimension(name), code) for name, code in asked.only]

    @cached_property
    def rows(self) -> Groups:
        return self.row_dimension.groups(self.facts, MOST_ROWS)

    @cached_property
    def columns(self) -> Groups:
        if self.column_dimension is None:
            return Groups(np.zeros(self.facts.evening.timeline.people, np.int64), [""], ["Personen"])
        return self.column_dimension.groups(self.facts, MOST_COLUMNS)

    @cached_property
    def people(self) -> Flags:
        """Everybody in the table."""
        return people_in(self.facts, self.asked.only)

    @cached_property
    def counts(self) -> Ints:
        height, width = len(self.rows.codes), len(self.columns.codes)
        places = self.rows.of[self.people] * width + self.columns.of[self.people]
        inner = np.bincount(places, minlength=height * width).reshape(height, width)
        wide = np.hstack([inner, inner.sum(axis=1, keepdims=True)])
        return np.vstack([wide, wide.sum(axis=0, keepdims=True)])

    @property
    def width_shown(self) -> int:
        """How many columns are shown: with a single one the totals of the rows would say it twice."""
        return len(self.columns.codes) + (self.column_dimension is not None)

    @property
    def unseen(self) -> set[Cell]:
        """The totals that are not shown."""
        height, width = self.counts.shape
        return {(row, column) for row in range(height) for column in range(self.width_shown, width)}

    def groups_of(self, cell: Cell) -> dict[str, str]:
        """What holds of everybody a cell counts: the code of a group by the name of its dimension."""
        held = dict(self.asked.only)
        if cell[0] < len(self.rows.codes):
            held[self.asked.rows] = self.rows.codes[cell[0]]
        if self.asked.columns and cell[1] < len(self.columns.codes):
            held[self.asked.columns] = self.columns.codes[cell[1]]
        return held

    def words_of(self, cell: Cell) -> str:
        """A cell as it is spoken of."""
        row = self.rows.labels[cell[0]] if cell[0] < len(self.rows.codes) else "Summe"
        column = [*self.columns.labels, "Summe"][cell[1]]
        return f"{row} · {column}" if self.asked.columns else row

    def dimensions(self) -> Sequence[Dimension]:
        """Those whose definitions are printed below."""
        used = [self.row_dimension, self.column_dimension, *(dimension for dimension, _code in self.only)]
        return list({dimension.name: dimension for dimension in used if dimension is not None}.values())


def people_in(facts: Facts, only: Chosen) -> Flags:
    """Who of the town's care is in all of these groups."""
    people = facts.in_care
    for name, code in only:
        people = people & get_dimension(name).people(facts, code)
    return people


def choices(facts: Facts) -> Mapping[Dimension, Sequence[tuple[str, str]]]:
    """The groups there are on an evening, by dimension, for a filter."""
    found = {dimension: dimension.groups(facts, MOST_ROWS) for dimension in DIMENSIONS.values()}
    return {
        dimension: list(zip(groups.codes, groups.labels, strict=True)) for dimension, groups in found.items()
    }


def words_of_groups(facts: Facts, only: Chosen) -> list[tuple[str, str]]:
    """What a table or list is narrowed to, in words: dimension and group."""
    said = []
    for name, code in only:
        dimension = get_dimension(name)
        groups = dimension.groups(facts, MOST_ROWS)
        labels = dict(zip(groups.codes, groups.labels, strict=True))
        said.append((dimension.label, labels.get(code, "übrige" if code.startswith("rest-") else code)))
    return said
