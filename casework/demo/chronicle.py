"""Writing the story of a town into the database, week by week, as it would have been recorded then."""

import uuid
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Any

from casework.audit.trail import note
from casework.database.moments import BERLIN
from casework.database.recorded import recorded_as_of
from casework.demo import events as told
from casework.demo.houses import rooms_of
from casework.demo.persons import Home, Soul
from casework.demo.towns import Town
from casework.demo.work import Work
from casework.housing.houses import block_places, open_house, room_of, state_operation
from casework.housing.ledger import DWELLING, STAGE, Ledger
from casework.housing.models import Accommodation
from casework.housing.models import Room as RoomRow
from casework.organisation.models import Municipality
from casework.people.models import Household, Person
from casework.people.operations import change_person, household_with_mark, new_household, take_in

WEEKDAY_OF_RECORDING = 2
"""The office brings its lists up to date every Wednesday."""
HOUR_OF_RECORDING = time(16, 30)


class Chronicle:
    """One town in the database, and which row stands for whom."""

    def __init__(self, town: Town, municipality: Municipality, members: Mapping[str, uuid.UUID]) -> None:
        self._town, self._municipality_id = town, municipality.id
        self._people: dict[Soul, Person] = {}
        self._households: dict[Home, Household] = {}
        self._houses: dict[str, Accommodation] = {}
        self._rooms: dict[tuple[str, str], RoomRow] = {}
        self._work = Work(municipality.id, self._people, members)

    def write(self, story: told.Story, until: date) -> None:
        """Write everything down, in the order in which the office learnt of it."""
        recorded_as_of(_moment(self._town.begins_on))
        self._work.know_partners(self._town)
        for day, events in _weeks(story.in_order(), until):
            recorded_as_of(_moment(day))
            self._write_week(events)

    def _write_week(self, events: list[told.Event]) -> None:
        stays: list[told.Arrival | told.Move | told.Departure] = []
        for event in events:
            match event:
                case told.HouseOpened():
                    self._open(event)
                case told.RoomBlocked():
                    self._block(event)
                case told.Arrival():
                    self._take_in(event)
                    stays.append(event)
                case told.Move() | told.Departure():
                    stays.append(event)
        if stays:
            self._write_stays(stays)
        for event in events:
            if isinstance(event, told.Correction):
                change_person(self._people[event.soul], event.details)
            else:
                self._work.write(event)

    def _open(self, event: told.HouseOpened) -> None:
        house = event.house
        data = {
            name: getattr(house, name)
            for name in ("name", "kind", "operator", "street", "district", "lease_ends_on")
        }
        row = open_house(
            self._municipality_id, data | {"postcode": self._town.postcode, "town": self._town.name}
        )
        self._houses[house.name] = row
        for room in rooms_of(house):
            room_row = room_of(row, room.name)
            state_operation(
                room_row,
                starts_on=house.opened_on,
                ends_on=house.closed_on,
                places=room.places,
                area_m2=room.area_m2,
                constraint=room.constraint,
            )
            self._rooms[house.name, room.name] = room_row

    def _block(self, event: told.RoomBlocked) -> None:
        block = event.block
        room = self._rooms[event.house.name, block.room]
        block_places(
            room,
            places=event.places,
            starts_on=block.starts_on,
            ends_on=block.ends_on,
            reason=block.reason,
        )

    def _take_in(self, event: told.Arrival) -> None:
        for soul in event.souls:
            if soul not in self._people:
                household = self._household(event.home)
                self._people[soul] = take_in(self._municipality_id, soul.details, household, soul.case_number)

    def _household(self, home: Home) -> Household:
        if home not in self._households:
            self._households[home] = (
                household_with_mark(self._municipality_id, home.mark)
                if home.size > 1
                else new_household(self._municipality_id)
            )
        return self._households[home]

    def _write_stays(self, events: Iterable[told.Arrival | told.Move | told.Departure]) -> None:
        souls = dict.fromkeys(soul for event in events for soul in event.souls)
        ids = [self._people[soul].id for soul in souls]
        stages, dwellings = (Ledger(axis, self._municipality_id, ids) for axis in (STAGE, DWELLING))
        for event in events:
            if isinstance(event, told.Departure):
                for soul in event.souls:
                    stages.end(self._people[soul].id, event.on, event.reason)
                    dwellings.end(self._people[soul].id, event.on, event.reason)
                    note("housing:stay:left", subject=self._people[soul].id, on=event.on.isoformat())
            else:
                self._begin_stays(stages, dwellings, event)
        stages.close()
        dwellings.close()

    def _begin_stays(self, stages: Ledger, dwellings: Ledger, event: told.Arrival | told.Move) -> None:
        for soul, lodging in zip(event.souls, event.lodgings, strict=True):
            person_id = self._people[soul].id
            if event.stage is not None:
                stages.state(person_id, starts_on=event.on, reason=event.reason, stage=event.stage)
            if lodging is not None:
                dwellings.state(person_id, starts_on=event.on, reason=event.reason, **self._facts(lodging))
            note("housing:stay:moved", subject=person_id, on=event.on.isoformat())

    def _facts(self, lodging: told.Lodging) -> dict[str, Any]:
        room = lodging.room
        row = room and self._rooms[room.house.name, room.name]
        return {
            "form": lodging.form,
            "accommodation_id": row and row.accommodation_id,
            "room_id": row.id if row and row.name else None,
            "district": lodging.district,
        }


def _weeks(events: list[told.Event], until: date) -> Iterator[tuple[date, list[told.Event]]]:
    """The events by the day of recording: the next Wednesday, at the latest the last day."""

    def recorded_on(event: told.Event) -> date:
        wait = (WEEKDAY_OF_RECORDING - event.known_on.weekday()) % 7
        return min(event.known_on + timedelta(days=wait), until)

    for day, of_day in groupby(events, recorded_on):
        yield day, list(of_day)


def _moment(day: date) -> datetime:
    """In the afternoon."""
    return datetime.combine(day, HOUR_OF_RECORDING, BERLIN)
