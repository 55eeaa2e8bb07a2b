"""The world of the acceptance scenarios (domain brief §9), its three houses, and a question to ask of it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from flask import Flask

from casework.database.base import db
from casework.database.moments import BERLIN, read_moment
from casework.database.transaction import transaction
from casework.housing.ledger import STAGE, Ledger
from casework.housing.models import Accommodation, Room, RoomOperation
from casework.people.operations import register_person
from casework.statistics.answers import answer
from casework.statistics.question import Question
from tests import factories

OPENED_ON = date(2024, 1, 1)


@dataclass
class World:
    """A municipality with its houses; everything is stated at the moment the clock shows."""

    town: factories.Municipality
    houses: dict[str, factories.House] = field(default_factory=dict)

    def house(self, name: str, kind: str, **rooms: tuple[int, str, Any]) -> factories.House:
        """A house; each room with its places, for whom it is, and its area if known. "_" is the room without a name."""
        with transaction():
            house = Accommodation(municipality_id=self.town.id, name=name, kind=kind)
            db.session.add(house)
            ids = {}
            for key, (places, constraint, area) in rooms.items():
                room = Room(accommodation_id=house.id, name="" if key == "_" else key)
                db.session.add_all(
                    [
                        room,
                        RoomOperation(
                            room_id=room.id,
                            starts_on=OPENED_ON,
                            places=places,
                            constraint=constraint,
                            area_m2=area and Decimal(str(area)),
                        ),
                    ]
                )
                ids[room.name] = room.id
            self.houses[name] = factories.House(house.id, self.town, name, ids)
        return self.houses[name]

    def person(self, name: str = "Haddad", **details: Any) -> factories.Person:
        return factories.person(self.town, name, **details)

    def crowd(self, people: int, stage: str, starts_on: date) -> None:
        """Many people at once, without a dwelling."""
        with transaction():
            ids = [register_person(self.town.id, {"family_name": "Viele"}).id for _ in range(people)]
            db.session.flush()
            ledger = Ledger(STAGE, self.town.id, ids)
            for person_id in ids:
                ledger.state(person_id, starts_on=starts_on, stage=stage)
            ledger.close()

    def ask(self, on: str, since: str | None = None, known: str | None = None) -> dict[str, Any]:
        """Everything about a day, as the command answers it."""
        db.session.rollback()
        moment = read_moment(known) if known else datetime.now(BERLIN)
        return answer(
            Question(
                self.town.id,
                self.town.name,
                date.fromisoformat(on),
                moment,
                date.fromisoformat(since) if since else None,
            )
        )

    def at(self, name: str, on: str, since: str | None = None, known: str | None = None) -> dict[str, Any]:
        """One house of the answer."""
        return next(house for house in self.ask(on, since, known)["accommodations"] if house["name"] == name)


@pytest.fixture
def world(app: Flask) -> Iterator[World]:
    """The three houses of the scenarios, in a town of their own."""
    with app.app_context():
        made = World(factories.municipality())
        made.house("GU Nord", "VU", N1=(4, "MEN", None), N2=(4, "FAMILY", None), N3=(2, "WOMEN", None))
        made.house("AU West", "AU", W1=(3, "NONE", 22), W2=(5, "FAMILY", None))
        made.house("Haus Linde", "SGBVIII", _=(6, "NONE", None))
        yield made


Clock = Callable[[str], None]


@pytest.fixture
def clock() -> Iterator[Clock]:
    """Sets the time, Berlin: clock("2025-04-02T10:00")."""
    running: list[time_machine.travel] = []

    def travel_to(moment: str) -> None:
        while running:
            running.pop().stop()
        running.append(time_machine.travel(read_moment(moment), tick=True))
        running[-1].start()

    yield travel_to
    while running:
        running.pop().stop()
