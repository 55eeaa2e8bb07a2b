"""What a cell says: a day, a number, yes or no, a code, a text; an empty cell says None.

Every reader takes a cell as it stands in the file and raises Refused with a sentence about it.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from casework.errors import Refused
from casework.exchange.tables import Cell
from casework.people.birth_dates import BirthDate, believable
from casework.vocabulary.spelling import plain, without_controls
from casework.vocabulary.terms import CodeList

Reader = Callable[[Cell], Any]
FIRST_YEAR, LAST_YEAR = 1900, 2100
_GERMAN_DAY = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")
_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?)?")
_WHOLE = re.compile(r"\d+|\d{1,3}(?:\.\d{3})+")
_DECIMAL = re.compile(r"(\d+|\d{1,3}(?:\.\d{3})+)(?:,(\d+))?|(\d+)\.(\d+)")
_YES, _NO = frozenset({"ja", "j", "x", "1", "wahr", "true"}), frozenset({"nein", "n", "0", "falsch", "false"})
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
POSTCODE_DIGITS = 5
_HUNDREDTH = Decimal("0.01")


def text(most: int = 200) -> Reader:
    """A text of one or several lines, composed and without invisible characters."""

    def read(cell: Cell) -> str | None:
        words = typed(cell)
        if len(words) > most:
            raise Refused("Der Text hat %(long)s Zeichen; möglich sind %(most)s.", long=len(words), most=most)
        return words or None

    return read


def line(most: int = 200) -> Reader:
    """A text of one line, with single blanks between its words."""
    whole = text(most)

    def read(cell: Cell) -> str | None:
        words: str | None = whole(cell)
        return words and " ".join(words.split())

    return read


def postcode(cell: Cell) -> str | None:
    """A postcode; Excel drops the leading zero, Germany's have five digits."""
    words: str | None = line(10)(cell)
    return words.zfill(POSTCODE_DIGITS) if words and isinstance(cell, int) else words


def email(cell: Cell) -> str | None:
    """An e-mail address."""
    words: str | None = line(200)(cell)
    if words and not _EMAIL.fullmatch(words):
        raise Refused("„%(text)s“ ist keine vollständige E-Mail-Adresse.", text=words)
    return words


def typed(cell: Cell) -> str:
    """The cell as somebody would type it. Raises Refused where Excel has made a date or a truth value of it."""
    if isinstance(cell, str):
        return unicodedata.normalize("NFC", without_controls(cell).replace("\r\n", "\n")).strip()
    if isinstance(cell, bool):
        raise Refused("In der Zelle steht ein Wahrheitswert; hier wird ein Text erwartet.")
    if isinstance(cell, date | datetime | time | timedelta):
        raise Refused(
            "Excel hat aus dieser Zelle ein Datum gemacht. Bitte formatieren Sie die Spalte als Text und tippen Sie "
            "den Inhalt neu."
        )
    return f"{cell:.15g}".replace(".", ",") if isinstance(cell, float) else str(cell)


def day(cell: Cell) -> date | None:
    """A calendar day: TT.MM.JJJJ, ISO, or a date of Excel."""
    if isinstance(cell, datetime):
        return _possible(cell.date())
    if isinstance(cell, date):
        return _possible(cell)
    words = typed(cell)
    if not words:
        return None
    if german := _GERMAN_DAY.fullmatch(words):
        parts = (german[3], german[2], german[1])
    elif iso := _ISO_DAY.fullmatch(words):
        parts = (iso[1], iso[2], iso[3])
    else:
        raise Refused("„%(text)s“ ist kein Datum. Bitte als TT.MM.JJJJ angeben.", text=words)
    try:
        return _possible(date(*(int(part) for part in parts)))
    except ValueError:
        raise Refused("Den Tag %(text)s gibt es nicht.", text=words) from None


def _possible(found: date) -> date:
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise Refused("Das Jahr %(year)s kann nicht stimmen.", year=found.year)
    return found


def birth_date(cell: Cell) -> BirthDate | None:
    """A birth date with the precision it is known in: also 1990 and 00.00.1990."""
    if isinstance(cell, date):
        read = BirthDate(cell.year, cell.month, cell.day)
    elif words := typed(cell):
        iso = _ISO_DAY.fullmatch(words)
        read = BirthDate.read("-".join(iso.groups()) if iso else words)
    else:
        return None
    return believable(read)


def yes(cell: Cell) -> bool | None:
    """Ja or nein."""
    if isinstance(cell, bool):
        return cell
    words = plain(typed(cell))
    if words in _YES:
        return True
    if words in _NO:
        return False
    if words:
        raise Refused("„%(text)s“ ist weder ja noch nein.", text=typed(cell))
    return None


def whole_number(most: int) -> Reader:
    """A whole number from 0 on."""

    def read(cell: Cell) -> int | None:
        words = typed(cell)
        if not words:
            return None
        if not _WHOLE.fullmatch(words):
            raise Refused("„%(text)s“ ist keine ganze Zahl ab 0.", text=words)
        number = int(words.replace(".", ""))
        if number > most:
            raise Refused("%(number)s ist zu groß; möglich ist höchstens %(most)s.", number=words, most=most)
        return number

    return read


def decimal_number(most: int) -> Reader:
    """A number from 0 on, with decimal comma or point, to hundredths."""

    def read(cell: Cell) -> Decimal | None:
        words = typed(cell)
        if not words:
            return None
        match = _DECIMAL.fullmatch(words)
        if match is None:
            raise Refused("„%(text)s“ ist keine Zahl ab 0, zum Beispiel 12,5.", text=words)
        whole, part = (match[1].replace(".", ""), match[2]) if match[1] else (match[3], match[4])
        number = Decimal(f"{whole}.{part or 0}").quantize(_HUNDREDTH, ROUND_HALF_UP)
        if number > most:
            raise Refused("%(number)s ist zu groß; möglich ist höchstens %(most)s.", number=words, most=most)
        return number

    return read


def code(codes: CodeList) -> Reader:
    """A code of a list, or its wording."""

    def read(cell: Cell) -> str | None:
        words = typed(cell)
        return codes.read(words) if words else None

    return read


def one(read_word: Callable[[str], Any]) -> Reader:
    """Whatever a function makes of a text."""

    def read(cell: Cell) -> Any:
        words = typed(cell)
        return read_word(words) if words else None

    return read


def several(read_word: Callable[[str], Any], separators: str = "|") -> Reader:
    """Several things of one kind, each once, in their order; None where there is none."""

    def read(cell: Cell) -> list[Any] | None:
        words = re.split(f"[{re.escape(separators)}]", typed(cell))
        return list(dict.fromkeys(read_word(word.strip()) for word in words if word.strip())) or None

    return read
