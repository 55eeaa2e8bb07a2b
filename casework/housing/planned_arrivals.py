"""Announced arrivals: entering them, saying what became of them, and how many places they keep in each house."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import joinedload

from casework.access.viewer import Viewer
from casework.audit.trail import actor, note
from casework.database.base import db
from casework.database.bulk import Key, key_of
from casework.database.moments import today
from casework.database.recorded import find_latest, known
from casework.errors import Conflict, NotThere, Refused
from casework.housing.arrival_models import PlannedArrival
from casework.housing.models import Accommodation, Room
from casework.vocabulary.housing import STAGES
from casework.vocabulary.planning import ARRIVED, CANCELLED, EXPECTED

DETAILS = (
    "announced_on",
    "expected_on",
    "persons",
    "stage",
    "source",
    "remark",
    "accommodation_id",
    "room_id",
)
"""What is said of an announcement; `remark` holds no names."""


def announce(municipality_id: uuid.UUID, details: Mapping[str, Any]) -> PlannedArrival:
    """Enter an announced arrival; `details` holds DETAILS, at least the day, the number, stage and source.

    Raises Refused for a house or room of another municipality and for fewer than one person.
    """
    arrival = _state(municipality_id, details, state=EXPECTED)
    note("housing:arrival:announced", about=arrival.id, persons=arrival.persons)
    return arrival


def correct(arrival: PlannedArrival, details: Mapping[str, Any]) -> PlannedArrival:
    """State an announcement anew, as of now; what was believed before stays on record. Raises Refused."""
    arrival.supersede()
    corrected = _state(arrival.municipality_id, details, state=arrival.state, arrived_on=arrival.arrived_on)
    note("housing:arrival:corrected", about=corrected.id, before=str(arrival.id))
    return corrected


def mark_arrived(arrival: PlannedArrival, on: date) -> PlannedArrival:
    """Say that they are here since a day; from then on the announcement keeps no places. Raises Refused for a day
    ahead, and for one before the announcement."""
    if not arrival.announced_on <= on <= today():
        raise Refused(
            "Bitte geben Sie einen Tag zwischen der Ankündigung am %(announced)s und heute an.",
            announced=f"{arrival.announced_on:%d.%m.%Y}",
        )
    return _settle(arrival, ARRIVED, on)


def cancel(arrival: PlannedArrival) -> PlannedArrival:
    """Say that they will not come; from now on the announcement keeps no places."""
    return _settle(arrival, CANCELLED)


def expect_again(arrival: PlannedArrival) -> PlannedArrival:
    """Take back that they arrived or were cancelled."""
    return _settle(arrival, EXPECTED)


def retract(arrival: PlannedArrival) -> None:
    """Take an announcement back that should never have been entered."""
    arrival.supersede()
    note("housing:arrival:retracted", about=arrival.id)


def _settle(arrival: PlannedArrival, state: str, arrived_on: date | None = None) -> PlannedArrival:
    arrival.supersede()
    details = {name: getattr(arrival, name) for name in DETAILS}
    settled = _state(arrival.municipality_id, details, state=state, arrived_on=arrived_on)
    note("housing:arrival:settled", about=settled.id, state=state)
    return settled


def _state(
    municipality_id: uuid.UUID, details: Mapping[str, Any], *, state: str, arrived_on: date | None = None
) -> PlannedArrival:
    said: dict[str, Any] = {name: details.get(name) or None for name in DETAILS}
    if not said["persons"] or said["persons"] < 1:
        raise Refused("Bitte geben Sie an, wie viele Personen erwartet werden.")
    if said["announced_on"] > said["expected_on"]:
        raise Refused("Die Ankündigung liegt nach dem Tag, für den sie gilt. Bitte prüfen Sie beide Tage.")
    said["stage"] = STAGES.read(said["stage"] or "")
    _refuse_foreign_place(municipality_id, said["accommodation_id"], said["room_id"])
    arrival = PlannedArrival(
        municipality_id=municipality_id,
        recorded_by_id=actor().user_id,
        state=state,
        arrived_on=arrived_on,
        **said,
    )
    db.session.add(arrival)
    db.session.flush()
    return arrival


def _refuse_foreign_place(
    municipality_id: uuid.UUID, accommodation_id: uuid.UUID | None, room_id: uuid.UUID | None
) -> None:
    if accommodation_id is not None:
        house = db.session.get(Accommodation, accommodation_id)
        if house is None or house.municipality_id != municipality_id:
            raise Refused("Diese Unterkunft gibt es nicht. Bitte wählen Sie eine aus der Liste.")
    if room_id is not None:
        room = db.session.get(Room, room_id)
        if room is None or room.accommodation_id != accommodation_id:
            raise Refused("Dieses Zimmer gehört nicht zur Unterkunft. Bitte wählen Sie eines aus der Liste.")


def get_latest_arrival(viewer: Viewer, arrival_id: uuid.UUID) -> PlannedArrival:
    """An announcement as it was stated last; raises NotThere, and Conflict once it was taken back."""
    row = db.session.get(PlannedArrival, arrival_id)
    latest = row and find_latest(row, ("municipality_id",))
    return get_planned_arrival(viewer, latest.id if latest else arrival_id)


def get_planned_arrival(viewer: Viewer, arrival_id: uuid.UUID) -> PlannedArrival:
    """An announcement of the viewer's municipality; raises NotThere, and Conflict once it was stated anew."""
    arrival = db.session.get(PlannedArrival, arrival_id)
    if arrival is None or arrival.municipality_id != viewer.municipality_id:
        raise NotThere("Diese Ankündigung gibt es nicht.")
    if arrival.superseded_at is not None:
        raise Conflict(
            "Diese Ankündigung hat inzwischen jemand geändert. Bitte öffnen Sie die Liste noch einmal."
        )
    return arrival


def expected_arrivals(municipality_id: uuid.UUID) -> Select[Any]:
    """The announcements still expected, the earliest first."""
    return _listed(municipality_id).where(PlannedArrival.state == EXPECTED)


def settled_arrivals(municipality_id: uuid.UUID) -> Select[Any]:
    """The announcements that came or were cancelled, the latest first."""
    settled = _listed(municipality_id).where(PlannedArrival.state != EXPECTED)
    return settled.order_by(None).order_by(PlannedArrival.expected_on.desc(), PlannedArrival.id)


def _listed(municipality_id: uuid.UUID) -> Select[Any]:
    return (
        select(PlannedArrival)
        .where(PlannedArrival.municipality_id == municipality_id, known(PlannedArrival))
        .options(joinedload(PlannedArrival.accommodation), joinedload(PlannedArrival.room))
        .order_by(PlannedArrival.expected_on, PlannedArrival.id)
    )


def awaited(municipality_id: uuid.UUID, day: date, until: date, moment: datetime) -> Sequence[PlannedArrival]:
    """The announcements made by a day for one not after `until`, of whom nobody was there yet on that day, as known at
    a moment; overdue ones are among them."""
    return db.session.scalars(
        select(PlannedArrival)
        .where(
            PlannedArrival.municipality_id == municipality_id,
            or_(PlannedArrival.state == EXPECTED, PlannedArrival.arrived_on > day),
            PlannedArrival.announced_on <= day,
            PlannedArrival.expected_on <= until,
            known(PlannedArrival, moment),
        )
        .order_by(PlannedArrival.expected_on, PlannedArrival.id)
    ).all()


def planned_reservations(municipality_id: uuid.UUID, day: date, moment: datetime) -> dict[Key, int]:
    """By house, for how many people it keeps places on an evening (domain brief §1.7 „reserviert“).

    They were announced by then and are, as known at the moment, neither cancelled nor there yet on that evening; also
    when they are overdue.
    """
    rows = db.session.execute(
        select(key_of(PlannedArrival.accommodation_id), func.sum(PlannedArrival.persons))
        .where(
            PlannedArrival.municipality_id == municipality_id,
            PlannedArrival.accommodation_id.is_not(None),
            or_(PlannedArrival.state == EXPECTED, PlannedArrival.arrived_on > day),
            PlannedArrival.announced_on <= day,
            known(PlannedArrival, moment),
        )
        .group_by(PlannedArrival.accommodation_id)
    )
    return {house: int(persons) for house, persons in rows}
