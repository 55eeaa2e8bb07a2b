"""What the team lead of a town sees on Mein Tag: a task of their own about somebody, put off once."""

from casework.appointments.operations import appoint
from casework.database.moments import today
from casework.deadlines.day.operations import put_off
from casework.deadlines.day.put_off import index_of
from casework.deadlines.day.rows import WEEK, Row
from casework.people.models import Person
from casework.people.panels import Happening
from casework.vocabulary.appointments import TASK
from tests import factories


def row_of(person: Person, owner: factories.User, words: str) -> str:
    """The row's name in addresses; it rests, because of some words."""
    task = appoint(
        municipality_id=person.municipality_id,
        owner_id=owner.id,
        people=[person],
        day=today(),
        title=words,
        kind=TASK,
    )
    key = f"appointment-{task.id}"
    entry = Happening(today(), "Aufgabe", "", key=key, about=(person.id,))
    row = Row(entry, index_of(person.municipality_id, key, today()))
    put_off(person.municipality_id, row, today() + WEEK, words)
    return row.token
