"""Finding people as one types: any part of a name in any order, spelling or script, a number, a birth date, a room."""

import heapq
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from casework.access.viewer import Viewer
from casework.database.bulk import Key
from casework.errors import Refused
from casework.people.birth_dates import BirthDate
from casework.people.name_index import NameIndex, bare_number
from casework.people.panels import FILTERS, WORD_FINDERS
from casework.people.register import Card, names_of
from casework.people.scope import visible_cards
from casework.vocabulary.names.compare import distance, is_same_word, likeness
from casework.vocabulary.names.words import words_of
from casework.vocabulary.spelling import folded

SAID_BESIDE = frozenset({"zimmer", "az", "nr"})
"""Words that people write before a number because our pages do; they are part of nobody's name."""

ELSEWHERE = 0.7
_BEGINNING, _INSIDE = 0.9, 0.7
FARTHEST, _SPELLED_OTHERWISE = 1.3, 0.99
_GOOD, _WORTH_SHOWING = 0.75, 0.65
_ALWAYS_SHOWN = 10
_LOOKED_AT_CLOSELY = 200
_COVERAGE = 0.3
"""So much of the score depends on how much of the name was asked for: who is called only that comes first."""
_SHORTEST_PART, _SHORTEST_HALF = 2, 4

Scores = dict[int, float]


@dataclass(frozen=True, slots=True)
class Hit:
    """Somebody found, with a score that is 1 where every word is a whole word of the name or a number."""

    card: Card
    score: float


def find_people(viewer: Viewer, words: str, chosen: Mapping[str, str] | None = None) -> list[Card]:
    """The people this viewer may see to whom every word and filter applies: best first, without words by name."""
    found: Iterable[Card]
    if words.strip():
        allowed = {card.key for card in visible_cards(viewer)} if viewer.sees_own_cases_only else None
        found = [hit.card for hit in search(viewer.municipality_id, words, allowed)]
    else:
        found = sorted(visible_cards(viewer), key=lambda card: card.sort_key)
    for declared in FILTERS:
        choice = (chosen or {}).get(declared.key)
        if choice:
            ids = declared.find(viewer.municipality_id, choice)
            found = [card for card in found if card.person_id in ids]
    return list(found)


def search(
    municipality_id: uuid.UUID, words: str, allowed: Collection[Key] | None = None, limit: int | None = None
) -> list[Hit]:
    """The people of a municipality to whom every word applies, best first; of those `allowed`, if that is said.

    Who is not allowed is left out before anything is ranked or counted. Of three words or more one may be wrong.
    With a `limit` (at most 200) the others are not even looked at.
    """
    with names_of(municipality_id) as index:
        units = _units(municipality_id, index, words)
        if not units:
            return []
        visible = None if allowed is None else index.slots_of(allowed)
        return _ranked(index, units, _combined(units, visible), limit)


@dataclass(frozen=True, slots=True)
class _Unit:
    """One thing asked for: a spelled word of a name (empty for a number or date), and how well it applies to whom."""

    word: str
    scores: Scores


def asked_for(words: str) -> tuple[list[str], tuple[str, ...]]:
    """What was typed, parted: numbers and dates as they stand, and the spelled words of a name or place."""
    tokens = [token for token in words.replace(",", " ").split() if bare_number(token) not in SAID_BESIDE]
    numbers = [token for token in tokens if any(map(str.isdecimal, token)) or "@" in token]
    return numbers, words_of(" ".join(token for token in tokens if token not in numbers))


def _units(municipality_id: uuid.UUID, index: NameIndex, words: str) -> list[_Unit]:
    numbers, named = asked_for(words)
    units = [_Unit("", scores) for scores in _numbers(municipality_id, index, numbers)]
    return units + [_Unit(word, _named(municipality_id, index, word)) for word in named]


def _numbers(municipality_id: uuid.UUID, index: NameIndex, tokens: Sequence[str]) -> Iterator[Scores]:
    """Whom each number or date applies to; a number typed in groups may be one."""
    if len(tokens) > 1 and (in_groups := index.numbered(bare_number("".join(tokens)))):
        yield in_groups
        return
    for token in tokens:
        scores = dict.fromkeys(_living_at(municipality_id, index, folded(token)), ELSEWHERE)
        part = bare_number(token)
        if len(part) >= _SHORTEST_PART:
            scores |= index.numbered(part)
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
        if born and all(
            typed in (None, known) for typed, known in ((asked.month, born.month), (asked.day, born.day))
        ):
            yield slot


def _living_at(municipality_id: uuid.UUID, index: NameIndex, word: str) -> set[int]:
    """Who lives in a house or room of which this is part of the name."""
    ids: set[uuid.UUID] = set()
    for finder in WORD_FINDERS:
        ids |= finder(municipality_id, word)
    return index.slots_of(person_id.hex for person_id in ids)


def _named(municipality_id: uuid.UUID, index: NameIndex, word: str) -> Scores:
    scores = dict.fromkeys(_living_at(municipality_id, index, folded(word)), ELSEWHERE)
    _spread(index, _words_for(index, word), scores)
    if max(scores.values(), default=0.0) < _GOOD:
        for first, second in _halves(word):
            both = _combined([_Unit(half, _spelled(index, half)) for half in (first, second)], None)
            for slot, score in both.items():
                scores[slot] = max(score, scores.get(slot, 0.0))
    return scores


def _spelled(index: NameIndex, word: str) -> Scores:
    scores: Scores = {}
    _spread(index, {found: score for found, score in _sounding(index, word) if score >= _GOOD}, scores)
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
    """A word that may be two written together."""
    for place in range(_SHORTEST_HALF, len(word) - _SHORTEST_HALF + 1):
        yield word[:place], word[place:]


def _combined(units: Sequence[_Unit], visible: Collection[int] | None) -> Scores:
    """The mean over all that was asked for, of those to whom all applies; of three words or more one may be missing."""
    sums: defaultdict[int, float] = defaultdict(float)
    counts: defaultdict[int, int] = defaultdict(int)
    for unit in units:
        for slot, score in unit.scores.items():
            if visible is None or slot in visible:
                sums[slot] += score
                counts[slot] += 1
    means = {slot: total / len(units) for slot, total in sums.items()}
    complete = {slot: mean for slot, mean in means.items() if counts[slot] == len(units)}
    if len(units) < 3 or max(complete.values(), default=0.0) >= _GOOD:
        return complete
    return {
        slot: mean for slot, mean in means.items() if counts[slot] >= len(units) - max(1, len(units) // 3)
    }


def _ranked(index: NameIndex, units: Sequence[_Unit], scores: Scores, limit: int | None) -> list[Hit]:
    """Whoever is worth showing, best first; the best are looked at closely, name by name."""
    present = {slot: score for slot, score in scores.items() if index.person(slot) is not None}
    best = heapq.nlargest(_LOOKED_AT_CLOSELY, present, key=present.__getitem__)
    asked = [unit.word for unit in units if unit.word]
    close = set(best)
    hits = []
    for slot in best if limit else present:
        card = cast("Card", index.person(slot))
        share = _share_asked_for(card, asked) if slot in close else 0.0
        hits.append(Hit(card, round(present[slot] * (1 - _COVERAGE * (1 - share)), 3)))
    hits.sort(key=lambda hit: (-hit.score, hit.card.sort_key))
    worth = _WORTH_SHOWING * hits[0].score if hits else 0.0
    shown = hits[:_ALWAYS_SHOWN] + [hit for hit in hits[_ALWAYS_SHOWN:] if hit.score >= worth]
    return shown[:limit]


def _share_asked_for(card: Card, asked: Sequence[str]) -> float:
    """How much of a name was asked for, of the name it is most of."""
    if not asked:
        return 1.0
    return max(_share(words_of(name), asked) for name in card.names)


def _share(words: Sequence[str], asked: Sequence[str]) -> float:
    met = sum(any(_meets(word, typed) for typed in asked) for word in words)
    return met / max(len(words), len(asked))


def _meets(word: str, typed: str) -> bool:
    return folded(typed) in folded(word) or is_same_word(word, typed)
