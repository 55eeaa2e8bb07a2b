"""Finding words in a text without regard to case and accents, and showing where: no text is changed for it."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from casework.vocabulary.spelling import folded

LETTERS_LOOKED_AT = 0x2000
MARKS = "[\u0300-\u036f\u064b-\u065f]*"
"""Accents and vowel signs written after their letter."""
BEFORE_THE_HIT, LENGTH_OF_EXCERPT = 80, 240
MORE = "…"


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text, marked or not."""

    text: str
    is_hit: bool


def patterns_of(words: str) -> list[re.Pattern[str]]:
    """What finds each of these words, in any spelling that differs by case and accents alone."""
    return [_pattern_of(word) for word in dict.fromkeys(folded(unicodedata.normalize("NFC", words)).split())]


def has_all(text: str, patterns: Iterable[re.Pattern[str]]) -> bool:
    """Whether every word occurs in a text."""
    return all(pattern.search(text) for pattern in patterns)


def excerpt(text: str, patterns: Sequence[re.Pattern[str]]) -> list[Piece]:
    """So much of a text as fits into a list, round the first hit, every hit marked."""
    line = " ".join(text.split())
    first = min((found.start() for pattern in patterns if (found := pattern.search(line))), default=0)
    start = 0 if first <= BEFORE_THE_HIT else line.rfind(" ", 0, first - BEFORE_THE_HIT // 2) + 1
    shown = line[start : start + LENGTH_OF_EXCERPT]
    pieces = [Piece(MORE, is_hit=False)] if start else []
    pieces += _marked(shown, patterns)
    if start + len(shown) < len(line):
        pieces.append(Piece(MORE, is_hit=False))
    return pieces


def _marked(text: str, patterns: Sequence[re.Pattern[str]]) -> Iterator[Piece]:
    done = 0
    for start, end in _hits(text, patterns):
        if start > done:
            yield Piece(text[done:start], is_hit=False)
        yield Piece(text[start:end], is_hit=True)
        done = end
    if done < len(text):
        yield Piece(text[done:], is_hit=False)


def _hits(text: str, patterns: Sequence[re.Pattern[str]]) -> list[tuple[int, int]]:
    """From where to where, in order; what overlaps is one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(found.span() for pattern in patterns for found in pattern.finditer(text)):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


@cache
def _spellings() -> dict[str, str]:
    """Every letter, by what is left of it without case and accents: „u“ for „Ü“, „ss“ for „ß“."""
    found: defaultdict[str, str] = defaultdict(str)
    for letter in map(chr, range(LETTERS_LOOKED_AT)):
        if letter.isalnum():
            found[folded(letter)] += letter
    return found


def _pattern_of(word: str) -> re.Pattern[str]:
    """Each letter in all its spellings; where one letter can stand for two (ß, æ), that one, too."""
    spelled, parts, place = _spellings(), [], 0
    while place < len(word):
        pair = word[place : place + 2]
        one_by_one = [f"[{re.escape(letter + spelled.get(letter, ''))}]{MARKS}" for letter in pair]
        for_both = spelled.get(pair) if len(pair) > 1 else None
        parts.append(f"(?:[{for_both}]|{''.join(one_by_one)})" if for_both else one_by_one[0])
        place += 2 if for_both else 1
    return re.compile("".join(parts))
