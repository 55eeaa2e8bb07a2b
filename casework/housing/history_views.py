"""Pages that say who lived when in a house or a room, and who shared a room with whom."""

import uuid
from datetime import date, timedelta

from flask import render_template, request

from casework.access.guard import current_viewer, requires
from casework.access.permissions import Permission
from casework.access.viewer import Viewer
from casework.audit.trail import witness
from casework.database.moments import today
from casework.errors import NotThere, Refused
from casework.housing.blueprint import blueprint
from casework.housing.models import Accommodation, Room
from casework.housing.queries import get_accommodation, get_room
from casework.housing.roommates import lodgings_in, roommates_of
from casework.people.scope import get_person
from casework.web.filters import asked_day
from casework.web.paging import page_of

A_YEAR = timedelta(days=365)


@blueprint.get("/accommodations/<uuid:accommodation_id>/residents")
@requires(Permission.HOUSING_RESIDENTS_READ)
def residents(accommodation_id: uuid.UUID) -> str:
    """Who lived in a house, or shared one of its rooms, in a span of days, as far as the viewer may know."""
    viewer = current_viewer()
    house = get_accommodation(viewer, accommodation_id)
    room, (first, last) = _asked_room(viewer, house), _asked_span()
    found = lodgings_in(viewer, house, room, first, last)
    page = page_of(found.shown)
    span = f"{first.isoformat()}/{last.isoformat()}"
    witness("housing:residents:listed", about=room.id if room else house.id, span=span, shown=len(page.items))
    return render_template(
        "housing/residents.html", house=house, room=room, span=(first, last), page=page, others=found.others
    )


@blueprint.get("/people/<uuid:person_id>/roommates")
@requires(Permission.HOUSING_RESIDENTS_READ)
def roommates(person_id: uuid.UUID) -> str:
    """Who shared a room with somebody, and when."""
    viewer = current_viewer()
    person = get_person(viewer, person_id)
    found = roommates_of(viewer, person)
    page = page_of(found.shown)
    witness("housing:roommates:listed", subject=person.id, shown=len(page.items))
    return render_template("housing/roommates.html", person=person, page=page, others=found.others)


def _asked_room(viewer: Viewer, house: Accommodation) -> Room | None:
    asked = request.args.get("room")
    if not asked:
        return None
    try:
        room = get_room(viewer, uuid.UUID(asked))
    except ValueError:
        raise NotThere("Dieses Zimmer gibt es nicht.") from None
    if room.accommodation_id != house.id:
        raise NotThere("Dieses Zimmer gibt es nicht.")
    return room


def _asked_span() -> tuple[date, date]:
    """The days `from` and `to` of the address; the last twelve months unless told."""
    last = asked_day("to") or today()
    first = asked_day("from") or last - A_YEAR
    if first > last:
        raise Refused("Der erste Tag liegt nach dem letzten. Bitte prüfen Sie den Zeitraum.")
    return first, last
