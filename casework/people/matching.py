"""Whom each thing applies to that was asked for: a word of a name, a number, a birth date, a house or room."""

import re
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from casework.errors import Refused
from casework.people.birth_dates import BirthDate
from casework.people.name_index import NameIndex, bare_number
from casework.people.panels import WORD_FINDERS
from casework.vocabulary.names.compare import distance, likeness
from casework.vocabulary.names.keys import LONGEST_WORD
from casework.vocabulary.names.words import words_of
from casework.vocabulary.spelling import folded

SAID_BESIDE = frozenset({"zimmer", "az", "nr"})
"""Words that people write before a number because our pages do; they are part of nobody's name."""

_ROOM = re.compile(r"\b(?:zimmer|zi\.?)\s*(?P<room>\w*\d\w*)", re.IGNORECASE)
GOOD = 0.75
ELSEWHERE = 0.7
_BEGINNING, _INSIDE = 0.9, 0.7
FARTHEST, _SPELLED_OTHERWISE = 1.1, 0.99
_SHORTEST_PART, _SHORTEST_HALF = 2, 4

Scores = dict[int, float]


@dataclass(frozen=True, slots=True)
class Unit:
    """One thing asked for: a spelled word of a name (empty for a number or date), and how well it applies to whom."""

    word: str
    scores: Scores


def asked_for(words: str) -> tuple[list[str], tuple[str, ...]]:
    """What was typed, parted: numbers and dates as they stand, and the spelled words of a name or place."""
    typed = dict.fromkeys(words.replace(",", " ").split())
    tokens = [token for token in typed if bare_number(token) not in SAID_BESIDE]
    numbers = [token for token in tokens if any(map(str.isdecimal, token)) or "@" in token]
    return numbers, words_of(" ".join(token for token in tokens if token not in numbers))


def _rooms_in(words: str) -> tuple[list[str], str]:
    """The rooms that are called so („Zimmer 004“), and what else was typed."""
    rooms = [match["room"] for match in _ROOM.finditer(words)]
    return rooms, _ROOM.sub(" ", words)


def units_of(municipality_id: uuid.UUID, index: NameIndex, words: str) -> list[Unit]:
    """Each thing that was typed, with whom it applies to."""
    rooms, words = _rooms_in(words)
    numbers, named = asked_for(words)
    units = [Unit("", dict.fromkeys(_living_at(municipality_id, index, folded(room)), 1.0)) for room in rooms]
    units += [Unit("", scores) for scores in _numbers(municipality_id, index, numbers)]
    return units + _together(index, [Unit(word, _named(municipality_id, index, word)) for word in named])


def _together(index: NameIndex, units: list[Unit]) -> list[Unit]:
    """The words, each also applying to whom the two of them written together apply to."""
    for first, second in pairwise(units):
        for slot, score in _spelled(index, first.word + second.word).items():
            for unit in (first, second):
                unit.scores[slot] = max(score, unit.scores.get(slot, 0.0))
    return units


def _numbers(municipality_id: uuid.UUID, index: NameIndex, tokens: Sequence[str]) -> Iterator[Scores]:
    """Whom each number or date applies to; a number typed in groups may be one."""
    if len(tokens) > 1 and (in_groups := index.numbered(bare_number("".join(tokens)))):
        yield in_groups
        return
    for token in tokens:
        part = bare_number(token)
        scores = index.numbered(part) if len(part) >= _SHORTEST_PART else {}
        for slot in _living_at(municipality_id, index, folded(token)):
            scores[slot] = max(ELSEWHERE, scores.get(slot, 0.0))
        yield scores | dict.fromkeys(_born(index, token), 1.0)


def _born(index: NameIndex, token: str) -> Iterator[int]:
    """Whose birth date was typed, as far as it is known: a year finds everybody born in it."""
    try:
        asked = BirthDate.read(token)
    except Refused:
        return
    for slot in index.born_in(asked.year):
        person = index.person(slot)
        born = person and person.birth_date
        if born and _agree(asked.month, born.month) and _agree(asked.day, born.day):
            yield slot


def _agree(typed: int | None, known: int | None) -> bool:
    return typed is None or known is None or typed == known


def _living_at(municipality_id: uuid.UUID, index: NameIndex, word: str) -> set[int]:
    """Who lives in a house or room of which this is part of the name."""
    ids: set[uuid.UUID] = set()
    for finder in WORD_FINDERS:
        ids |= finder(municipality_id, word)
    return index.slots_of(person_id.hex for person_id in ids)


def _named(municipality_id: uuid.UUID, index: NameIndex, word: str) -> Scores:
    scores = dict.fromkeys(_living_at(municipality_id, index, folded(word)), ELSEWHERE)
    _spread(index, _words_for(index, word), scores)
    if max(scores.values(), default=0.0) < GOOD:
        for first, second in _halves(word):
            firsts, seconds = _spelled(index, first), _spelled(index, second)
            for slot in firsts.keys() & seconds.keys():
                scores[slot] = max((firsts[slot] + seconds[slot]) / 2, scores.get(slot, 0.0))
    return scores


def _spelled(index: NameIndex, word: str) -> Scores:
    scores: Scores = {}
    _spread(index, {found: score for found, score in _sounding(index, word) if score >= GOOD}, scores)
    return scores


def _spread(index: NameIndex, words: Mapping[int, float], scores: Scores) -> None:
    for word_id, score in words.items():
        for slot in index.bearers(word_id):
            if score > scores.get(slot, 0.0):
                scores[slot] = score


def _words_for(index: NameIndex, word: str) -> dict[int, float]:
    """The ids of the words that were meant, each with its score: those that hold what was typed or sound like it."""
    typed = folded(word)
    found = dict(_sounding(index, word))
    for word_id, whole in index.words_with(typed):
        score = _part(typed, whole)
        if score > found.get(word_id, 0.0):
            found[word_id] = score
    return found


def _sounding(index: NameIndex, word: str) -> Iterator[tuple[int, float]]:
    for word_id in index.words_like(word):
        apart = distance(word, index.word(word_id))
        if apart <= FARTHEST:
            yield word_id, likeness(apart) * _SPELLED_OTHERWISE


def _part(typed: str, whole: str) -> float:
    if typed == whole:
        return 1.0
    share = len(typed) / len(whole)
    if whole.startswith(typed):
        return _BEGINNING + (1 - _BEGINNING) * share
    return _INSIDE + (_BEGINNING - _INSIDE) * share if len(typed) >= _SHORTEST_PART else 0.0


def _halves(word: str) -> Iterator[tuple[str, str]]:
    """A word that may be two written together; what is longer than any word is none."""
    if len(word) > LONGEST_WORD:
        return
    for place in range(_SHORTEST_HALF, len(word) - _SHORTEST_HALF + 1):
        yield word[:place], word[place:]
