"""What the trail says of a talk."""

import uuid
from collections.abc import Sequence
from typing import Any

from casework.audit import trail
from casework.people.models import Person


def note(action: str, people: Sequence[Person], talk_id: uuid.UUID, **detail: Any) -> None:
    """Note a change once for each of the people, or once for the talk where nobody is named."""
    for person_id in dict.fromkeys(person.id for person in people) or [talk_id]:
        trail.note(action, subject=person_id, talk=str(talk_id), **detail)
