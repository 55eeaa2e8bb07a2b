"""Finding people: every word must be part of a name, a number, or a word of another slice (a house, a room)."""

import uuid
from collections.abc import Iterable, Mapping

from casework.access.viewer import Viewer
from casework.people.panels import FILTERS, WORD_FINDERS
from casework.people.register import Card
from casework.people.scope import visible_cards
from casework.vocabulary.spelling import folded

SAID_BESIDE = frozenset({"zimmer", "az.", "nr."})
"""Words that people write before a number because our pages do; they are part of nobody's name."""


def find_people(viewer: Viewer, words: str, chosen: Mapping[str, str] | None = None) -> list[Card]:
    """The people this viewer may see, to whom every word and every chosen filter applies, sorted by name."""
    found = matching(viewer.municipality_id, visible_cards(viewer), words)
    for declared in FILTERS:
        choice = (chosen or {}).get(declared.key)
        if choice:
            ids = declared.find(viewer.municipality_id, choice)
            found = [card for card in found if card.person_id in ids]
    return sorted(found, key=lambda card: card.sort_key)


def matching(municipality_id: uuid.UUID, cards: Iterable[Card], words: str) -> list[Card]:
    """Those of the cards to whom every word applies."""
    found = list(cards)
    for word in folded(words.replace(",", " ")).split():
        if word in SAID_BESIDE:
            continue
        elsewhere: set[uuid.UUID] = set()
        for finder in WORD_FINDERS:
            elsewhere |= finder(municipality_id, word)
        found = [card for card in found if word in card.search_text or card.person_id in elsewhere]
    return found
