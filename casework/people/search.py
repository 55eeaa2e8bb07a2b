"""Finding people as one types: any part of a name in any order, spelling or script, a number, a birth date, a room."""

import heapq
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from casework.access.viewer import Viewer
from casework.database.bulk import Key
from casework.people.cards import Card
from casework.people.matching import GOOD, Scores, Unit, units_of
from casework.people.name_index import MOST_WORDS, NameIndex
from casework.people.panels import FILTERS
from casework.people.register import names_of
from casework.people.scope import visible_cards, visible_keys
from casework.vocabulary.names.compare import is_same_word
from casework.vocabulary.names.words import words_of
from casework.vocabulary.spelling import folded

_WORTH_SHOWING, _ALWAYS_SHOWN = 0.65, 10
_LOOKED_AT_CLOSELY = 60
_ENOUGH_TO_MISS_ONE = 3
_COVERAGE = 0.5
"""So much of the score depends on how much of the name was asked for: who is called only that comes first."""


@dataclass(frozen=True, slots=True)
class Hit:
    """Somebody found, with a score that is 1 where every word is a whole word of the name or a number."""

    card: Card
    score: float


def find_people(viewer: Viewer, words: str, chosen: Mapping[str, str] | None = None) -> list[Card]:
    """The people this viewer may see to whom every word and filter applies: best first, without words by name."""
    found: Iterable[Card]
    if words.strip():
        found = [hit.card for hit in search(viewer.municipality_id, words, visible_keys(viewer))]
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
    With a `limit` (at most 60) the others are not even looked at.
    """
    with names_of(municipality_id) as index:
        units = units_of(municipality_id, index, words)
        if not units:
            return []
        visible = None if allowed is None else index.slots_of(allowed)
        return _ranked(index, units, _combined(units, visible), limit)


def _combined(units: Sequence[Unit], visible: Collection[int] | None) -> Scores:
    """The mean over all that was asked for, of those to whom all applies; of three words or more one may be missing."""
    fewest, *others = sorted((unit.scores for unit in units), key=len)
    if visible is not None:
        fewest = {slot: score for slot, score in fewest.items() if slot in visible}
    complete = fewest
    if others:
        complete = {
            slot: (score + sum(scores[slot] for scores in others)) / len(units)
            for slot, score in fewest.items()
            if all(slot in scores for scores in others)
        }
    if len(units) < _ENOUGH_TO_MISS_ONE or max(complete.values(), default=0.0) >= GOOD:
        return complete
    return _almost(units, visible)


def _almost(units: Sequence[Unit], visible: Collection[int] | None) -> Scores:
    """The same of those to whom all but a third of the words applies."""
    met: defaultdict[int, list[float]] = defaultdict(list)
    for unit in units:
        for slot, score in unit.scores.items():
            if visible is None or slot in visible:
                met[slot].append(score)
    needed = len(units) - len(units) // 3
    return {slot: sum(scores) / len(units) for slot, scores in met.items() if len(scores) >= needed}


def _ranked(index: NameIndex, units: Sequence[Unit], scores: Scores, limit: int | None) -> list[Hit]:
    """Whoever is worth showing, best first; the best are looked at closely, name by name."""
    asked = [unit.word for unit in units if unit.word]
    weights = [_weight(len(asked) / max(1, length) if asked else 1.0) for length in range(MOST_WORDS + 1)]
    lengths = index.lengths
    guessed = {slot: score * weights[lengths[slot]] for slot, score in scores.items() if lengths[slot]}
    best = heapq.nlargest(_LOOKED_AT_CLOSELY, guessed, key=guessed.__getitem__)
    for slot in best:
        guessed[slot] = scores[slot] * _weight(_share_asked_for(cast("Card", index.person(slot)), asked))
    taken = best if limit else guessed
    hits = [Hit(cast("Card", index.person(slot)), round(guessed[slot], 3)) for slot in taken]
    hits.sort(key=lambda hit: (-hit.score, hit.card.sort_key))
    worth = _WORTH_SHOWING * hits[0].score if hits else 0.0
    shown = hits[:_ALWAYS_SHOWN] + [hit for hit in hits[_ALWAYS_SHOWN:] if hit.score >= worth]
    return shown[:limit]


def _weight(share: float) -> float:
    """What a score is worth by the share of the name that was asked for."""
    return 1 - _COVERAGE * (1 - min(1.0, share))


def _share_asked_for(card: Card, asked: Sequence[str]) -> float:
    """How much of a name was asked for, of the name it is most of."""
    if not asked:
        return 1.0
    return max(_share(words_of(name), asked) for name in card.names)


def _share(words: Sequence[str], asked: Sequence[str]) -> float:
    met = sum(any(_meets(word, typed) for typed in asked) for word in words)
    return min(met, len(asked)) / max(len(words), len(asked))


@lru_cache(maxsize=4096)
def _meets(word: str, typed: str) -> bool:
    return folded(typed) in folded(word) or is_same_word(word, typed)
