"""Excel workbooks (.xlsx), looked at before they are opened: a small file can hold more than fits into memory."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.parsers import expat

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

from casework.exchange.sheets import Measure, SharedTexts, Sheet
from casework.exchange.tables import NotAList, Table, tabulate

MOST_BYTES_UNPACKED = 200 * 1024 * 1024
_CHUNK = 1024 * 1024
_TEXTS, _SHEETS = "xl/sharedstrings.xml", "xl/worksheets/"


def read_workbook(content: bytes) -> Table:
    """The table on the first sheet. Raises NotAList for other packages, damaged files, and what is far too big."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            _inspect(package)
    except (
        zipfile.BadZipFile,
        NotImplementedError,
        EOFError,
        RuntimeError,
        OSError,
        ValueError,
        expat.ExpatError,
    ):
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
    parts = package.infolist()
    if not any(part.filename == "xl/workbook.xml" for part in parts):
        raise NotAList(
            "Das ist keine Excel-Liste, sondern ein anderes Dokument. Bitte speichern Sie sie als .xlsx oder CSV."
        )
    shared = SharedTexts()
    unpacked = 0
    for part in sorted(parts, key=lambda part: _place(part) != _TEXTS):
        measure = _measure(part, shared)
        for piece in _pieces(package, part):
            unpacked += len(piece)
            if unpacked > MOST_BYTES_UNPACKED:
                raise NotAList(
                    "Die Arbeitsmappe ist entpackt viel zu groß. Bitte speichern Sie nur die Liste."
                )
            if measure is not None:
                measure.feed(piece)
        if measure is not None:
            measure.finish()


def _measure(part: zipfile.ZipInfo, shared: SharedTexts) -> Measure | None:
    """What looks at a part while it is unpacked, if it is one that is read as a list."""
    if _place(part) == _TEXTS:
        return shared
    return Sheet(shared) if _place(part).startswith(_SHEETS) else None


def _place(part: zipfile.ZipInfo) -> str:
    """The name of a part, as a reader finds it that is content with any letters and slashes."""
    return part.filename.lower().replace("\\", "/").lstrip("/")


def _pieces(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    with package.open(part) as stream:
        while piece := stream.read(_CHUNK):
            yield piece


def _as_typed(cell: Any) -> Any:
    """Numbers are floats in Excel; a whole one is shown without its „.0“."""
    return int(cell) if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15 else cell
