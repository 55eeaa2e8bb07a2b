"""The list of houses with their free places on an evening, narrowed as somebody asked."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import select

from casework.database.base import db
from casework.database.bulk import Key, key_of
from casework.database.moments import now
from casework.housing.evenings import Evening
from casework.housing.models import Accommodation
from casework.housing.occupancy import TownPlaces, shown_houses
from casework.housing.places import HouseOccupancy
from casework.vocabulary.spelling import folded


class HouseFacts(NamedTuple):
    """What a house is besides its places."""

    name: str = ""
    kind: str = ""
    district: str | None = None
    operator: str | None = None
    street: str | None = None
    lease_ends_on: date | None = None


@dataclass(frozen=True)
class Wanted:
    """How the list is narrowed: words, a kind, only houses with places free for all, closed houses too."""

    words: str = ""
    kind: str = ""
    only_free: bool = False
    closed_too: bool = False

    def takes(self, house: HouseOccupancy, facts: HouseFacts) -> bool:
        """Whether a house belongs to the list."""
        text = folded(" ".join(filter(None, (facts.name, facts.district, facts.operator, facts.street))))
        return (
            all(word in text for word in folded(self.words).split())
            and self.kind in ("", house.kind)
            and not (self.only_free and not house.free_net)
        )


class Listed(NamedTuple):
    """A line of the list."""

    house: HouseOccupancy
    facts: HouseFacts


def house_facts(municipality_id: uuid.UUID) -> dict[Key, HouseFacts]:
    """What every house is, in operation or not."""
    facts = (getattr(Accommodation, name) for name in HouseFacts._fields)
    rows = db.session.execute(
        select(key_of(Accommodation.id), *facts).where(Accommodation.municipality_id == municipality_id)
    )
    return {key: HouseFacts(*values) for key, *values in rows}


def list_houses(municipality_id: uuid.UUID, day: date, wanted: Wanted) -> list[Listed]:
    """The houses of a municipality on an evening, by name, as far as they are wanted."""
    facts = house_facts(municipality_id)
    places = TownPlaces(Evening.of(municipality_id, day, now()))
    houses = places.of_town() if wanted.closed_too else shown_houses(places)
    return [Listed(house, facts[house.key]) for house in houses if wanted.takes(house, facts[house.key])]
