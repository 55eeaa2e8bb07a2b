"""A file as a table: headings, and rows with the numbers that Excel shows beside them."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from casework.errors import Refused

Cell = str | int | float | bool | date | datetime | time | timedelta
MOST_ROWS = 100_000
MOST_COLUMNS = 200


@dataclass(frozen=True, slots=True)
class TableRow:
    """The cells of one row, as many as there are headings unless the row is longer; an empty cell is ""."""

    number: int
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class Table:
    """What stands in a file; `remarks` are sentences about how it was read."""

    headings: list[str]
    rows: list[TableRow]
    remarks: list[str] = field(default_factory=list)


class NotAList(Refused):
    """The file is something else than a list, or a list that cannot be read."""


def tabulate(lines: list[list[Any]], remarks: list[str] | None = None) -> Table:
    """Lines as read, blank ones included, as a table: the first with anything in it holds the headings."""
    head = next((place for place, line in enumerate(lines) if not is_blank(line)), None)
    if head is None:
        raise NotAList("Die Datei ist leer.")
    headings = [str(cell).strip() for cell in lines[head]]
    while headings and not headings[-1]:
        headings.pop()
    if len(headings) > MOST_COLUMNS:
        raise NotAList("Die Liste hat mehr als %(most)s Spalten.", most=MOST_COLUMNS)
    rows = [
        TableRow(place + 1, _fitted(line, len(headings)))
        for place, line in enumerate(lines)
        if place > head and not is_blank(line)
    ]
    if len(rows) > MOST_ROWS:
        raise NotAList(
            "Die Liste hat mehr als %(most)s Zeilen. Bitte teilen Sie sie auf.",
            most=f"{MOST_ROWS:,}".replace(",", "."),
        )
    return Table(headings, rows, remarks or [])


def is_blank(cells: list[Any]) -> bool:
    """Whether a line shows nothing."""
    return all(isinstance(cell, str) and not cell.strip() for cell in cells)


def _fitted(cells: list[Any], width: int) -> list[Any]:
    filled = cells + [""] * (width - len(cells))
    while len(filled) > width and filled[-1] == "":
        filled.pop()
    return filled
