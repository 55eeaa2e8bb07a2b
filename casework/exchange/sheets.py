"""How much a workbook holds, read as a stream, before anybody takes memory for its cells and their texts."""

import re
from array import array
from xml.parsers import expat

from casework.exchange.tables import MOST_COLUMNS, NotAList

MOST_CELLS = 5_000_000
MOST_CHARACTERS = 200_000_000
_CORNER = re.compile(r"([A-Z]{1,4})([0-9]{1,8})\Z", re.IGNORECASE | re.ASCII)
_TOO_FAR_OUT = "Zelle %(cell)s liegt zu weit außen. Bitte löschen Sie alles neben und unter der Liste."
_TOO_MUCH_TEXT = "Die Arbeitsmappe enthält viel zu viel Text. Bitte speichern Sie nur die Liste."


class Measure:
    """Fed with a part piece by piece; raises NotAList as soon as it holds too much, and expat's error for bad XML."""

    def __init__(self) -> None:
        self._parser = expat.ParserCreate()
        self._parser.StartDoctypeDeclHandler = self._refuse_definitions
        self._parser.StartElementHandler = self._start

    def feed(self, piece: bytes) -> None:
        """The next piece."""
        self._parser.Parse(piece)

    def finish(self) -> None:
        """No piece is left."""
        self._parser.Parse(b"", True)

    def _start(self, tag: str, about: dict[str, str]) -> None:
        raise NotImplementedError

    def _refuse_definitions(self, *_about: object) -> None:
        raise NotAList(
            "Die Arbeitsmappe enthält Definitionen, die in keine Liste gehören. Bitte speichern Sie sie in Excel neu."
        )


class SharedTexts(Measure):
    """How long the texts are that cells name by their number instead of holding them."""

    def __init__(self) -> None:
        super().__init__()
        self.lengths = array("q")
        self._parser.CharacterDataHandler = self._text

    def _start(self, tag: str, _about: dict[str, str]) -> None:
        if _kind(tag) == "si":
            self.lengths.append(0)
            if len(self.lengths) > MOST_CELLS:
                raise NotAList(_TOO_MUCH_TEXT)

    def _text(self, text: str) -> None:
        if self.lengths:
            self.lengths[-1] += len(text)


class Sheet(Measure):
    """The corner of a sheet, as memory is taken for all cells up to it, and how much text its cells name.

    A cell without a place of its own stands beside the one before it, a row without a number below the one before it.
    """

    def __init__(self, shared: SharedTexts) -> None:
        super().__init__()
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = None
        self._lengths = shared.lengths
        self._cells = self._rows = self._columns = self._characters = 0
        self._row, self._column = 0, 1
        self._names_text = False
        self._number = ""

    def _start(self, tag: str, about: dict[str, str]) -> None:
        kind = _kind(tag)
        if kind == "row":
            self._row, self._column = _row_number(about["r"]) if "r" in about else self._row + 1, 1
        elif kind == "c":
            self._cell(about)
        elif kind == "v" and self._names_text:
            self._number = ""
            self._parser.CharacterDataHandler = self._digits

    def _end(self, _tag: str) -> None:
        if self._parser.CharacterDataHandler is not None:
            self._parser.CharacterDataHandler = None
            self._named_text()

    def _cell(self, about: dict[str, str]) -> None:
        row = self._row
        if "r" in about:
            place = _CORNER.match(about["r"])
            if place is None:
                raise NotAList(_TOO_FAR_OUT, cell=about["r"][:20])
            row, self._column = int(place[2]), _column_number(place[1])
        name = about.get("r") or f"{self._column} in Zeile {row}"
        self._cells += 1
        self._rows, self._columns = max(self._rows, row), max(self._columns, self._column)
        if self._columns > MOST_COLUMNS or max(self._cells, self._rows * self._columns) > MOST_CELLS:
            raise NotAList(_TOO_FAR_OUT, cell=name)
        if about.get("t") == "e":
            raise NotAList(
                "Zelle %(cell)s enthält einen Excel-Fehler (zum Beispiel #NV oder #BEZUG!). Bitte berichtigen Sie sie.",
                cell=name,
            )
        self._names_text = about.get("t") == "s"
        self._column += 1

    def _digits(self, text: str) -> None:
        self._number = (self._number + text)[:20]

    def _named_text(self) -> None:
        number = int(self._number) if self._number.strip().isdecimal() else -1
        if 0 <= number < len(self._lengths):
            self._characters += self._lengths[number]
        if self._characters > MOST_CHARACTERS:
            raise NotAList(_TOO_MUCH_TEXT)


def _kind(tag: str) -> str:
    return tag.rpartition(":")[2]


def _row_number(digits: str) -> int:
    if not re.fullmatch("[0-9]{1,8}", digits):
        raise NotAList(_TOO_FAR_OUT, cell=f"in Zeile {digits[:20]}")
    return int(digits)


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
