"""What a move brings about that is possible but worth a second look; it is said once and never in the way."""

from datetime import date

from casework.database.base import db
from casework.database.moments import now
from casework.errors import Doubt
from casework.housing.models import Accommodation
from casework.housing.occupancy import house_occupancy
from casework.housing.operations import Destination


def after_move(destination: Destination | None, day: date) -> list[Doubt]:
    """Warnings about the room and house that were moved into, on the evening of the move."""
    if destination is None or destination.accommodation_id is None:
        return []
    house = db.session.get_one(Accommodation, destination.accommodation_id)
    plan = house_occupancy(house, day, now())
    room = next((room for room in plan.rooms if room.room_id == destination.room_id), None)
    if room is not None and room.over_occupied:
        return [
            Doubt(
                "Zimmer %(room)s ist überbelegt: %(people)s Personen auf %(places)s belegbaren Plätzen.",
                room=room.name,
                people=room.occupied,
                places=room.assignable_places,
            )
        ]
    if plan.occupied > plan.assignable_places:
        return [
            Doubt(
                "%(house)s ist überbelegt: %(people)s Personen auf %(places)s belegbaren Plätzen.",
                house=plan.name,
                people=plan.occupied,
                places=plan.assignable_places,
            )
        ]
    return []
