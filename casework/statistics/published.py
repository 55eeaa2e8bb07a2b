"""What already left the house, and what a further table may tell beside it (decision 0018).

Whoever keeps what was published declares it here; the cross table knows no more of it than the numbers themselves.
"""

import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from casework.errors import Refused
from casework.statistics.cross import Asked, CrossTable
from casework.statistics.disclosure import SMALL, SUPPRESS, Cell, Past
from casework.statistics.facts import facts_of

PublishedCells = Mapping[str, int | None]
"""By name of the cell (`cell_name`) what was told; None is a suppressed one."""


@dataclass(frozen=True, slots=True)
class Published:
    """A table as it left the house."""

    name: str
    asked: Asked
    mode: str
    cells: PublishedCells


PUBLISHED: list[Callable[[uuid.UUID], Iterable[Published]]] = []
"""Who knows what a municipality published, the latest first."""


def cell_name(groups: Mapping[str, str]) -> str:
    """What a cell counts, the same in every table it stands in: „sex=w&stage=VU“, and nothing for everybody."""
    return "&".join(f"{name}={code}" for name, code in sorted(groups.items()))


def published(municipality_id: uuid.UUID) -> list[Published]:
    """Every table a municipality published."""
    return [table for told in PUBLISHED for table in told(municipality_id)]


@dataclass(frozen=True)
class Beside:
    """A table beside what was published before it."""

    table: CrossTable
    earlier: Sequence[Published]

    def check_mode(self, mode: str) -> None:
        """Refuse a second way of protection for numbers of an evening that left the house in another.

        Together they would tell too much.
        """
        evening = self.table.asked.question.on
        for before in self.earlier:
            if before.asked.question.on != evening or before.mode == mode:
                continue
            if any(name and name in self._cells for name in before.cells):
                raise Refused(
                    "Zahlen aus dieser Tabelle wurden schon anders geschützt herausgegeben (%(name)s). Beides "
                    "nebeneinander ließe kleine Zahlen erkennen. Bitte wählen Sie denselben Schutz wie dort, oder "
                    "nehmen Sie die Zahlen von dort.",
                    name=before.name,
                )

    @cached_property
    def _cells(self) -> dict[str, Cell]:
        height, width = self.table.counts.shape
        return {
            cell_name(self.table.groups_of(cell)): cell
            for cell in product(range(height), range(width))
            if cell not in self.table.unseen
        }

    def past(self) -> tuple[Past, list[str]]:
        """What must be suppressed because of the past, with a sentence for each cell that was told then."""
        sensitive: set[Cell] = set()
        told: set[Cell] = set()
        reasons: dict[Cell, str] = {}
        for before, cell, value in self._met():
            change = abs(int(self.table.counts[cell]) - value.people)
            if value.was_told and change == 0:
                told.add(cell)
            elif change in SMALL or change == 0:
                sensitive.add(cell)
                if value.was_told:
                    reasons.setdefault(cell, before.name)
        sentences = [
            f"„{self.table.words_of(cell)}“ ist gesperrt: Der Unterschied zu {name} beträgt 1 oder 2."
            for cell, name in sorted(reasons.items())
        ]
        return Past(frozenset(sensitive), frozenset(told - sensitive)), sentences

    def _met(self) -> Iterator[tuple[Published, Cell, "_Then"]]:
        """Every cell that stood in an earlier table of the same protection, with what it counted then."""
        for before in self.earlier:
            met = [name for name in before.cells if name in self._cells and before.mode == SUPPRESS]
            then = _counts(before.asked) if any(before.cells[name] is None for name in met) else {}
            for name in met:
                value = before.cells[name]
                people = then.get(name, 0) if value is None else value
                yield before, self._cells[name], _Then(people, value is not None)


@dataclass(frozen=True, slots=True)
class _Then:
    """What a cell counted in an earlier table, and whether that was told."""

    people: int
    was_told: bool


def _counts(asked: Asked) -> dict[str, int]:
    """What a table counted, suppressed or not: what was known at its moment does not change."""
    table = CrossTable(facts_of(asked.question), asked)
    height, width = table.counts.shape
    cells = product(range(height), range(width))
    return {cell_name(table.groups_of(cell)): int(table.counts[cell]) for cell in cells}
