"""What might make a goal easier to reach: hints on its terms, never in the way (domain brief §3.3, SMART)."""

import re
from datetime import date
from typing import NamedTuple

SPECIFIC, MEASURABLE, ATTRACTIVE, REALISTIC, TIMED = "S", "M", "A", "R", "T"
SOONEST_DAYS = 14
"""A goal nearer than this is more of a step."""
FEWEST_WORDS = 3

_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_LEVEL_OR_NUMBER = re.compile(
    r"\d|\b(?:[abc][12]|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|halb\w*)\b", re.IGNORECASE
)
_PAPERS = re.compile(
    r"zertifikat|zeugnis|abschluss|prüfung|führerschein|vertrag|bescheid|ausweis|\bpass\b|urkunde|nachweis"
    r"|erlaubnis|anerkenn|diplom|titel|platz|konto|antr[aä]g",
    re.IGNORECASE,
)
_OF_THE_OFFICE = re.compile(
    r"\b(?:kl|klient\w*|leistungs\w+|teilnehmer\w*|proband\w*|gemäß|bzgl|hinsichtlich|zwecks|seitens)\b"
    r"|§|\b(?:sicherstellung|inanspruchnahme|durchführung|herbeiführung|förderung|stabilisierung|verbesserung)\b"
    r"|\b(?:er|sie) (?:soll|muss)\b",
    re.IGNORECASE,
)
_WANTS = {"will", "möchte", "kann", "werde", "wollen", "brauche", "suche", "finde", "habe"}


class Hint(NamedTuple):
    """A kind question about a goal; `about` is one of the five letters."""

    about: str
    sentence: str


def hints(wording: str | None, indicator: str | None, due_on: date | None, day: date) -> list[Hint]:
    """What might be asked of a goal on a day, in the order of SMART; nothing where nothing is said yet."""
    words = wording or ""
    if not words.strip():
        return []
    found = (
        None if is_specific(words) else Hint(SPECIFIC, "Was genau? Ein ganzer Satz hilft beim Wiederlesen."),
        None
        if is_measurable(words, indicator)
        else Hint(MEASURABLE, "Woran merken Sie beide, dass es erreicht ist?"),
        Hint(ATTRACTIVE, "Würde die Person es so sagen? Eigene Worte tragen weiter.")
        if _OF_THE_OFFICE.search(words)
        else None,
        Hint(REALISTIC, "Bis dahin ist wenig Zeit. Vielleicht ist es eher ein Schritt?")
        if is_soon(due_on, day)
        else None,
        None if due_on else Hint(TIMED, "Bis wann? Ein Monat genügt, verschieben geht immer."),
    )
    return [hint for hint in found if hint]


def is_specific(words: str) -> bool:
    """Whether it is some words with something to do, or somebody or something, in them."""
    said = _WORD.findall(words)
    does = any(
        word.lower() in _WANTS or (word.islower() and re.search(r"..(?:e[lr]?n)$", word)) for word in said
    )
    names = any(word[0].isupper() for word in said[1:])
    return len(said) >= FEWEST_WORDS and (does or names)


def is_measurable(words: str, indicator: str | None) -> bool:
    """Whether somebody can tell that it is reached: an indicator, a number, a level of language, a paper."""
    return bool((indicator or "").strip() or _LEVEL_OR_NUMBER.search(words) or _PAPERS.search(words))


def is_soon(due_on: date | None, day: date) -> bool:
    """Whether there is next to no time from a day on; what was due before is another question."""
    return due_on is not None and 0 <= (due_on - day).days < SOONEST_DAYS
