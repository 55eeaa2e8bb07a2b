"""When a partner is open: read from what people write on doors, written as one would say it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Self

from casework.errors import Refused

DAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
MINUTES_OF_A_DAY = 24 * 60
Span = tuple[int, int]
"""From one minute of the day to another, the second not included."""

_NO_LETTER = "(?![a-zäöüß])"
_WORDS = "|".join(rf"{day[:2]}(?:\.|{day[2:]}s?)?" for day in DAYS)
_DAY = re.compile(f"(?:{_WORDS}){_NO_LETTER}", re.IGNORECASE)
_EVERY_DAY = re.compile(f"täglich{_NO_LETTER}", re.IGNORECASE)
_NUMBERS = {day[:2].casefold(): number for number, day in enumerate(DAYS)}
_TO = re.compile(r"\s*(?:-|–|—|bis)\s*", re.IGNORECASE)
_AND = re.compile(r"\s*(?:,|/|&|\+|und\b|u\.)\s*", re.IGNORECASE)
_TIME = re.compile(rf"(\d{{1,2}})(?:[:.](\d{{2}}))?(?:\s*(?:Uhr|h){_NO_LETTER})?", re.IGNORECASE)
_CLOSED = re.compile(f"(?:geschlossen|zu){_NO_LETTER}", re.IGNORECASE)
_HINT = "Bitte zum Beispiel so angeben: Mo–Fr 8:00–12:00, Do 14:00–18:00; nach Vereinbarung."


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """The spans of each day of the week from Monday on, in order and apart, and what there is to say besides."""

    spans: tuple[tuple[Span, ...], ...] = ((),) * 7
    remark: str = ""

    @classmethod
    def of(cls, spans: Iterable[Iterable[Span]], remark: str = "") -> Self:
        """Hours from any spans of the seven days; those that meet become one."""
        return cls(tuple(_apart(day) for day in spans), remark)

    @classmethod
    def read(cls, text: str) -> Self:
        """Hours as people write them: days with their times; what begins with no day is a remark.

        Parts stand apart by semicolons or lines. Raises Refused for a day without times and for times that cannot be.
        """
        spans: list[list[Span]] = [[] for _day in DAYS]
        remarks = []
        for part in re.split(r"[;\n]", text):
            said = " ".join(part.split())
            left = _read_part(said, spans) if _days_at(said, 0) else said
            if left:
                remarks.append(left)
        return cls.of(spans, "; ".join(remarks))

    def __str__(self) -> str:
        """As one would write them, days that follow one another with the same times together."""
        return "; ".join(
            [*(f"{days} {times}" for days, times in self.lines(short=True)), *filter(None, [self.remark])]
        )

    def lines(self, *, short: bool = False) -> Iterator[tuple[str, str]]:
        """Days and their times, without those on which it is closed."""
        first = 0
        for last in range(len(DAYS)):
            if last + 1 < len(DAYS) and self.spans[last + 1] == self.spans[first]:
                continue
            if self.spans[first]:
                yield _days_in_words(first, last, short=short), _times_in_words(self.spans[first])
            first = last + 1

    @property
    def has_times(self) -> bool:
        """Whether any day has times at all."""
        return any(self.spans)


def _read_part(said: str, spans: list[list[Span]]) -> str:
    """Put the times of a part to its days; returns what is no time and stands behind."""
    at = 0
    while found := _days_at(said, at):
        days, at = found
        at = _past(re.compile(r"\s*:?\s*"), said, at)
        if closed := _CLOSED.match(said, at):
            at = closed.end()
        else:
            times, at = _times_at(said, at)
            for day in days:
                spans[day].extend(times)
        if not _days_at(said, after := _past(_AND, said, at)):
            break
        at = after
    left = said[at:].strip(" ,.:")
    if any(character.isdigit() for character in left):
        raise Refused("„%(text)s“ ist nicht als Öffnungszeit zu lesen. " + _HINT, text=left)
    return left


def _days_at(said: str, at: int) -> tuple[list[int], int] | None:
    """The days named from a place on, and where they end; None where no day is named."""
    if every := _EVERY_DAY.match(said, at):
        return list(range(len(DAYS))), every.end()
    first = _DAY.match(said, at)
    if first is None:
        return None
    days, at, last = [_number(first)], first.end(), _number(first)
    while True:
        to, also = _TO.match(said, at), _AND.match(said, at)
        if to and (day := _DAY.match(said, to.end())):
            if _number(day) <= last:
                raise Refused(
                    "Die Tage „%(text)s“ stehen in falscher Reihenfolge. " + _HINT, text=said[: day.end()]
                )
            days += range(last + 1, _number(day) + 1)
        elif also and (day := _DAY.match(said, also.end())):
            days.append(_number(day))
        else:
            return days, at
        at, last = day.end(), _number(day)


def _number(day: re.Match[str]) -> int:
    return _NUMBERS[day[0][:2].casefold()]


def _times_at(said: str, at: int) -> tuple[list[Span], int]:
    times = []
    while True:
        begins = _TIME.match(said, at)
        to = begins and _TO.match(said, begins.end())
        ends = to and _TIME.match(said, to.end())
        if not begins or not ends:
            break
        times.append(_possible(begins, ends))
        at = ends.end()
        after = _past(_AND, said, at)
        if after == at or not _TIME.match(said, after):
            break
        at = after
    if not times:
        raise Refused("Zu „%(text)s“ fehlt, von wann bis wann offen ist. " + _HINT, text=said)
    return times, at


def _possible(begins: re.Match[str], ends: re.Match[str]) -> Span:
    first, last = _minute(begins), _minute(ends)
    if not first < last <= MINUTES_OF_A_DAY:
        raise Refused(
            "„%(text)s“ kann nicht stimmen. " + _HINT, text=f"{begins[0].strip()}–{ends[0].strip()}"
        )
    return first, last


def _minute(time: re.Match[str]) -> int:
    minutes = int(time[2] or 0)
    if minutes >= 60:
        raise Refused("Die Uhrzeit „%(text)s“ gibt es nicht. " + _HINT, text=time[0].strip())
    return int(time[1]) * 60 + minutes


def _past(pattern: re.Pattern[str], said: str, at: int) -> int:
    found = pattern.match(said, at)
    return found.end() if found else at


def _apart(spans: Iterable[Span]) -> tuple[Span, ...]:
    apart: list[Span] = []
    for begins, ends in sorted(spans):
        if apart and begins <= apart[-1][1]:
            apart[-1] = apart[-1][0], max(ends, apart[-1][1])
        else:
            apart.append((begins, ends))
    return tuple(apart)


def _days_in_words(first: int, last: int, *, short: bool) -> str:
    named = [DAYS[day][:2] if short else DAYS[day] for day in (first, last)]
    return named[0] if first == last else f"{named[0]}–{named[1]}" if short else f"{named[0]} bis {named[1]}"


def _times_in_words(spans: Iterable[Span]) -> str:
    return ", ".join(f"{clock(begins)}–{clock(ends)}" for begins, ends in spans)


def clock(minute: int) -> str:
    """A minute of the day as a clock shows it."""
    return f"{minute // 60}:{minute % 60:02d}"
