"""A talk as it is typed."""

from datetime import timedelta

from casework.counselling.models import Consultation
from casework.database.base import db
from casework.database.moments import today
from tests import factories

LONG_STORY = "Canarytext: Kita-Platz für Amira, Anmeldung liegt vor."


def talk(people: list[factories.Person], **changes: object) -> dict[str, object]:
    return {
        "present": [str(person.id) for person in people],
        "held_on": f"{today():%d.%m.%Y}",
        "minutes": "25",
        "contact_kind": "OFFICE",
        "main_topic": "KIT",
        "further_topics": ["WOH"],
        "content": LONG_STORY,
        "result": "",
        "language": "arabisch",
        "interpreter": "NONE",
        "next_step": "Rückruf der Kita",
        "next_step_on": f"{today() + timedelta(days=3):%d.%m.%Y}",
    } | changes


def address(person: factories.Person) -> str:
    return f"/people/{person.id}/consultations/new"


def only_talk() -> Consultation:
    return db.session.scalars(db.select(Consultation).where(Consultation.superseded_at.is_(None))).one()
