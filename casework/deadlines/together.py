"""What runs for several people at once is seen to in one act, and reopened in one."""

import uuid
from collections.abc import Iterable
from datetime import date

from casework.access.viewer import Viewer
from casework.deadlines.operations import confirm, take_back
from casework.deadlines.queries import Held
from casework.people.models import Person
from casework.people.queries import get_people


def see_to(viewer: Viewer, found: Iterable[Held], on: date, remark: str | None = None) -> int:
    """Say of each that it was seen to on a day; returns of how many. Raises as `confirm` does."""
    chosen = list(found)
    people = _people(viewer, chosen)
    for one in chosen:
        confirm(people[one.person_id], one.what.clock, one.what.event_on, on, remark)
    return len(chosen)


def reopen(viewer: Viewer, found: Iterable[Held]) -> None:
    """Say of each that it was not seen to after all. Raises as `take_back` does."""
    chosen = list(found)
    people = _people(viewer, chosen)
    for one in chosen:
        take_back(people[one.person_id], one.what.clock, one.what.event_on)


def _people(viewer: Viewer, found: Iterable[Held]) -> dict[uuid.UUID, Person]:
    return {person.id: person for person in get_people(viewer, (one.person_id for one in found))}
