"""What a new talk most probably looks like, so that little is left to choose."""

import uuid
from collections.abc import Iterable
from typing import Any

from casework.access.viewer import Viewer
from casework.counselling.models import Consultation
from casework.counselling.queries import find_last_by, find_last_with
from casework.database.moments import today
from casework.people.models import Person
from casework.vault.unreadable import is_unreadable
from casework.vocabulary.counselling import GROUP_SESSION, SHORT_CONTACT
from casework.vocabulary.languages import language_name

USUAL_MINUTES = 20
MINUTES_OF = {SHORT_CONTACT: 10, GROUP_SESSION: 90}
USUAL_CONTACT = "OFFICE"
GERMAN = "de"
NO_INTERPRETER = "NONE"


def new_talk(viewer: Viewer, person: Person, present: Iterable[uuid.UUID]) -> dict[str, Any]:
    """Today, with those present; kind and length as in the viewer's last talk, language as in the person's.

    The interpreter is also that of the person's last talk, except with somebody who speaks German.
    """
    last = find_last_by(viewer.user_id)
    with_person = find_last_with(viewer, person)
    return {
        "present": [str(person_id) for person_id in present],
        "held_on": today(),
        "minutes": last.minutes if last and last.minutes else USUAL_MINUTES,
        "contact_kind": last.contact_kind if last else USUAL_CONTACT,
        "language": language_name(_spoken_last(with_person) or _mother_tongue(person)),
        "interpreter": _interpreter(with_person, person),
    }


def talk_without_case(viewer: Viewer, talk_form: str) -> dict[str, Any]:
    """Today; kind and length as in the viewer's last talk of this form."""
    last = find_last_by(viewer.user_id, talk_form)
    return {
        "talk_form": talk_form,
        "held_on": today(),
        "minutes": last.minutes if last and last.minutes else MINUTES_OF.get(talk_form, USUAL_MINUTES),
        "contact_kind": last.contact_kind if last else USUAL_CONTACT,
    }


def _interpreter(last: Consultation | None, person: Person) -> str:
    return NO_INTERPRETER if last is None or GERMAN in _spoken(person) else last.interpreter or NO_INTERPRETER


def _spoken_last(talk: Consultation | None) -> str | None:
    return None if talk is None or is_unreadable(talk.language) else talk.language


def _mother_tongue(person: Person) -> str:
    """The first language named that is not German; German if it is the only one."""
    spoken = _spoken(person)
    return next((code for code in spoken if code != GERMAN), spoken[0] if spoken else "")


def _spoken(person: Person) -> list[str]:
    return [code for code in person.languages or [] if not is_unreadable(code)]
