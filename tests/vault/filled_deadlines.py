"""A deadline of somebody that was seen to, with a remark."""

from casework.database.base import db
from casework.database.moments import today
from casework.database.transaction import transaction
from casework.deadlines.operations import confirm
from casework.deadlines.queries import deadlines_of
from casework.people.models import Person
from tests import factories


def seen_to(somebody: factories.Person) -> None:
    """The first of theirs that ends."""
    with transaction():
        person = db.session.get_one(Person, somebody.id)
        what = deadlines_of(person)[0].what
        confirm(person, what.clock, what.event_on, today(), "telefonisch verlängert")
