"""Taking a municipality in."""

from sqlalchemy import func, select

from casework.audit.trail import note
from casework.database.base import db
from casework.errors import Refused
from casework.organisation.models import Municipality
from casework.organisation.queries import find_municipality

LONGEST_NAME = 200


def create_municipality(name: str) -> Municipality:
    """A new municipality, last in the order. Raises Refused for an empty or taken name."""
    name = " ".join(name.split())
    if not 0 < len(name) <= LONGEST_NAME:
        raise Refused("Bitte geben Sie einen Namen mit 1 bis %(most)s Zeichen an.", most=LONGEST_NAME)
    if find_municipality(name) is not None:
        raise Refused("Die Kommune „%(name)s“ gibt es schon.", name=name)
    last = db.session.scalar(select(func.max(Municipality.position))) or 0
    municipality = Municipality(name=name, position=last + 1)
    db.session.add(municipality)
    note("organisation:municipality:created", about=municipality.id)
    return municipality
