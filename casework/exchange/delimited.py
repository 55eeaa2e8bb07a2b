"""CSV as German Excel writes it."""

import csv
import io
import re

from casework.exchange.tables import MOST_ROWS, NotAList, Table, tabulate

DELIMITERS = ";,\t"
_MOST_BLANK_LINES = 10_000
_GUARDED = re.compile(r"'(?=[=+\-@\t\r])")


def read_delimited(content: bytes) -> Table:
    """The table in a CSV file: UTF-8 with or without mark, UTF-16 with mark, or Windows-1252; `;`, `,` or tab."""
    text = _decoded(content)
    if text.lstrip()[:1] == "<":
        raise NotAList(
            "Das ist eine Webseite oder XML, keine Liste. Bitte speichern Sie sie als CSV oder .xlsx."
        )
    delimiter, text = _delimiter(text)
    lines: list[list[str]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for line in reader:
            lines.append([_GUARDED.sub("", cell, count=1) if cell[:1] == "'" else cell for cell in line])
            if len(lines) > MOST_ROWS + _MOST_BLANK_LINES:
                raise NotAList("Die Datei hat mehr als %(most)s Zeilen.", most=len(lines) - 1)
    except csv.Error:
        raise NotAList(
            "Ab Zeile %(row)s lässt sich die Datei nicht lesen: Ein Anführungszeichen ist nicht geschlossen, oder "
            "eine Zelle ist zu lang.",
            row=len(lines) + 1,
        ) from None
    return tabulate(lines)


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif b"\x00" in content:
        raise NotAList(
            "Das ist keine Liste. Bitte speichern Sie sie in Excel als „CSV UTF-8“ oder als .xlsx."
        )
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise NotAList(
        "Die Zeichen der Datei lassen sich nicht lesen. Bitte speichern Sie sie in Excel als „CSV UTF-8“."
    )


def _delimiter(text: str) -> tuple[str, str]:
    """What separates the cells, and the text without Excel's own line about it („sep=;“)."""
    first, _end, rest = text.partition("\n")
    told = re.fullmatch(r"sep=(.)\s*", first, re.IGNORECASE)
    if told and told[1] in DELIMITERS:
        return told[1], "\n" + rest
    head = re.sub(r'"[^"]*"', "", next((line for line in text.splitlines() if line.strip()), ""))
    return max(DELIMITERS, key=head.count), text
