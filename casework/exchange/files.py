"""Which kind of file somebody brought, told from its content and never from its name."""

from casework.exchange.delimited import read_delimited
from casework.exchange.tables import NotAList, Table
from casework.exchange.workbooks import read_workbook

MOST_BYTES = 50 * 1024 * 1024

_OTHERS = {
    b"%PDF": "Das ist eine PDF-Datei. Bitte bringen Sie die Liste als .xlsx oder CSV.",
    b"\xd0\xcf\x11\xe0": "Das ist eine Excel-Datei im alten Format (.xls) oder eine mit Kennwort. "
    "Bitte speichern Sie sie ohne Kennwort als .xlsx oder CSV.",
    b"\x89PNG": "Das ist ein Bild. Bitte bringen Sie die Liste als .xlsx oder CSV.",
    b"\xff\xd8\xff": "Das ist ein Bild. Bitte bringen Sie die Liste als .xlsx oder CSV.",
    b"GIF8": "Das ist ein Bild. Bitte bringen Sie die Liste als .xlsx oder CSV.",
    b"{\\rtf": "Das ist ein Textdokument. Bitte bringen Sie die Liste als .xlsx oder CSV.",
    b"\x1f\x8b": "Die Datei ist gepackt. Bitte entpacken Sie sie zuerst.",
    b"Rar!": "Die Datei ist gepackt. Bitte entpacken Sie sie zuerst.",
    b"7z\xbc\xaf": "Die Datei ist gepackt. Bitte entpacken Sie sie zuerst.",
}


def read_table(content: bytes) -> Table:
    """The table in a CSV or .xlsx file; NotAList says of anything else what it is and what to do."""
    if len(content) > MOST_BYTES:
        raise NotAList("Die Datei ist größer als %(most)s MB.", most=MOST_BYTES // 1024**2)
    for start, sentence in _OTHERS.items():
        if content.startswith(start):
            raise NotAList(sentence)
    return read_workbook(content) if content.startswith(b"PK") else read_delimited(content)
