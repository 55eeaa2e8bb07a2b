"""What the desk of a house knows: its own houses, and the people who live in one this evening.

Who reads people sees at the desk whom they see elsewhere (`people.scope`). A role of OWN_HOUSES_ONLY reads no people:
it knows name and room of those who live in its houses this evening, and the names behind entries that lie open.
"""

import uuid
from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, select

from casework.access.viewer import Viewer
from casework.database.base import db
from casework.database.moments import now, today
from casework.database.recorded import known
from casework.desk.duty_models import HouseDuty
from casework.errors import NotThere
from casework.housing.evenings import residents_on
from casework.housing.models import Accommodation
from casework.housing.places import in_order
from casework.housing.queries import accommodations, get_accommodation, holds
from casework.housing.stays import DwellingSpan
from casework.people.cards import Card
from casework.people.merge_models import PersonMerge
from casework.people.models import Person
from casework.people.register import cards_of
from casework.people.scope import of_visible, visible_cards


class Resident(NamedTuple):
    """Somebody who lives in a house this evening, with the name of the room, if any."""

    card: Card
    room: str


def house_ids_of(user_id: uuid.UUID) -> Select[uuid.UUID]:
    """The houses an account looks after."""
    return select(HouseDuty.accommodation_id).where(known(HouseDuty), HouseDuty.user_id == user_id)


def houses_of(viewer: Viewer) -> list[Accommodation]:
    """The houses whose desk this viewer may open, by name."""
    houses = accommodations(viewer.municipality_id)
    if viewer.sees_own_houses_only:
        own = set(db.session.scalars(house_ids_of(viewer.user_id)))
        houses = [house for house in houses if house.id in own]
    return sorted(houses, key=lambda house: in_order(house.name))


def get_house(viewer: Viewer, accommodation_id: uuid.UUID) -> Accommodation:
    """A house whose desk this viewer may open; NotThere says the same for a foreign one and for none."""
    house = get_accommodation(viewer, accommodation_id)
    if viewer.sees_own_houses_only and house.id not in set(db.session.scalars(house_ids_of(viewer.user_id))):
        raise NotThere("Diese Unterkunft gibt es nicht.")
    return house


def residents_of(viewer: Viewer, house: Accommodation) -> list[Resident]:
    """Who lives in a house this evening, as far as this viewer may know them, by room and name."""
    rooms = {room.id: room.name for room in house.rooms}
    cards = {card.person_id: card for card in _cards(viewer)}
    found = [
        Resident(cards[one.person_id], rooms.get(one.room_id, "") if one.room_id else "")
        for one in residents_on(house.municipality_id, today(), now(), house.id)
        if one.person_id in cards
    ]
    return sorted(found, key=lambda one: (not one.room, in_order(one.room), one.card.sort_key))


def _cards(viewer: Viewer) -> Iterable[Card]:
    if viewer.sees_own_houses_only:
        return cards_of(viewer.municipality_id).values()
    return visible_cards(viewer)


def of_known(viewer: Viewer, house: Accommodation) -> ColumnElement[bool]:
    """The condition on `Person` for all records of those whose entries, open or not, this viewer may see."""
    if not viewer.sees_own_houses_only:
        return of_visible(viewer)
    living = select(DwellingSpan.person_id).where(
        holds(DwellingSpan, today()), DwellingSpan.accommodation_id == house.id
    )
    merged = select(PersonMerge.person_id).where(known(PersonMerge), PersonMerge.into_id.in_(living))
    return Person.id.in_(living) | Person.id.in_(merged)
