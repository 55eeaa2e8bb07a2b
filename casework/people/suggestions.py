"""What the search of every page shows while somebody types: the best hits, and what tells them apart."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from casework.access.viewer import Viewer
from casework.people.cards import Card
from casework.people.found_by import Reason, reasons
from casework.people.panels import COLUMNS
from casework.people.queries import unrestricted
from casework.people.scope import visible_cards
from casework.people.search import search

SHOWN = 8
_LOOKED_AT = 2 * SHOWN
"""More than are shown, so that one can say whether there are more."""
SHORTEST, LONGEST = 2, 200


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Somebody found, with where they live and why they were found."""

    card: Card
    beside: Sequence[str]
    reasons: Sequence[Reason]


@dataclass(frozen=True, slots=True)
class Suggestions:
    """The best hits for some words, and whether the full list has more."""

    words: str
    hits: Sequence[Suggestion]
    has_more: bool


def suggest(viewer: Viewer, typed: str) -> Suggestions:
    """The best hits of whom this viewer may see; protected people are never among them, only in the full list."""
    words = typed.strip()[:LONGEST]
    if len(words) < SHORTEST:
        return Suggestions(words, [], has_more=False)
    allowed = {card.key for card in visible_cards(viewer)} if viewer.sees_own_cases_only else None
    found = [hit.card for hit in search(viewer.municipality_id, words, allowed, limit=_LOOKED_AT)]
    shown = unrestricted(viewer, [card.person_id for card in found])
    cards = [card for card in found if card.person_id in shown]
    best = cards[:SHOWN]
    beside = beside_names(best)
    why = reasons(viewer, best, words, {person_id: " ".join(texts) for person_id, texts in beside.items()})
    hits = [Suggestion(card, beside[card.person_id], why[card.person_id]) for card in best]
    return Suggestions(words, hits, has_more=len(found) > len(best))


def beside_names(cards: Sequence[Card]) -> dict[uuid.UUID, list[str]]:
    """What other slices show beside a name, each in one query for all."""
    ids = [card.person_id for card in cards]
    loaded = [column.load(ids) for column in COLUMNS if column.while_searching]
    return {person_id: [texts[person_id] for texts in loaded if texts.get(person_id)] for person_id in ids}
