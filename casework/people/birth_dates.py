"""Birth dates as they are known: a day, a month or a year; proven, or set by an authority (domain brief §6)."""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Self

from casework.database.moments import today
from casework.errors import Refused
from casework.vault.unreadable import NOT_READABLE, NotReadable

ADULT_AGE = 18
FIRST_YEAR = 1900
_GERMAN = re.compile(r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})")
_HURRIED = (
    re.compile(r"(?P<day>\d{1,2})[.,/ ]\s*(?P<month>\d{1,2})[.,/ ]\s*(?P<year>\d{4}|\d{2})"),
    re.compile(r"(?P<day>\d{2})(?P<month>\d{2})(?P<year>\d{4}|\d{2})"),
)
_ISO = re.compile(r"(?P<year>\d{4})(-(?P<month>\d{1,2})(-(?P<day>\d{1,2}))?)?")


@dataclass(frozen=True, slots=True)
class BirthDate:
    """A birth date with its precision; `is_fictive` when an authority set it (01.01. of the year)."""

    year: int
    month: int | None = None
    day: int | None = None
    is_fictive: bool = False

    @classmethod
    def read(cls, text: str, *, is_fictive: bool = False) -> Self:
        """Understands 17.06.1990, 00.00.1990, 00.06.1990, 1990, 1990-06 and 1990-06-17; Refused otherwise."""
        match = _GERMAN.fullmatch(text.strip()) or _ISO.fullmatch(text.strip())
        if match is None:
            raise Refused(
                "„%(text)s“ ist kein Geburtsdatum. Bitte als TT.MM.JJJJ, 00.00.JJJJ oder JJJJ angeben.",
                text=text,
            )
        year, month, day = (int(match[part] or 0) for part in ("year", "month", "day"))
        birth = cls(year, month or None, day or None if month else None, is_fictive)
        try:
            birth.earliest()
        except ValueError:
            raise Refused(
                "Den Tag „%(text)s“ gibt es nicht. Bitte prüfen Sie das Geburtsdatum.", text=text
            ) from None
        return birth

    @property
    def is_exact(self) -> bool:
        return self.day is not None

    def earliest(self) -> date:
        """The first day it can be."""
        return date(self.year, self.month or 1, self.day or 1)

    def latest(self) -> date:
        """The last day it can be."""
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def ages_on(self, day: date) -> tuple[int, int]:
        """The lowest and the highest age in years on a day."""
        return _age(self.latest(), day), _age(self.earliest(), day)

    def age_words(self, day: date) -> str:
        """„34“, or „34–35“ where the date is partial."""
        youngest, oldest = self.ages_on(day)
        return str(youngest) if youngest == oldest else f"{youngest}–{oldest}"

    def is_minor_on(self, day: date) -> bool | None:
        """Under 18 for certain (True), adult for certain (False), or open (None)."""
        youngest, oldest = self.ages_on(day)
        if oldest < ADULT_AGE:
            return True
        return False if youngest >= ADULT_AGE else None

    def iso(self) -> str:
        """1990, 1990-06 or 1990-06-17."""
        parts = [f"{self.year:04d}"] + [f"{part:02d}" for part in (self.month, self.day) if part]
        return "-".join(parts)

    def __str__(self) -> str:
        if self.day and self.month:
            return f"{self.day:02d}.{self.month:02d}.{self.year:04d}"
        if self.month:
            return f"{self.month:02d}.{self.year:04d} (Tag unbekannt)"
        return f"{self.year:04d} (Tag/Monat unbekannt)"


class NotReadableBirthDate(NotReadable, BirthDate):
    """A birth date that does not open; nothing is said of it."""

    def __init__(self) -> None:
        super().__init__(FIRST_YEAR)

    def age_words(self, _day: date) -> str:
        return NOT_READABLE

    def is_minor_on(self, _day: date) -> None:
        return None

    def iso(self) -> str:
        return NOT_READABLE

    def __str__(self) -> str:
        return NOT_READABLE


def read_typed(text: str, *, is_fictive: bool = False) -> BirthDate:
    """A birth date as it is typed in a hurry: also 12.3.16 and 12032016, a year that has been; Refused otherwise."""
    typed = next(filter(None, (pattern.fullmatch(text.strip()) for pattern in _HURRIED)), None)
    if typed is None:
        return BirthDate.read(text, is_fictive=is_fictive)
    year = int(typed["year"])
    if len(typed["year"]) == len("16"):
        year = today().year - (today().year - year) % 100
    return BirthDate.read(f"{typed['day']}.{typed['month']}.{year:04d}", is_fictive=is_fictive)


def believable(birth: BirthDate) -> BirthDate:
    """The birth date as newly stated, by whoever; Refused when it lies in the future or too far back for anybody."""
    if birth.earliest() > today():
        raise Refused("Das Geburtsdatum %(text)s liegt in der Zukunft.", text=birth)
    if birth.year < FIRST_YEAR:
        raise Refused("Das Geburtsjahr %(year)s kann nicht stimmen.", year=birth.year)
    return birth


def anniversary(born_on: date, years: int) -> date:
    """The birthday that reaches an age; who is born on 29.02. reaches it on 01.03. of a common year (§ 188 BGB)."""
    try:
        return born_on.replace(year=born_on.year + years)
    except ValueError:
        return date(born_on.year + years, 3, 1)


def _age(born_on: date, day: date) -> int:
    """Whole years completed on a day; the day of birth counts (§ 187 (2) BGB)."""
    years = day.year - born_on.year
    return years if years < 0 or anniversary(born_on, years) <= day else years - 1
