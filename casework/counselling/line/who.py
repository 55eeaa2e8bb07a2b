"""Whom the names in a line mean, of those whom the viewer may see; protected people are never among them.

A name written in full comes before one that begins so, and that before what sounds alike; so three letters do.
"""

import re
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from casework.access.viewer import Viewer
from casework.database.moments import today
from casework.people.cards import Card
from casework.people.queries import get_people, household_members, unrestricted
from casework.people.scope import visible_keys
from casework.people.search import search
from casework.vocabulary.names.words import words_of
from casework.vocabulary.spelling import folded

MOST_LOOKED_AT = 60
MOST_SHOWN = 6
SHORTEST, LONGEST = 2, 100
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be meant, with the household that comes along."""

    card: Card
    members: Sequence[Card] = ()


@dataclass(slots=True)
class Who:
    """Who was there, as far as it is clear; whom one may choose from, and what was said of whom nobody was found."""

    present: list[Card] = field(default_factory=list)
    household: list[Card] = field(default_factory=list)
    candidates: list[Candidate] = field(default_factory=list)
    not_found: list[str] = field(default_factory=list)
    has_more: bool = False


class Register:
    """The people a viewer may see, by what is typed of their names."""

    def __init__(self, viewer: Viewer) -> None:
        self._viewer = viewer
        self._allowed = visible_keys(viewer)
        self._found: dict[str, list[Card]] = {}

    def bearers(self, said: str) -> list[Card]:
        """Who is meant, best first: of those who are called exactly so, else begin so, else sound so."""
        if said not in self._found:
            self._found[said] = self._look_up(said.strip()[:LONGEST])
        return self._found[said]

    def bear(self, said: str, *, is_whole: bool) -> bool:
        """Whether somebody is called so; of several words each begins one of the name's, unless they stand alone.

        Beside a name a word with a digit is none, and is left to say something else.
        """
        if " " in said.strip() and _DIGIT.search(said):
            return False
        found = self.bearers(said)
        return bool(found) and (is_whole or " " not in said.strip() or _closest(found, said) is not None)

    def members(self, card: Card) -> list[Card]:
        """The household of somebody, oldest first."""
        people = get_people(self._viewer, [card.person_id])
        return household_members(self._viewer, people[0]) if people else []

    def _look_up(self, said: str) -> list[Card]:
        if len(said) < SHORTEST:
            return []
        hits = search(self._viewer.municipality_id, said, self._allowed, limit=MOST_LOOKED_AT)
        shown = unrestricted(self._viewer, [hit.card.person_id for hit in hits])
        found = [hit.card for hit in hits if hit.card.person_id in shown]
        closest = _closest(found, said)
        return sorted(closest, key=_adults_first) if closest else found


def _closest(cards: Sequence[Card], said: str) -> list[Card] | None:
    """Those whose name has every typed word; else those with a word that begins with each of them."""
    typed = [folded(word) for word in words_of(said)]
    if not typed:
        return None
    for meets in (str.__eq__, str.startswith):
        found = [
            card for card in cards if all(any(meets(word, part) for word in _words(card)) for part in typed)
        ]
        if found:
            return found
    return None


def _adults_first(card: Card) -> tuple[bool, str]:
    """Adults, and whose age is open, before children; each by name."""
    return bool(card.birth_date and card.birth_date.is_minor_on(today())), card.sort_key


def _words(card: Card) -> list[str]:
    return [folded(word) for name in card.names for word in words_of(name)]


def resolve(
    register: Register, said: str | None, also: Iterable[str], *, with_family: bool, chosen: uuid.UUID | None
) -> Who:
    """Who was there by name; with several who are called so, `chosen` decides, else one is asked."""
    found = register.bearers(said) if said else []
    if said and not found:
        return Who(not_found=[said, *also])
    return _around(register, found, also, with_family=with_family, chosen=chosen)


def resolve_on_page(register: Register, person: Card, also: Iterable[str], *, with_family: bool) -> Who:
    """Who was there when the line stands on a person's page."""
    return _around(register, [person], also, with_family=with_family, chosen=None)


def _around(
    register: Register,
    found: Sequence[Card],
    also: Iterable[str],
    *,
    with_family: bool,
    chosen: uuid.UUID | None,
) -> Who:
    """Everybody around the one who is meant; of a family any member will do."""
    meant = [card for card in found if card.person_id == chosen] or list(found)
    choices = list(_one_of_each_household(meant)) if with_family else meant
    if len(choices) != 1:
        shown = [
            Candidate(card, register.members(card) if with_family else ()) for card in choices[:MOST_SHOWN]
        ]
        return Who(candidates=shown, has_more=len(choices) > MOST_SHOWN)
    who = Who(household=register.members(choices[0]))
    who.present = list(who.household) if with_family else [choices[0]]
    for name in also:
        _add(register, who, name)
    return who


def _one_of_each_household(cards: Iterable[Card]) -> Iterable[Card]:
    """The first of each household, in their order."""
    first: dict[uuid.UUID, Card] = {}
    for card in cards:
        first.setdefault(card.household_id, card)
    return first.values()


def _add(register: Register, who: Who, name: str) -> None:
    """Another person: one of the household before anybody else."""
    found = _closest(who.household, name) or register.bearers(name)
    if not found:
        who.not_found.append(name)
    elif len(found) == 1:
        who.present += [card for card in found if card not in who.present]
    else:
        who.candidates += [Candidate(card) for card in found[:MOST_SHOWN]]
        who.has_more = who.has_more or len(found) > MOST_SHOWN
