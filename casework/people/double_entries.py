"""Who may stand in the register twice: the pairs of a municipality that look like one person."""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from casework.access.viewer import Viewer
from casework.people.cards import Card
from casework.people.duplicates import cards_in, number_holders
from casework.people.lookalikes import Lookalikes
from casework.people.not_duplicates import not_duplicates
from casework.people.register import cards_of, names_of
from casework.people.same_person import Likeness, Reason, likeness, may_be_one_birth
from casework.people.scope import visible_cards

MOST_COMPARED = 200_000
"""So many pairs of one sound are compared; a list that leaves some out says so."""
_MOST_WITH_ONE_NUMBER = 30
"""More than a family: whatever stands there is nobody's number."""
Ids = tuple[uuid.UUID, uuid.UUID]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two in the register who may be one; `one` has the lower case number."""

    one: Card
    other: Card
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class Pairs:
    """The pairs, likeliest first, and whether there were too many of one sound to compare them all."""

    pairs: Sequence[Pair]
    is_cut: bool


def double_entries(viewer: Viewer) -> Pairs:
    """The pairs among the people this viewer may see who look like one person, likeliest first.

    A name alone is not enough: something else must speak for it. Of whom somebody said that they are two is not asked
    again.
    """
    numbered = _pairs_with_one_number(viewer.municipality_id)
    known = {card.person_id: card for card in visible_cards(viewer)}
    of_one_sound, is_cut = _pairs_of_one_sound(viewer.municipality_id)
    found = []
    for one, other in of_one_sound | numbered.keys():
        if one in known and other in known:
            alike = likeness(known[one], known[other], numbered.get((one, other), ()))
            if alike is not None and (alike.is_strong or len(alike.reasons) > 1):
                first, second = sorted((known[one], known[other]), key=_by_case_number)
                found.append(Pair(first, second, alike))
    different = not_duplicates(pair.one.person_id for pair in found)
    found = [pair for pair in found if pair.other.person_id not in different[pair.one.person_id]]
    found.sort(key=lambda pair: (-pair.likeness.score, pair.one.sort_key, pair.one.case_number))
    return Pairs(found, is_cut)


def _by_case_number(card: Card) -> str:
    return card.case_number


def _in_order(one: uuid.UUID, other: uuid.UUID) -> Ids:
    return (one, other) if one.int < other.int else (other, one)


def _pairs_of_one_sound(municipality_id: uuid.UUID) -> tuple[set[Ids], bool]:
    """All pairs with names of one sound whose birth dates do not rule it out, and whether there were too many."""
    pairs: set[Ids] = set()
    town = cards_of(municipality_id)
    with names_of(municipality_id) as index:
        lookalikes = Lookalikes(index)
        for card in town.values():
            for other in cards_in(index, lookalikes.of(card.names)):
                if other.key != card.key and may_be_one_birth(card.birth_date, other.birth_date):
                    pairs.add(_in_order(card.person_id, other.person_id))
            if len(pairs) > MOST_COMPARED:
                return pairs, True
    return pairs, False


def _pairs_with_one_number(municipality_id: uuid.UUID) -> dict[Ids, list[Reason]]:
    found: dict[Ids, list[Reason]] = defaultdict(list)
    for reason, holders in number_holders(municipality_id).items():
        for ids in holders.values():
            if len(ids) <= _MOST_WITH_ONE_NUMBER:
                for one, other in combinations(ids, 2):
                    found[_in_order(one, other)].append(reason)
    return found
