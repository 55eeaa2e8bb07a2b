"""A kind of list: its columns, and what its rows mean to the town's data."""

import uuid
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, ClassVar

from casework.errors import Refused
from casework.exchange.cells import Reader
from casework.exchange.tables import Cell, NotAList, Table, TableRow
from casework.vocabulary.spelling import plain, without_controls

REASON_COLUMN = "Fehler"
"""The column of a file of rejected rows that says why; it is ours and ignored when the file comes back."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list; a file without a `needed` one is not this list."""

    name: str
    read: Reader
    hint: str
    example: str = ""
    needed: bool = False


@dataclass(frozen=True, slots=True)
class Remark:
    """What is wrong, or noteworthy, where: the row as Excel numbers it, the column as the format names it."""

    row: int | None
    column: str | None
    reason: str


class Outcome(StrEnum):
    """What a row does, in the words of the command's JSON."""

    NEW = "new"
    CORRECTED = "corrected"
    UNCHANGED = "unchanged"
    RETRACTED = "retracted"


@dataclass(slots=True)
class Row:
    """One row on its way in: what its cells say, what was found wrong, and what it would do."""

    number: int
    cells: Sequence[Cell]
    values: dict[str, Any] = field(default_factory=dict)
    problems: list[Remark] = field(default_factory=list)
    warnings: list[Remark] = field(default_factory=list)
    outcome: Outcome = Outcome.UNCHANGED
    repeats: bool = False

    def __getitem__(self, column: str) -> Any:
        """What the row says in a column; None for an empty cell and for a column the file does not have."""
        return self.values.get(column)

    def tells(self, column: str) -> bool:
        """Whether the file has this column at all."""
        return column in self.values

    @property
    def is_good(self) -> bool:
        return not self.problems

    def refuse(self, column: str | None, reason: str) -> None:
        self.problems.append(Remark(self.number, column, reason))

    def repeat(self, earlier: "Row") -> None:
        """The row says once more what an earlier one said, and need not be stored."""
        self.repeats = True
        self.warn(None, f"Die Zeile wiederholt Zeile {earlier.number}.")

    def weigh(self, stored: object | None, facts: Mapping[str, Any]) -> None:
        """What a row that is whole by itself does, beside what is stored under its key."""
        if self["Storno"]:
            self.outcome = Outcome.RETRACTED if stored else Outcome.UNCHANGED
            if stored is None:
                self.warn("Storno", "Dazu ist nichts gespeichert; es gibt nichts zurückzunehmen.")
        elif stored is None:
            self.outcome = Outcome.NEW
        elif any(getattr(stored, name) != value for name, value in facts.items()):
            self.outcome = Outcome.CORRECTED

    def warn(self, column: str | None, reason: str) -> None:
        self.warnings.append(Remark(self.number, column, reason))


class TownList:
    """What one import of a list does: `decide` reads and compares and changes nothing, `write` stores the good rows.

    A subclass per list declares `name`, `title` and `columns`.
    """

    name: ClassVar[str]
    title: ClassVar[str]
    explanation: ClassVar[str]
    columns: ClassVar[tuple[Column, ...]]

    def __init__(self, municipality_id: uuid.UUID) -> None:
        self.municipality_id = municipality_id

    def decide(self, rows: Sequence[Row]) -> None:
        """Give each row its outcome or its problems, looking at the whole list and at what is stored."""
        raise NotImplementedError

    def write(self, rows: Sequence[Row]) -> None:
        """Store what these good rows say."""
        raise NotImplementedError


def read_rows(table: Table, columns: Sequence[Column]) -> tuple[list[Row], list[str]]:
    """The rows of a table with what their cells say, and the headings nobody knows.

    Raises NotAList for a heading that stands twice and for a missing column without which nothing can be understood.
    """
    places, ignored = _places(table.headings, columns)
    missing = [column.name for column in columns if column.needed and column.name not in places]
    if missing:
        raise NotAList(
            "Der Liste fehlt die Spalte %(missing)s. Gefunden wurden: %(found)s. Ist es die richtige Liste?",
            missing=", ".join(f"„{name}“" for name in missing),
            found=", ".join(f"„{heading}“" for heading in table.headings if heading) or "keine",
        )
    known = [(column, places[column.name]) for column in columns if column.name in places]
    return [_row(found, known, len(table.headings)) for found in table.rows], ignored


def _places(headings: Sequence[str], columns: Sequence[Column]) -> tuple[dict[str, int], list[str]]:
    spelled = [plain(heading) for heading in headings]
    for heading, count in Counter(filter(None, spelled)).items():
        if count > 1:
            raise NotAList(
                "Die Spalte „%(name)s“ steht mehrfach in der Liste.", name=headings[spelled.index(heading)]
            )
    names = {plain(column.name): column.name for column in columns}
    places = {names[heading]: place for place, heading in enumerate(spelled) if heading in names}
    ours = {*names, plain(REASON_COLUMN)}
    return places, [
        heading for heading, key in zip(headings, spelled, strict=True) if heading and key not in ours
    ]


def _row(found: TableRow, columns: Iterable[tuple[Column, int]], width: int) -> Row:
    row = Row(found.number, found.cells)
    if len(found.cells) > width:
        row.refuse(
            None, "Die Zeile hat mehr Zellen als die Liste Spalten. Fehlt irgendwo ein Anführungszeichen?"
        )
        return row
    for column, place in columns:
        cell = found.cells[place]
        if isinstance(cell, str) and without_controls(cell) != cell:
            row.warn(column.name, "Unsichtbare Zeichen, die die Schreibrichtung ändern, wurden entfernt.")
        try:
            row.values[column.name] = column.read(cell)
        except Refused as refusal:
            row.values[column.name] = None
            row.refuse(column.name, str(refusal))
    return row


def need(row: Row, column: str) -> bool:
    """Whether the row says something in a column it cannot do without; refuses it otherwise."""
    if row[column] is None and not any(problem.column == column for problem in row.problems):
        row.refuse(column, f"Bitte „{column}“ angeben.")
    return row[column] is not None


def refuse_contradicting(
    rows: Iterable[Row], key: Callable[[Row], Hashable], said: Callable[[Row], Any], column: str
) -> None:
    """Refuse rows that speak of the same thing and say different things of it; repetitions only warn."""
    first: dict[Hashable, Row] = {}
    for row in rows:
        earlier = first.setdefault(key(row), row)
        if earlier is row:
            continue
        if said(earlier) == said(row):
            row.repeat(earlier)
            continue
        row.refuse(column, f"Die Zeile widerspricht Zeile {earlier.number}, die dasselbe anders angibt.")
        if earlier.is_good:
            earlier.refuse(column, f"Die Zeile widerspricht Zeile {row.number}, die dasselbe anders angibt.")


def good(rows: Iterable[Row]) -> list[Row]:
    """Those without a problem so far."""
    return [row for row in rows if row.is_good]
