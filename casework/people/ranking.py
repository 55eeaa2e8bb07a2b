"""How well somebody answers to the words that were searched for."""

from collections.abc import Iterable
from dataclasses import dataclass

from casework.people.register import Card
from casework.vocabulary.spelling import folded

ELSEWHERE = 0.2
"""A word that is no part of name or number was found elsewhere, in the house or room."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A card with its score: 1 if every word is a whole word of the name or a number, less the less of it is typed."""

    card: Card
    score: float


def ranked(cards: Iterable[Card], words: str) -> list[Ranked]:
    """The cards, best first; equally good ones by name."""
    wanted = folded(words.replace(",", " ")).split()
    found = [Ranked(card, _score(card, wanted)) for card in cards]
    return sorted(found, key=lambda hit: (-hit.score, hit.card.sort_key))


def _score(card: Card, wanted: list[str]) -> float:
    known = card.search_text.split()
    return round(sum(_best(word, known) for word in wanted) / len(wanted), 3) if wanted else 0.0


def _best(word: str, known: list[str]) -> float:
    """The part of the best matching word that was typed."""
    return max((len(word) / len(whole) for whole in known if word in whole), default=ELSEWHERE)
