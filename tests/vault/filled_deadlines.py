"""A deadline of somebody that was seen to, with a remark."""

import uuid

from casework.database.base import db
from casework.database.moments import today
from casework.database.transaction import transaction
from casework.deadlines.operations import confirm
from casework.deadlines.queries import deadlines_of
from casework.people.models import Person
from tests import factories


def seen_to(somebody: factories.Person) -> uuid.UUID:
    """The first of theirs that ends; returns the one that ends last, which nobody has seen to."""
    with transaction():
        person = db.session.get_one(Person, somebody.id)
        first, *_more, last = deadlines_of(person)
        what = first.what
        confirm(person, what.clock, what.event_on, today(), "telefonisch verlängert")
        return last.id
