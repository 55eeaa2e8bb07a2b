"""What a paper says: as copied from the PDF, as a structure, and as the tables it was set from."""

import io
import re
from collections import defaultdict
from functools import cache
from html.parser import HTMLParser

import pikepdf
from pdfminer.high_level import extract_pages, extract_text
from pdfminer.layout import LTTextBox

from reports import render


@cache
def printed(html: str) -> bytes:
    """A paper as PDF; the same one is printed once, however many tests read it."""
    return render.pdf(html)


def text_of(paper: bytes) -> str:
    """What a reader copies out of the paper, on one line."""
    return re.sub(r"\s+", " ", extract_text(io.BytesIO(paper)))


def rows_of(paper: bytes) -> list[str]:
    """What stands beside each other on the paper, from left to right, page by page and downwards."""
    found: defaultdict[tuple[int, int], list[tuple[float, str]]] = defaultdict(list)
    for number, page in enumerate(extract_pages(io.BytesIO(paper))):
        for box in page:
            for line in box if isinstance(box, LTTextBox) else ():
                found[number, -round(line.y1)].append((line.x0, line.get_text().strip()))
    return [" ".join(text for _left, text in sorted(found[place])) for place in sorted(found)]


def opened(paper: bytes) -> pikepdf.Pdf:
    """What the paper is made of."""
    return pikepdf.open(io.BytesIO(paper))


class _Tables(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tables: dict[str, list[list[str]]] = {}
        self._rows: list[list[str]] = []
        self._text: list[str] = []
        self._caption = ""

    def handle_starttag(self, tag: str, _attributes: object) -> None:
        if tag == "table":
            self._rows, self._caption = [], ""
        elif tag == "tr":
            self._rows.append([])
        elif tag in {"td", "th", "caption"}:
            self._text = []

    def handle_data(self, data: str) -> None:
        self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        said = re.sub(r"[ \n]+", " ", "".join(self._text)).strip()
        if tag == "caption":
            self._caption = said
        elif tag in {"td", "th"}:
            self._rows[-1].append(said)
        elif tag == "table":
            self.tables[self._caption] = self._rows


def tables_of(html: str) -> dict[str, list[list[str]]]:
    """The rows of every table by its caption."""
    reader = _Tables()
    reader.feed(html)
    return reader.tables
