"""Days as they are written in passing: „14.5.“, „morgen“, „Mo“, „in 2 Wochen“; ahead for a step, else behind."""

import re
from datetime import date, timedelta

_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "mo montag",
            "di dienstag",
            "mi mittwoch",
            "do donnerstag",
            "fr freitag",
            "sa samstag sonnabend",
            "sonntag",
        )
    )
    for name in names.split()
}
_NEAR = {"vorgestern": -2, "gestern": -1, "heute": 0, "morgen": 1, "übermorgen": 2, "uebermorgen": 2}
_NUMBERS = {"einem": 1, "einer": 1, "ein": 1, "eine": 1, "zwei": 2, "drei": 3, "vier": 4, "sechs": 6}
_MONTHS = (
    "jan januar", "feb februar", "märz mrz maerz", "apr april", "mai", "jun juni", "jul juli", "aug august",
    "sep sept september", "okt oktober", "nov november", "dez dezember",
)  # fmt: skip
_MONTH_OF = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
_DATE = re.compile(
    r"(?P<day>\d{1,2})\.\s?(?:(?P<month>\d{1,2})\b\.?|(?P<name>[a-zä]{3,9})\b\.?)"
    r"(?:\s?(?P<year>20\d\d)(?!\d)|(?<=\.)(?P<short>\d\d)(?!\d))?",
    re.IGNORECASE,
)
_ISO = re.compile(r"(?P<year>20\d\d)-(?P<month>\d\d)-(?P<day>\d\d)\b")
_AWAY = re.compile(
    r"(?P<way>in|vor|nach)\s+(?P<count>\d{1,3}|[a-z]{3,5})\s+(?P<unit>tag|woche|monat)(?:en|e|n)?\b",
    re.IGNORECASE,
)
_NEXT_SPAN = re.compile(r"nächste[rn]?\s+(?P<unit>woche|monat)\b", re.IGNORECASE)
_WORD = re.compile(
    r"(?:(?:am|den|diesen|nächsten|kommenden|letzten)\s+)*(?P<word>[a-zäöü]{2,11})\b\.?", re.IGNORECASE
)
_MONTH_DAYS, _WEEK_DAYS = 30, 7


def day_at(text: str, at: int, today: date, *, ahead: bool) -> tuple[date, int] | None:
    """The day written at a place of a text, and where it ends; without a year the nearest one ahead, or behind.

    None where no day is written, where there is no such day, and where it lies on the wrong side of today.
    """
    for read in (_calendar, _away, _weekday):
        found = read(text, at, today, ahead)
        if found:
            return found if (found[0] >= today if ahead else found[0] <= today) else None
    return None


def _calendar(text: str, at: int, today: date, ahead: bool) -> tuple[date, int] | None:
    written = _ISO.match(text, at) or _DATE.match(text, at)
    if written is None:
        return None
    parts = written.groupdict()
    month = int(parts["month"]) if parts["month"] else _MONTH_OF.get((parts.get("name") or "").lower(), 0)
    day = int(parts["day"])
    if parts["year"] or parts.get("short"):
        return _dated(int(parts["year"] or f"20{parts['short']}"), month, day, written.end())
    for year in range(today.year, today.year + (5 if ahead else -5), 1 if ahead else -1):
        found = _dated(year, month, day, written.end())
        if found and (found[0] >= today if ahead else found[0] <= today):
            return found
    return None


def _dated(year: int, month: int, day: int, end: int) -> tuple[date, int] | None:
    try:
        return date(year, month, day), end
    except ValueError:
        return None


def _away(text: str, at: int, today: date, _ahead: bool) -> tuple[date, int] | None:
    soon = _NEXT_SPAN.match(text, at)
    if soon:
        return today + timedelta(days=_days_of(soon["unit"])), soon.end()
    written = _AWAY.match(text, at)
    if written is None:
        return None
    said = written["count"].lower()
    count = int(said) if said.isdecimal() else _NUMBERS.get(said)
    if count is None:
        return None
    days = count * _days_of(written["unit"])
    return today + timedelta(days=-days if written["way"].lower() == "vor" else days), written.end()


def _days_of(unit: str) -> int:
    return {"tag": 1, "woche": _WEEK_DAYS, "monat": _MONTH_DAYS}[unit.lower()]


def _weekday(text: str, at: int, today: date, ahead: bool) -> tuple[date, int] | None:
    written = _WORD.match(text, at)
    if written is None:
        return None
    word = written["word"].lower()
    if word in _NEAR:
        return today + timedelta(days=_NEAR[word]), written.end()
    if word not in _WEEKDAYS:
        return None
    apart = (_WEEKDAYS[word] - today.weekday()) % _WEEK_DAYS
    if ahead:
        return today + timedelta(days=apart or _WEEK_DAYS), written.end()
    return today - timedelta(days=(_WEEK_DAYS - apart) % _WEEK_DAYS), written.end()
