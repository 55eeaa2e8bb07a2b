"""The pieces of a line: what each says, and where it stands."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time

from casework.counselling.line import words

WHO, FAMILY, ALSO, PARTNER = "who", "family", "also", "partner"
MINUTES, HELD_ON, STEP_ON, STEP, TEXT = "minutes", "held_on", "next_step_on", "next_step", "content"
STARTS_AT, SHORT, GROUP = "starts_at", "short", "headcount"
MANY_TIMES = frozenset({words.TOPIC, ALSO, TEXT})

_WORD = re.compile(r"[^\s,;:>+]+")
_BLANK = re.compile(r"[ \t]+")
_STOPS = ".!?…)"


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the line: what it says, and where it stands; a loose one may belong to the text after it, too."""

    kind: str
    value: str | int | date | time
    start: int
    end: int
    is_loose: bool = False


def spans(line: str, start: int) -> Iterator[int]:
    """The ends of the next words of a clause: of one word, of two, and so on; a stop is no part of a word."""
    at = start
    for _count in range(words.LONGEST_PHRASE):
        word = _WORD.match(line, at)
        if word is None:
            return
        yield at + len(word[0].rstrip(_STOPS) or word[0])
        blank = _BLANK.match(line, word.end())
        if blank is None:
            return
        at = blank.end()
