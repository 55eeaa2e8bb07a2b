"""Who may be taken along in an act: the household, whoever is chosen already, and people found by a few words."""

import uuid
from collections.abc import Iterable

from casework.access.viewer import Viewer
from casework.audit.trail import witness
from casework.database.moments import today
from casework.people.cards import Card
from casework.people.models import Person
from casework.people.queries import get_people, household_members
from casework.people.register import cards
from casework.people.search import find_people

MOST_FOUND = 10


def companions(
    viewer: Viewer, person: Person, chosen: Iterable[uuid.UUID], words: str
) -> list[tuple[str, str]]:
    """Options for a form: id and name with age, of others than the household with their number; only visible people."""
    household = household_members(viewer, person)
    options = {str(card.person_id): card.name_with_age(today()) for card in household}
    known = cards()
    others = [known[one.id] for one in get_people(viewer, chosen) if one.id in known]
    if words.strip():
        found = find_people(viewer, words)
        witness("people:register:searched", words=words, found=len(found))
        others += found[:MOST_FOUND]
    for card in others:
        options.setdefault(str(card.person_id), _with_number(card))
    return list(options.items())


def _with_number(card: Card) -> str:
    return f"{card.name_with_age(today())} · {card.case_number}"
