"""Tables to take along, as CSV and XLSX: where the numbers come from above, what they mean below."""

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Protocol

import xlsxwriter

from casework.database.moments import BERLIN
from casework.web.delimited import write_delimited

Row = Sequence[Any]
NARROWEST, WIDEST = 12, 60


class Sheet(Protocol):
    """A table with its words; `total` is its last row, if it has one."""

    @property
    def title(self) -> str: ...
    @property
    def heading(self) -> Sequence[str]: ...
    @property
    def file_name(self) -> str: ...
    def imprint(self) -> Sequence[tuple[str, Any]]: ...
    def rows(self) -> Iterable[Row]: ...
    def total(self) -> Row | None: ...
    def definitions(self) -> Sequence[tuple[str, str]]: ...


def as_csv(sheet: Sheet, *beside: Sheet) -> bytes:
    """As German Excel opens it: where the numbers come from, the table, those beside it, and the definitions."""
    rows: list[Row] = [*sheet.imprint(), [], sheet.heading, *_with_total(sheet)]
    for other in beside:
        rows += [[], [other.title], other.heading, *_with_total(other)]
    meant = _definitions(sheet, *beside)
    return write_delimited([*rows, [], ["Definitionen"], *meant] if meant else rows)


def as_xlsx(sheet: Sheet, *beside: Sheet) -> bytes:
    """A sheet with a real table for each, and one with the definitions; text is written as text."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False})
    pen = _Pen.of(book)
    for one in (sheet, *beside):
        _add_page(book, one, pen)
    notes, bold = book.add_worksheet("Definitionen"), book.add_format({"bold": True})
    for line, (label, definition) in enumerate(_definitions(sheet, *beside)):
        notes.write_string(line, 0, label, bold)
        notes.write_string(line, 1, definition)
    notes.set_column(0, 0, 24)
    notes.set_column(1, 1, 110)
    book.close()
    return file.getvalue()


def _add_page(book: Any, sheet: Sheet, pen: "_Pen") -> None:
    page, imprint = book.add_worksheet(sheet.title), sheet.imprint()
    for line, pair in enumerate(imprint):
        for column, value in enumerate(pair):
            pen.write(page, line, column, value)
    top = len(imprint) + 1 if imprint else 0
    rows, columns = list(sheet.rows()), [{"header": title} for title in sheet.heading]
    name = "Tabelle" if imprint else sheet.title.replace(" ", "_")
    page.add_table(top, 0, top + max(len(rows), 1), len(columns) - 1, {"columns": columns, "name": name})
    written = _with_total(sheet)
    for line, row in enumerate(written, start=top + 1):
        for column, value in enumerate(row):
            pen.write(page, line, column, value)
    for column, width in enumerate(_widths([sheet.heading, *written], [label for label, _value in imprint])):
        page.set_column(column, column, width)


def _widths(rows: Sequence[Row], labels: Sequence[str]) -> Iterator[int]:
    """How wide each column must be for what stands in it, and the first for the labels above it."""
    for column in range(len(rows[0])):
        words = [str(row[column]) for row in rows if len(row) > column]
        longest = max(map(len, [*words, *(labels if column == 0 else [])]))
        yield min(max(longest + 3, NARROWEST), WIDEST)


def _definitions(*sheets: Sheet) -> list[tuple[str, str]]:
    return [pair for sheet in sheets for pair in sheet.definitions()]


FILES: dict[str, tuple[Callable[..., bytes], str]] = {
    "csv": (as_csv, "text/csv"),
    "xlsx": (as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
"""By the ending of the name: who writes it, and what kind of file it is."""


def _with_total(sheet: Sheet) -> list[Row]:
    total = sheet.total()
    return [*sheet.rows(), *([] if total is None else [total])]


@dataclass(frozen=True, slots=True)
class _Pen:
    """Writes each value as what it is."""

    one_decimal: Any
    german_day: Any
    german_moment: Any
    several_lines: Any

    @classmethod
    def of(cls, book: Any) -> "_Pen":
        """The pen of a book."""
        number, day, moment = (
            book.add_format({"num_format": form, "align": side})
            for form, side in (("0.0", "right"), ("dd.mm.yyyy", "left"), ("dd.mm.yyyy hh:mm", "left"))
        )
        return cls(number, day, moment, book.add_format({"text_wrap": True, "valign": "top"}))

    def write(self, page: Any, line: int, column: int, value: Any) -> None:
        """One cell; of a moment what the clock in Berlin said."""
        if isinstance(value, str):
            page.write_string(line, column, value, *([self.several_lines] if len(value) > WIDEST else []))
        elif isinstance(value, Decimal):
            page.write_number(line, column, float(value), self.one_decimal)
        elif isinstance(value, datetime):
            page.write_datetime(
                line, column, value.astimezone(BERLIN).replace(tzinfo=None), self.german_moment
            )
        elif isinstance(value, date):
            page.write_datetime(line, column, value, self.german_day)
        elif value is not None:
            page.write_number(line, column, value)
