"""What can be said at a place of a line that names nobody: how, how long, when, about what, and what comes then."""

import re
from collections.abc import Callable, Iterator
from datetime import date, time

from casework.counselling.line import words
from casework.counselling.line.days import day_at
from casework.counselling.line.lengths import length_at
from casework.counselling.line.pieces import (
    FAMILY,
    GROUP,
    HELD_ON,
    MINUTES,
    SHORT,
    STARTS_AT,
    STEP_ON,
    Piece,
    spans,
)

_FAMILY = re.compile(
    r"(?:(?:\+|&|\bund\b|\bu\.?(?=\s)|\bmit\b)\s*(?:ganzer?\s+|der\s+|die\s+)*(?:familie|fam|f|alle[nr]?|haushalt|kinder[n]?)\b\.?)",
    re.IGNORECASE,
)
_FAMILY_BEFORE_A_NAME = re.compile(r"(?:familie|fam)\b\.?", re.IGNORECASE)
_FOLLOW_UP = re.compile(r"(?:wv|wvl|wiedervorlage)\b[.:]?\s*(?:am\s+|zum\s+|bis\s+)?", re.IGNORECASE)
_FOLLOW_UP_IN_NUMBERS = re.compile(
    rf"(?<!\w){_FOLLOW_UP.pattern}(?P<day>\d{{1,2}}\.\s?\d{{1,2}}\.?(?:\d{{4}}|\d\d)?|\d{{4}}-\d\d-\d\d)",
    re.IGNORECASE,
)
_SHORT = re.compile(r"(?:kurzkontakt|kurz|kk)\b\.?", re.IGNORECASE)
_GROUP = re.compile(
    r"(?:gruppenangebot|gruppe)\b:?\s*(?:(?:mit|von)\s+)?(?P<count>\d{1,4})?(?:\s*(?:personen|leute)\b)?",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"(?:um\s+|ab\s+)?(?:(?P<hour>\d{1,2})(?::(?P<minute>\d{2})|\.(?P<dotted>\d{2})(?=\s*uhr))?)(?:(?<=:\d\d)|\s*uhr\b)(?:\s*uhr\b)?(?!\s*(?:h|std))",
    re.IGNORECASE,
)


def facts_at(line: str, at: int, today: date, *, before_a_name: bool) -> Iterator[Piece]:
    """Whatever can be read here, likeliest first; `before_a_name` says that the name is still to come."""
    found = _family(line, at, before_a_name=before_a_name)
    if found:
        yield found
    for read in _READERS:
        piece = read(line, at, today)
        if piece:
            yield piece


def follow_up_at(line: str, at: int, today: date) -> Piece | None:
    """„WV“ and a day ahead."""
    mark = _FOLLOW_UP.match(line, at)
    day = mark and day_at(line, mark.end(), today, ahead=True)
    return Piece(STEP_ON, day[0], at, day[1]) if day else None


def day_behind_follow_up(line: str) -> str:
    """The day written behind „WV“, be there such a one or not; nothing where none is written in numbers."""
    said = _FOLLOW_UP_IN_NUMBERS.search(line)
    return said["day"] if said else ""


def _family(line: str, at: int, *, before_a_name: bool) -> Piece | None:
    said = _FAMILY.match(line, at) or (_FAMILY_BEFORE_A_NAME.match(line, at) if before_a_name else None)
    return said and Piece(FAMILY, words.YES, at, said.end())


def _without_case(line: str, at: int, _today: date) -> Piece | None:
    if short := _SHORT.match(line, at):
        return Piece(SHORT, words.YES, at, short.end())
    group = _GROUP.match(line, at)
    return group and Piece(GROUP, int(group["count"] or 0), at, at + len(group[0].rstrip()))


def _clock(line: str, at: int, _today: date) -> Piece | None:
    written = _CLOCK.match(line, at)
    if written is None:
        return None
    hour, minute = int(written["hour"]), int(written["minute"] or written["dotted"] or 0)
    return Piece(STARTS_AT, time(hour, minute), at, written.end()) if hour < 24 and minute < 60 else None


def _length(line: str, at: int, _today: date) -> Piece | None:
    found = length_at(line, at)
    return Piece(MINUTES, found[0], at, found[1]) if found else None


def _day(line: str, at: int, today: date) -> Piece | None:
    found = day_at(line, at, today, ahead=False)
    return Piece(HELD_ON, found[0], at, found[1]) if found else None


def _phrase(line: str, at: int, _today: date) -> Piece | None:
    """The longest phrase that means something."""
    for end in reversed(list(spans(line, at))):
        found = words.meaning(line[at:end].split())
        if found:
            return Piece(found.kind, found.value, at, end, found.is_loose)
    return None


_READERS: tuple[Callable[[str, int, date], Piece | None], ...] = (
    follow_up_at,
    _without_case,
    _clock,
    _length,
    _day,
    _phrase,
)
