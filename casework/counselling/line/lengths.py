"""How long a talk was, as it is written in passing: „20 min“, „20“, „1/2 h“, „1,5 Std.“, „1:30 h“, „halbe Stunde“."""

import re

_SIXTY = 60
_MOST = 24 * _SIXTY
_MINUTES = re.compile(r"(?P<count>\d{1,4})\s*(?:minuten|minute|min|m|')(?![^\W_])\.?", re.IGNORECASE)
_HOUR = r"\s*(?:stunden|stunde|std|h)(?![^\W_])\.?"
_CLOCK = re.compile(r"(?P<hours>\d{1,2}):(?P<minutes>\d{2})" + _HOUR, re.IGNORECASE)
_HOURS = re.compile(r"(?P<hours>\d{1,2}(?:[.,]\d{1,2})?)" + _HOUR, re.IGNORECASE)
_PARTS = re.compile(
    r"(?:(?P<whole>\d)\s*)?(?:(?P<half>1/2|½)|(?P<third>3/4|¾)|(?P<quarter>1/4|¼))" + _HOUR, re.IGNORECASE
)
_WORDS = re.compile(
    r"(?:eine\s+)?(?P<word>dreiviertelstunde|viertelstunde|halbe\s+stunde|halbstunde|anderthalb\s+stunden|stunde)\b",
    re.IGNORECASE,
)
_WORD_MINUTES = {
    "dreiviertelstunde": 45,
    "viertelstunde": 15,
    "halbestunde": 30,
    "halbstunde": 30,
    "anderthalbstunden": 90,
    "stunde": 60,
}
_BARE = re.compile(
    r"(?P<count>\d{1,3})(?=[\s,;:]|$)(?!:\d)(?!\s*(?:personen|kinder|jahre|monate|wochen|tage|euro))",
    re.IGNORECASE,
)
_LONGEST_BARE = 480


def length_at(text: str, at: int) -> tuple[int, int] | None:
    """The minutes written at a place of a text, and where they end."""
    found = _written(text, at)
    return found if found and 0 < found[0] <= _MOST else None


def _written(text: str, at: int) -> tuple[int, int] | None:
    if clock := _CLOCK.match(text, at):
        return int(clock["hours"]) * _SIXTY + int(clock["minutes"]), clock.end()
    if parts := _PARTS.match(text, at):
        part = 30 if parts["half"] else 45 if parts["third"] else 15
        return int(parts["whole"] or 0) * _SIXTY + part, parts.end()
    if hours := _HOURS.match(text, at):
        return round(float(hours["hours"].replace(",", ".")) * _SIXTY), hours.end()
    if minutes := _MINUTES.match(text, at):
        return int(minutes["count"]), minutes.end()
    if word := _WORDS.match(text, at):
        return _WORD_MINUTES["".join(word["word"].lower().split())], word.end()
    if (bare := _BARE.match(text, at)) and int(bare["count"]) <= _LONGEST_BARE:
        return int(bare["count"]), bare.end()
    return None
