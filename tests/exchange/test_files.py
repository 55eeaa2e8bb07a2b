"""Files as towns bring them: CSV of every kind, workbooks, and what is no list at all."""

import io
import re
import zipfile
from datetime import date, datetime, time

import pytest
import xlsxwriter

from casework.exchange.files import MOST_BYTES, read_table
from casework.exchange.tables import MOST_ROWS, NotAList
from casework.web.delimited import write_delimited

pytestmark = pytest.mark.engine_independent
LIST = "Unterkunft;Straße\r\nHaus Süd;Weg 1\r\n"


def workbook(*lines: list[object], sheets: tuple[str, ...] = ("Liste",)) -> bytes:
    """A workbook with these lines on its first sheet; a str that starts with = is a formula."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        first, *_others = [book.add_worksheet(name) for name in sheets]
        for row, line in enumerate(lines):
            for column, cell in enumerate(line):
                if isinstance(cell, date):
                    first.write_datetime(row, column, datetime.combine(cell, time.min), day)
                else:
                    first.write(row, column, cell)
    return file.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_csv_of_every_kind(encoding: str, delimiter: str) -> None:
    table = read_table(LIST.replace(";", delimiter).encode(encoding))
    assert table.headings == ["Unterkunft", "Straße"]
    assert [(row.number, row.cells) for row in table.rows] == [(2, ["Haus Süd", "Weg 1"])]


def test_rows_are_numbered_as_excel_shows_them() -> None:
    table = read_table(b'sep=;\r\na;b\r\n"1\r\nzweite Zeile";2\r\n;\r\n\r\n3;4\r\n')
    assert [(row.number, row.cells) for row in table.rows] == [
        (3, ["1\r\nzweite Zeile", "2"]),
        (6, ["3", "4"]),
    ]


def test_short_rows_are_filled_and_long_ones_kept_long() -> None:
    table = read_table(b"a;b;c\n1\n1;2;3;4\n1;2;3;;\n")
    assert [row.cells for row in table.rows] == [["1", "", ""], ["1", "2", "3", "4"], ["1", "2", "3"]]


def test_a_workbook_with_real_days_and_numbers_that_are_text() -> None:
    table = read_table(
        workbook([], ["Aktenzeichen", "Von"], [20250001, date(2025, 3, 3)], [], ["X 1.5", 1.5])
    )
    assert [(row.number, row.cells) for row in table.rows] == [
        (3, [20250001, date(2025, 3, 3)]),
        (5, ["X 1.5", 1.5]),
    ]


def test_of_several_sheets_the_first_is_read_and_said_so() -> None:
    assert read_table(workbook(["a"], ["1"], sheets=("Liste", "Notizen"))).remarks == [
        "Gelesen wurde nur das erste Tabellenblatt („Liste“)."
    ]


def bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", "<workbook/>")
        for number in range(11):
            package.writestr(f"xl/media/{number}", bytes(20 * 1024 * 1024))
    return file.getvalue()


def package(**parts: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return file.getvalue()


def far_away() -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "a")
        sheet.write(1_048_575, 16_383, "b")
    return file.getvalue()


def too_wide() -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 150, "a")
        sheet.write(90_000, 0, "b")
    return file.getvalue()


def with_error() -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "Bis")
        sheet.write_formula(1, 0, "=NA()", value="#N/A")
    return file.getvalue()


SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>'


def with_sheet(
    rows: str, *, part: str = "xl/worksheets/sheet1.xml", head: str = "", texts: str | None = None
) -> bytes:
    """A workbook that Excel would open, with a sheet (and texts) of our own making."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook(["a"], ["1"]))) as given,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package,
    ):
        for name in given.namelist():
            if name == "xl/worksheets/sheet1.xml":
                package.writestr(part, head + SHEET % rows)
            elif name == "xl/sharedStrings.xml" and texts is not None:
                package.writestr(name, f"<sst>{texts}</sst>")
            else:
                package.writestr(name, given.read(name))
    return made.getvalue()


FAR_ROW = '<row r="1"><c t="n"><v>1</v></c></row><row r="99999999"><c><v>1</v></c></row>'
MANY_COLUMNS = f'<row r="1">{"<c/>" * 20_000}</row>'
DEFINED = '<!DOCTYPE worksheet [<!ENTITY a "b">]>'
REPEATED = ("<row>" + '<c t="s"><v>0</v></c>' * 150 + "</row>") * 1000


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (with_sheet("<row><c r='XFD1048576'/></row>"), "Zelle XFD1048576 liegt zu weit außen"),
        (with_sheet("<row><c r = 'xfd1048576'/></row>"), "Zelle xfd1048576 liegt zu weit außen"),
        (with_sheet('<row><c r="A&#49;048576"/><c r="GR1"/></row>'), "Zelle GR1 liegt zu weit außen"),
        (with_sheet(f'<row><c s="{"0" * 5000}" r="XFD1048576"/></row>'), "liegt zu weit außen"),
        (with_sheet("<row><c r='A1 B2'/></row>"), "Zelle A1 B2 liegt zu weit außen"),
        (with_sheet("<row r='x'/>"), "Zelle in Zeile x liegt zu weit außen"),
        (with_sheet(FAR_ROW), "Zelle 1 in Zeile 99999999 liegt zu weit außen"),
        (with_sheet(MANY_COLUMNS), "Zelle 201 in Zeile 1 liegt zu weit außen"),
        (with_sheet(FAR_ROW, part="XL/Worksheets/Sheet1.xml"), "liegt zu weit außen"),
        (with_sheet("<row/>", head=DEFINED), "Definitionen"),
        (with_sheet("<row>"), "beschädigt"),
        (with_sheet("<row><c t='e'/></row>"), "Zelle 1 in Zeile 1 enthält einen Excel-Fehler"),
        (with_sheet(REPEATED, texts=f"<si><t>{'x' * 30_000}</t></si>"), "viel zu viel Text"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_small_workbook_that_would_fill_the_memory_is_not_opened(content: bytes, sentence: str) -> None:
    assert len(content) < 20_000
    with pytest.raises(NotAList, match=re.escape(sentence)):
        read_table(content)


def test_cells_without_a_place_stand_beside_each_other() -> None:
    content = with_sheet(
        '<row><c t="inlineStr"><is><t>Name</t></is></c><c t="s"><v>0</v></c></row>'
        '<row><c t="inlineStr"><is><t>Haddad</t></is></c><c><v>3</v></c></row>',
        texts="<si><t>Zimmer</t></si>",
    )
    table = read_table(content)
    assert table.headings == ["Name", "Zimmer"]
    assert [(row.number, row.cells) for row in table.rows] == [(2, ["Haddad", 3])]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Die Datei ist leer."),
        (b"\r\n;;\r\n", "Die Datei ist leer."),
        (b"%PDF-1.7 ...", "PDF-Datei"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "alten Format (.xls)"),
        (b"\x89PNG\r\n\x1a\n", "ein Bild"),
        (b"\xff\xd8\xff\xe0", "ein Bild"),
        (b"<!doctype html><table>", "Webseite"),
        (b"a;b\n\x00\x01", "keine Liste"),
        (b"\x81\x8d;b\n", "Zeichen der Datei"),
        (b'a;b\n1;2\n"offen;3\n', "Ab Zeile 3"),
        (b"PK\x03\x04 kaputt", "beschädigt"),
        (package(**{"word/document.xml": "<x/>"}), "ein anderes Dokument"),
        (package(**{"xl/workbook.xml": "<workbook/>"}), "beschädigt"),
        (bomb(), "viel zu groß"),
        (far_away(), "Zelle XFD1048576 liegt zu weit außen"),
        (too_wide(), "Zelle A90001 liegt zu weit außen"),
        (with_error(), "Zelle A2 enthält einen Excel-Fehler"),
        (b"a\n" + b"1\n" * (MOST_ROWS + 1), "mehr als 100.000 Zeilen"),
        (b"a" * (MOST_BYTES + 1), "größer als 50 MB"),
        (";".join(f"s{number}" for number in range(201)).encode(), "mehr als 200 Spalten"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_list_is_told_so(content: bytes, sentence: str) -> None:
    with pytest.raises(NotAList, match=re.escape(sentence)):
        read_table(content)


def test_what_we_write_opens_no_formula_in_excel_and_comes_back_as_it_was() -> None:
    names = ["=cmd|' /C calc'!A0", "@SUM(1)", "+49 170 123", "-", "-5", "+x", "O'Neill"]
    written = write_delimited([["Name"], *([name] for name in names)])
    assert written.decode("utf-8-sig").split("\r\n")[1:-1] == [
        "'=cmd|' /C calc'!A0",
        "'@SUM(1)",
        "+49 170 123",
        "-",
        "-5",
        "'+x",
        "O'Neill",
    ]
    assert [row.cells for row in read_table(written).rows] == [[name] for name in names]


def test_what_we_write_keeps_days_and_numbers() -> None:
    written = write_delimited([["a"], [date(2025, 3, 3)], [1.5], [True]])
    assert [row.cells for row in read_table(written).rows] == [["03.03.2025"], ["1,5"], ["ja"]]
