"""What of stays, houses, rooms and announcements is shown as it was before."""

import uuid
from typing import Any

from flask import url_for
from sqlalchemy import select

from casework.access.permissions import Permission
from casework.access.viewer import Viewer
from casework.database.base import db
from casework.database.recorded import chain_of
from casework.errors import NotThere
from casework.history.kinds import Fact, record_kind
from casework.housing.arrival_models import PlannedArrival
from casework.housing.ledger import DWELLING, STAGE
from casework.housing.models import Accommodation, Room, RoomOperation
from casework.housing.queries import get_accommodation
from casework.people.record_kinds import stated_of_person
from casework.vocabulary.housing import (
    ACCOMMODATION_KINDS,
    DWELLING_FORMS,
    ROOM_CONSTRAINTS,
    STAGES,
    TENURES,
)
from casework.vocabulary.planning import ARRIVAL_STATES

FROM, UNTIL = Fact("starts_on", "von"), Fact("ends_on", "bis")
WAYS = (("person_id", "starts_on"), ("person_id",))
HOUSE = Fact(
    "accommodation", "Unterkunft", read=lambda row: row.accommodation.name if row.accommodation else None
)
ROOM = Fact("room", "Zimmer", read=lambda row: row.room.name if row.room else None)


def declare() -> None:
    """Enter all of them; once, at the start."""
    _stays()
    _houses()
    record_kind(
        key="arrival",
        place="arrival_id",
        model=PlannedArrival,
        permission=Permission.HOUSING_ACCOMMODATION_EDIT,
        find=_find_arrival,
        title=lambda arrival: f"Ankündigung von {arrival.source}",
        back=lambda _arrival: url_for("housing.planned_arrivals"),
        versions=lambda arrival: chain_of(arrival, ("municipality_id",)),
        facts=(
            Fact("announced_on", "Angekündigt am"),
            Fact("expected_on", "Erwartet am"),
            Fact("persons", "Personen"),
            Fact("stage", "Stufe", STAGES.label),
            Fact("source", "Angekündigt von"),
            HOUSE,
            ROOM,
            Fact("remark", "Hinweis"),
            Fact("state", "Stand", ARRIVAL_STATES.label),
            Fact("arrived_on", "Angekommen am"),
        ),
    )


def _stays() -> None:
    read = Permission.PEOPLE_PERSON_READ
    said = {"versions": lambda row: chain_of(row, *WAYS), "permission": read}
    reason = Fact("reason", "Grund")
    stated_of_person(
        key="stage",
        place="stage_id",
        model=STAGE.episode,
        title="Stufe",
        facts=(Fact("stage", "Stufe", STAGES.label), FROM, UNTIL, reason),
        **said,
    )
    stated_of_person(
        key="dwelling",
        place="episode_id",
        model=DWELLING.episode,
        title="Wohnung",
        facts=(
            Fact("form", "Wohnform", DWELLING_FORMS.label),
            HOUSE,
            ROOM,
            Fact("district", "Ortsteil"),
            FROM,
            UNTIL,
            reason,
        ),
        **said,
    )


def _houses() -> None:
    read = Permission.HOUSING_ACCOMMODATION_READ
    record_kind(
        key="house",
        place="accommodation_id",
        model=Accommodation,
        permission=read,
        find=get_accommodation,
        title=lambda house: house.name,
        back=_house_page,
        facts=(
            Fact("name", "Name"),
            Fact("kind", "Art", ACCOMMODATION_KINDS.label),
            Fact("operator", "Träger"),
            Fact("street", "Straße"),
            Fact("postcode", "PLZ"),
            Fact("town", "Ort"),
            Fact("district", "Ortsteil"),
            Fact("tenure", "Besitz", TENURES.label),
            Fact("lease_ends_on", "Mietende"),
            Fact("area_m2", "Wohn- und Schlaffläche in m²"),
        ),
    )
    record_kind(
        key="room",
        place="room_id",
        model=Room,
        permission=read,
        find=_find_room,
        title=lambda room: (
            f"{room.accommodation.name}, {room.name}" if room.name else room.accommodation.name
        ),
        back=lambda room: _house_page(room.accommodation),
        versions=lambda room: db.session.scalars(
            select(RoomOperation).where(RoomOperation.room_id == room.id)
        ).all(),
        facts=(
            Fact("starts_on", "Betrieb ab"),
            Fact("ends_on", "Betrieb bis"),
            Fact("places", "Plätze"),
            Fact("area_m2", "Fläche in m²"),
            Fact("constraint", "Bestimmung", ROOM_CONSTRAINTS.label),
        ),
    )


def _house_page(house: Accommodation) -> str:
    return url_for("housing.accommodation", accommodation_id=house.id)


def _find_room(viewer: Viewer, room_id: uuid.UUID) -> Room:
    room = db.session.get(Room, room_id)
    if room is None:
        raise NotThere("Dieses Zimmer gibt es nicht.")
    get_accommodation(viewer, room.accommodation_id)
    return room


def _find_arrival(viewer: Viewer, arrival_id: uuid.UUID) -> Any:
    arrival = db.session.get(PlannedArrival, arrival_id)
    if arrival is None or arrival.municipality_id != viewer.municipality_id:
        raise NotThere("Diese Ankündigung gibt es nicht.")
    return arrival
