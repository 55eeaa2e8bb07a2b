"""Excel workbooks (.xlsx), looked at before they are opened: a small file can hold more than fits into memory."""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

from casework.exchange.tables import MOST_COLUMNS, NotAList, Table, tabulate

MOST_CELLS = 5_000_000
MOST_BYTES_UNPACKED = 200 * 1024 * 1024
_CHUNK = 1024 * 1024
_CELL = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]+)(\d+)"([^>]*)')
_ERROR_TYPE = re.compile(rb'\bt="e"')
_LONGEST_TAG = 1000


def read_workbook(content: bytes) -> Table:
    """The table on the first sheet. Raises NotAList for other packages, damaged files, and what is far too big."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            _inspect(package)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, RuntimeError, OSError, ValueError):
        raise _damaged() from None
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
            sheets = [
                sheet.name for sheet in workbook.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet
            ]
            if not sheets:
                raise NotAList("Die Arbeitsmappe enthält kein Tabellenblatt.")
            lines = workbook.get_sheet_by_name(sheets[0]).to_python(skip_empty_area=False)
    except CalamineError:
        raise _damaged() from None
    remarks = [f"Gelesen wurde nur das erste Tabellenblatt („{sheets[0]}“)."] if len(sheets) > 1 else []
    return tabulate([[_as_typed(cell) for cell in line] for line in lines], remarks)


def _damaged() -> NotAList:
    return NotAList(
        "Die Arbeitsmappe ist beschädigt oder mit einem Kennwort geschützt. Bitte öffnen und speichern Sie sie neu."
    )


def _inspect(package: zipfile.ZipFile) -> None:
    names = package.namelist()
    if "xl/workbook.xml" not in names:
        raise NotAList(
            "Das ist keine Excel-Liste, sondern ein anderes Dokument. Bitte speichern Sie sie als .xlsx oder CSV."
        )
    unpacked, extents = 0, dict[str, tuple[int, int]]()
    for name in names:
        for part in _parts(package, name):
            unpacked += len(part)
            if unpacked > MOST_BYTES_UNPACKED:
                raise NotAList(
                    "Die Arbeitsmappe ist entpackt viel zu groß. Bitte speichern Sie nur die Liste."
                )
            if name.startswith("xl/worksheets/"):
                extents[name] = _check_cells(part, extents.get(name, (0, 0)))


def _parts(package: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """The unpacked content in pieces that overlap by one tag, so that none is cut in two everywhere."""
    tail = b""
    with package.open(name) as stream:
        while piece := stream.read(_CHUNK):
            yield tail + piece
            tail = piece[-_LONGEST_TAG:]


def _check_cells(part: bytes, extent: tuple[int, int]) -> tuple[int, int]:
    """How many rows and columns the sheet has so far; memory is taken for all cells up to its last corner."""
    rows, columns = extent
    for column, row, rest in _CELL.findall(part):
        rows, columns = max(rows, int(row[:8])), max(columns, _column_number(column))
        if columns > MOST_COLUMNS or rows * columns > MOST_CELLS:
            raise NotAList(
                "Zelle %(cell)s liegt zu weit außen. Bitte löschen Sie alles neben und unter der Liste.",
                cell=f"{column.decode()}{row.decode()}",
            )
        if _ERROR_TYPE.search(rest):
            raise NotAList(
                "Zelle %(cell)s enthält einen Excel-Fehler (zum Beispiel #NV oder #BEZUG!). Bitte berichtigen Sie sie.",
                cell=f"{column.decode()}{row.decode()}",
            )
    return rows, columns


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters[:4]:
        number = number * 26 + letter - ord("A") + 1
    return number


def _as_typed(cell: Any) -> Any:
    """Numbers are floats in Excel; a whole one is shown without its „.0“."""
    return int(cell) if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15 else cell
