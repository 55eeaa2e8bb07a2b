"""A town of the product that is told an invented history, and everything the oracle believes of it by then."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

import time_machine
from sqlalchemy import update

from casework.database.base import db
from casework.database.transaction import rollback, transaction
from casework.database.turns import BEFORE_EVERYTHING, WritersTurn
from casework.errors import Refused
from casework.housing import houses as housing
from casework.housing.ledger import DWELLING, STAGE, Contradiction, Ledger
from casework.housing.models import Room
from casework.people.birth_dates import BirthDate
from casework.people.merging import merge, undo_merge
from casework.people.models import Person
from casework.people.operations import change_person, new_household, register_person
from casework.people.titles import state_title
from tests import factories
from tests.statistics.believed import Believed, Block, Description, Offer, Said, contradict
from tests.statistics.invented import (
    BIRTHS,
    KINDS,
    LONG_AGO,
    PEOPLE,
    ROOMS,
    Act,
    Blocking,
    Describing,
    Operation,
    Pointing,
    Stay,
    Title,
    born_between,
    end_of,
)

BEGINNING = datetime(2025, 2, 27, 12, tzinfo=UTC)
NUMBERS = count(1)


@dataclass
class Town:
    """A municipality of the product and everything it was told, moment by moment, as the oracle keeps it."""

    id: Any
    name: str
    people: list[Any]
    rooms: dict[tuple[str, str], Any]
    houses: dict[str, Any]
    history: list[tuple[datetime, Believed]] = field(default_factory=list)

    @classmethod
    def new(cls) -> "Town":
        """Three houses and five records in three households, told long before anything else."""
        made = factories.municipality(f"Zufall {next(NUMBERS)}")
        believed = Believed(KINDS)
        with time_machine.travel(BEGINNING, tick=False), transaction():
            db.session.execute(update(WritersTurn).values(last_recorded_at=BEFORE_EVERYTHING))
            households = [new_household(made.id) for _ in range(PEOPLE - 2)]
            ids = []
            for number in range(PEOPLE):
                shared, birth = number % len(households), BIRTHS[number % len(BIRTHS)]
                details = {"family_name": f"P{number}", "sex": "mw"[number % 2], "nationalities": ["475"]}
                details["birth_date"] = birth and BirthDate.read(birth)
                ids.append(register_person(made.id, details, household=households[shared]).id)
                believed.descriptions[number] = Description(
                    shared, details["sex"], "475", born_between(birth)
                )
            houses = {
                name: housing.open_house(made.id, {"name": name, "kind": kind})
                for name, kind in KINDS.items()
            }
            db.session.flush()
            rooms = {room: housing.room_of(houses[room[0]], room[1]) for room in ROOMS}
            db.session.flush()
            for room, offer in ROOMS.items():
                _operate(rooms[room], LONG_AGO, None, offer)
                believed.offers[room] = {LONG_AGO: Said(None, offer)}
            room_ids = {room: row.id for room, row in rooms.items()}
            house_ids = {name: row.id for name, row in houses.items()}
        return cls(made.id, made.name, ids, room_ids, house_ids, [(BEGINNING, believed)])

    def tell(self, told: Iterable[Act]) -> None:
        """Everything in order; what the product must refuse the oracle does not believe either."""
        for _moment in self.telling(told):
            pass

    def telling(self, told: Iterable[Act]) -> Iterator[datetime]:
        """The same, act by act: the moment at which each was recorded."""
        moment, believed = self.history[-1]
        for turn, act in enumerate(told):
            moment += timedelta(hours=act.hours)
            trial = believed.copy()
            with time_machine.travel(moment, tick=False):
                believed = trial if self._tell(act, trial, turn) else believed
            self.history.append((moment, believed))
            yield moment

    def known_at(self, moment: datetime) -> Believed:
        return [believed for at, believed in self.history if at <= moment][-1]

    def _tell(self, act: Act, trial: Believed, turn: int) -> bool:
        try:
            with transaction():
                match act:
                    case Stay():
                        return self._stay(act, trial)
                    case Pointing():
                        return self._point(act, trial, turn)
                    case Operation():
                        return self._operate(act, trial)
                    case Blocking():
                        return self._block(act, trial)
                    case Title():
                        return self._title(act, trial)
                    case Describing():
                        return self._describe(act, trial)
        except Contradiction:
            assert isinstance(act, Stay)
            assert contradict(self._axis(act, trial)[act.person])
            rollback()
        return False

    @staticmethod
    def _axis(act: Stay, believed: Believed) -> dict[int, Any]:
        return believed.stages if act.axis == "stage" else believed.dwellings

    def _stay(self, act: Stay, trial: Believed) -> bool:
        stated, person = self._axis(act, trial).setdefault(act.person, {}), self.people[act.person]
        ledger = Ledger(STAGE if act.axis == "stage" else DWELLING, self.id, [person])
        if act.retracts:
            stated.pop(act.starts_on, None)
            ledger.retract(person, act.starts_on)
        else:
            stated[act.starts_on] = Said(end_of(act), act.value)
            ledger.state(person, starts_on=act.starts_on, ends_on=end_of(act), **self._facts(act))
        ledger.close()
        assert not contradict(stated)
        return True

    def _facts(self, act: Stay) -> dict[str, Any]:
        if act.axis == "stage":
            return {"stage": act.value}
        form, house, room = act.value
        return {
            "form": form,
            "accommodation_id": house and self.houses[house],
            "room_id": room and self.rooms[house, room],
        }

    def _point(self, act: Pointing, trial: Believed, turn: int) -> bool:
        record, into = (db.session.get_one(Person, self.people[number]) for number in (act.record, act.into))
        ranks = {number: sorted(self.people).index(person) for number, person in enumerate(self.people)}
        if act.record in trial.pointers:
            undo_merge(record)
            trial.part(act.record, turn, ranks)
        elif record is not into and act.into not in trial.pointers:
            merge(record, into)
            trial.merge(act.record, act.into, turn, ranks)
        return True

    def _operate(self, act: Operation, trial: Believed) -> bool:
        room, stated = db.session.get_one(Room, self.rooms[act.room]), trial.offers[act.room]
        if act.retracts:
            housing.take_back_operation(room, act.starts_on)
            stated.pop(act.starts_on, None)
        else:
            _operate(room, act.starts_on, end_of(act), act.offer)
            stated[act.starts_on] = Said(end_of(act), act.offer)
        return True

    def _block(self, act: Blocking, trial: Believed) -> bool:
        room = db.session.get_one(Room, self.rooms[act.room])
        try:
            housing.block_places(
                room, places=act.places, starts_on=act.starts_on, ends_on=end_of(act), reason="DEFECT"
            )
        except Refused:
            return False
        trial.blocks.append(Block(act.room, act.starts_on, end_of(act), act.places))
        return True

    def _title(self, act: Title, trial: Believed) -> bool:
        stated = trial.titles.setdefault(act.person, {})
        others = [titles for record, titles in trial.titles.items() if record != act.person]
        if any((act.code, act.starts_on) in titles for titles in others):
            return False
        person = db.session.get_one(Person, self.people[act.person])
        state_title(person, act.code, starts_on=act.starts_on, final_on=act.final_on)
        stated[act.code, act.starts_on] = act.final_on
        return True

    def _describe(self, act: Describing, trial: Believed) -> bool:
        person = db.session.get_one(Person, self.people[act.person])
        birth = act.birth and BirthDate.read(act.birth)
        change_person(person, {"birth_date": birth, "sex": act.sex})
        before = trial.descriptions[act.person]
        trial.descriptions[act.person] = before._replace(
            sex=act.sex or "unknown", born=born_between(act.birth)
        )
        return True


def _operate(room: Room, starts_on: date, ends_on: date | None, offer: Offer) -> None:
    housing.state_operation(
        room,
        starts_on=starts_on,
        ends_on=ends_on,
        places=offer.places,
        area_m2=None if offer.area is None else Decimal(offer.area),
        constraint=offer.constraint,
    )
