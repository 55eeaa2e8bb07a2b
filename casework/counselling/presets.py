"""What a new talk most probably looks like, so that little is left to choose."""

from typing import Any

from casework.access.viewer import Viewer
from casework.counselling.queries import find_last_by, talks_of
from casework.database.moments import today
from casework.people.models import Person

USUAL_MINUTES = 20
USUAL_CONTACT = "OFFICE"
GERMAN = "de"


def new_talk(viewer: Viewer, person: Person) -> dict[str, Any]:
    """Today, with this person; kind and length as in the viewer's last talk, language and interpreter as in theirs."""
    last = find_last_by(viewer.user_id)
    with_person = next((talk for talk in talks_of([person.id]) if talk.is_open_to(viewer.user_id)), None)
    return {
        "present": [str(person.id)],
        "held_on": today(),
        "minutes": last.minutes if last and last.minutes else USUAL_MINUTES,
        "contact_kind": last.contact_kind if last else USUAL_CONTACT,
        "language": (with_person.language if with_person else None) or _mother_tongue(person),
        "interpreter": with_person.interpreter if with_person else None,
    }


def _mother_tongue(person: Person) -> str:
    """The first language named that is not German; German if it is the only one."""
    spoken = person.languages or []
    return next((code for code in spoken if code != GERMAN), spoken[0] if spoken else "")
