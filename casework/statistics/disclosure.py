"""Small numbers do not leave the house: cells are suppressed, or each is rounded (domain brief §5.6).

A table comes with its totals: its last row and its last column are sums. Every row and every column is then one
equation, and a suppressed cell can be worked out only where the equations leave it no other value. Seen as a network
the rows and columns are places and the cells are flows between them: a cell may be one more or one less exactly if a
way through other suppressed cells leads back from its one end to the other.
"""

import heapq
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from casework.errors import Refused
from casework.housing.spans import Ints

Cell = tuple[int, int]
SUPPRESS, ROUND5 = "suppress", "round5"
SMALL = range(1, 3)
"""So few people are never told."""


def rounded(people: int) -> int:
    """The nearest multiple of five: 0–2 is 0, 3–7 is 5, 8–12 is 10."""
    return (people + 2) // 5 * 5


def sums_differ(table: Ints) -> bool:
    """Whether the rounded parts of a table with its totals add up to something else than the rounded totals."""
    told = (table + 2) // 5 * 5
    return bool((told[:, :-1].sum(axis=1) != told[:, -1]).any() or (told[:-1].sum(axis=0) != told[-1]).any())


@dataclass(frozen=True)
class Past:
    """What earlier tables say of the cells of this one.

    `sensitive` would tell, beside an earlier table, of one or two people; `told` are known outside, so that suppressing
    them protects nothing.
    """

    sensitive: frozenset[Cell] = frozenset()
    told: frozenset[Cell] = frozenset()


NO_PAST = Past()


def suppressed_cells(table: Ints, unseen: Collection[Cell] = (), past: Past = NO_PAST) -> frozenset[Cell]:
    """The cells that are not told: one or two people, what is sensitive, and as few others as protect them.

    `unseen` are totals the table leaves out; they cost nothing and count as suppressed. Others go by their number of
    people, the fewest first. Whoever reads the table may take it that a suppressed cell is not 0; only where no other
    cell can protect, one of 0 does. Raises Refused where nothing can.
    """
    for least in (1, 0):
        network = _Network(table, frozenset(unseen), past, least)
        if network.protect():
            return frozenset(network.hidden - network.unseen)
    raise Refused(
        "Diese Tabelle kann nicht herausgegeben werden: Mit dem, was schon herausgegeben wurde, ließe sich eine "
        "kleine Zahl ausrechnen. Bitte fassen Sie sie gröber, zum Beispiel mit nur einem Merkmal."
    )


class _Network:
    """A table as places and flows; `least` is what a reader takes a suppressed cell to be at least."""

    def __init__(self, table: Ints, unseen: frozenset[Cell], past: Past, least: int) -> None:
        self.values: list[list[int]] = table.tolist()
        self.unseen, self.past, self.least = unseen, past, least
        self.last_row, self.last_column = len(self.values) - 1, len(self.values[0]) - 1
        small = {cell for cell in self._cells() if self._value(cell) in SMALL}
        self.secret = sorted((small | past.sensitive) - unseen)
        self.hidden = {*self.secret, *unseen}

    def protect(self) -> bool:
        """Suppress what is needed; False where it cannot be done."""
        for cell in self.secret:
            ways = [way for up in (True, False) if (way := self._way_back(cell, up)) is not None]
            if not ways:
                return False
            self.hidden.update(min(ways)[1])
        return True

    def _way_back(self, cell: Cell, up: bool) -> tuple[int, list[Cell]] | None:
        """What it costs, and which cells must go, for one more (up) or one less in a cell to stay possible."""
        if not up and self._value(cell) <= self.least:
            return None
        begin, end = self._ends(cell)
        start, goal = (end, begin) if up else (begin, end)
        seen: set[int] = set()
        waiting: list[tuple[int, int, list[Cell]]] = [(0, start, [])]
        while waiting:
            cost, place, way = heapq.heappop(waiting)
            if place == goal:
                return cost, way
            if place in seen:
                continue
            seen.add(place)
            for other, step in self._steps(place):
                if step != cell and other not in seen and (price := self._price(step, place)) is not None:
                    heapq.heappush(waiting, (cost + price, other, [*way, step]))
        return None

    def _price(self, cell: Cell, place: int) -> int | None:
        """What suppressing a cell costs, so that it can carry a way from a place; None where it cannot."""
        value, with_it = self._value(cell), self._ends(cell)[0] == place
        if not with_it and value <= self.least:
            return None
        if cell in self.hidden:
            return 0
        if cell in self.past.told or (value == 0 and self.least > 0):
            return None
        return 1 + value

    def _steps(self, place: int) -> Iterator[tuple[int, Cell]]:
        """Where a place leads, and through which cell: rows come first, then columns."""
        rows = self.last_row + 1
        if place < rows:
            yield from ((rows + column, (place, column)) for column in range(self.last_column + 1))
        else:
            yield from ((row, (row, place - rows)) for row in range(rows))

    def _ends(self, cell: Cell) -> tuple[int, int]:
        """From where to where a cell flows: a row's cells into the columns, its total into the row, and so on."""
        row, column = cell[0], self.last_row + 1 + cell[1]
        with_the_row = (cell[0] == self.last_row) == (cell[1] == self.last_column)
        return (row, column) if with_the_row else (column, row)

    def _cells(self) -> Iterator[Cell]:
        return ((row, column) for row in range(self.last_row + 1) for column in range(self.last_column + 1))

    def _value(self, cell: Cell) -> int:
        return self.values[cell[0]][cell[1]]
