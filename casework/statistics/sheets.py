"""Tables to take along, as CSV and XLSX: where the numbers come from above, what they mean below."""

import io
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

import xlsxwriter

from casework.web.delimited import write_delimited

Row = Sequence[Any]


class Sheet(Protocol):
    """A table with its words; `total` is its last row, if it has one."""

    @property
    def title(self) -> str: ...
    @property
    def heading(self) -> Sequence[str]: ...
    @property
    def file_name(self) -> str: ...
    def imprint(self) -> Sequence[tuple[str, str]]: ...
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
    formats = (book.add_format({"num_format": "0.0"}), book.add_format({"num_format": "dd.mm.yyyy"}))
    for one in (sheet, *beside):
        _add_page(book, one, *formats)
    notes, bold = book.add_worksheet("Definitionen"), book.add_format({"bold": True})
    for line, (label, definition) in enumerate(_definitions(sheet, *beside)):
        notes.write_string(line, 0, label, bold)
        notes.write_string(line, 1, definition)
    notes.set_column(0, 0, 24)
    notes.set_column(1, 1, 110)
    book.close()
    return file.getvalue()


def _add_page(book: Any, sheet: Sheet, one_decimal: Any, german_day: Any) -> None:
    page = book.add_worksheet(sheet.title)
    for line, pair in enumerate(sheet.imprint()):
        for column, text in enumerate(pair):
            page.write_string(line, column, text)
    top = len(sheet.imprint()) + 1 if sheet.imprint() else 0
    rows, columns = list(sheet.rows()), [{"header": title} for title in sheet.heading]
    name = "Tabelle" if sheet.imprint() else sheet.title
    page.add_table(top, 0, top + max(len(rows), 1), len(columns) - 1, {"columns": columns, "name": name})
    for line, row in enumerate(_with_total(sheet), start=top + 1):
        for column, value in enumerate(row):
            _write(page, line, column, value, one_decimal, german_day)
    page.set_column(0, 0, 32)
    page.set_column(1, len(columns) - 1, 13)
    if not sheet.imprint():
        page.set_column(1, 1, 44)


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


def _write(page: Any, line: int, column: int, value: Any, one_decimal: Any, german_day: Any) -> None:
    if isinstance(value, str):
        page.write_string(line, column, value)
    elif isinstance(value, Decimal):
        page.write_number(line, column, float(value), one_decimal)
    elif isinstance(value, date):
        page.write_datetime(line, column, value, german_day)
    elif value is not None:
        page.write_number(line, column, value)
