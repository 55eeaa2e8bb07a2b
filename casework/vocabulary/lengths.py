"""Lengths of time as people write them in a row: „12 Monate, 60, 30 und 7 Tage“."""

import re
from collections.abc import Iterable
from itertools import groupby

from casework.errors import Refused
from casework.vocabulary.periods import DAYS, MONTHS, WEEKS, WORDS, YEARS, Length

MOST, LONGEST = 8, 1000
UNITS = (DAYS, WEEKS, MONTHS, YEARS)
_PIECE = re.compile(r"(\d{1,4})\s*([a-zäöü]*)\.?", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*(?:,|;|/|\bund\b)\s*")


def words_of(lengths: Iterable[Length]) -> str:
    """„12, 6 und 3 Monate“: each unit once, behind the last number that has it and in its form."""
    written = []
    for _unit, group in groupby(lengths, key=lambda length: length.unit):
        same = list(group)
        *others, last = same
        before = ", ".join(str(length.amount) for length in others)
        written.append(f"{before} und {last}" if others else str(last))
    return ", ".join(written)


def read_lengths(text: str) -> tuple[Length, ...]:
    """What `words_of` writes, the longest first as it stands; a number without a unit has that of the next, or days.

    Raises Refused with an example.
    """
    found: list[Length] = []
    unit = DAYS
    for piece in reversed([piece for piece in _BETWEEN.split(text.strip()) if piece]):
        match = _PIECE.fullmatch(piece)
        named = _unit_of(match[2].lower(), unit) if match else None
        if match is None or named is None or not 0 < int(match[1]) <= LONGEST:
            raise Refused(
                "„%(text)s“ ist keine Dauer. Bitte zum Beispiel „90, 30 und 7 Tage“ oder „6 und 3 Monate“ eingeben.",
                text=piece,
            )
        unit = named
        found.append(Length(int(match[1]), unit))
    if len(found) > MOST:
        raise Refused("Bitte geben Sie höchstens %(most)s Zeiten an.", most=MOST)
    return tuple(reversed(found))


def _unit_of(typed: str, otherwise: str) -> str | None:
    """The unit of a word or its beginning, whatever its ending."""
    if not typed:
        return otherwise
    return next((unit for unit in UNITS if _means(typed, *WORDS[unit])), None)


def _means(typed: str, one: str, many: str) -> bool:
    return many.lower().startswith(typed) or typed.startswith((one.lower(), many.lower()))
