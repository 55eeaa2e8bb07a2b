"""How full houses and rooms are: blocked places, rooms that change, people without a room, and who is announced."""

from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask

from casework.database.base import db
from casework.database.moments import now, today
from casework.database.transaction import transaction
from casework.housing.models import Accommodation, PlaceBlock, RoomOperation
from casework.housing.occupancy import house_occupancy, occupancy
from casework.housing.places import HouseOccupancy, in_order
from tests import factories

MONDAY = date(2025, 3, 3)


@pytest.fixture
def town(app: Flask) -> Any:
    with app.app_context():
        yield factories.municipality()


def lodge(town: Any, house: Any, room: str | None, people: int = 1, starts_on: date = MONDAY) -> None:
    for _ in range(people):
        factories.stay(factories.person(town), house=house, room=room, starts_on=starts_on)


def seen(town: Any, on: date = MONDAY, known_at: Any = None) -> HouseOccupancy:
    (house,) = occupancy(town.id, on, known_at or now())
    return house


def test_blocked_places_are_not_assignable_and_never_more_than_there_are(town: Any) -> None:
    house = factories.house(town, rooms={"N1": 4, "N2": 2})
    with transaction():
        for room, places in (("N1", 1), ("N2", 5)):
            db.session.add(
                PlaceBlock(room_id=house.rooms[room], starts_on=MONDAY, places=places, reason="DEFECT")
            )
    before, on = seen(town, MONDAY - timedelta(days=1)), seen(town)
    assert (before.places_total, before.places_blocked, before.assignable_places) == (6, 0, 6)
    assert (on.places_total, on.places_blocked, on.assignable_places, on.free_net) == (6, 3, 3, 3)


def test_an_overfull_room_hides_no_free_bed_elsewhere(town: Any) -> None:
    house = factories.house(town, rooms={"N1": 2, "N2": 3})
    lodge(town, house, "N1", people=4)
    found = seen(town)
    assert (found.occupied, found.over_occupied, found.free_gross) == (4, 2, 3)


def test_a_room_offers_what_was_last_stated_for_it(town: Any) -> None:
    house = factories.house(town, rooms={"N1": 4})
    with transaction():
        db.session.add(
            RoomOperation(
                room_id=house.rooms["N1"],
                starts_on=MONDAY,
                ends_on=MONDAY + timedelta(days=2),
                places=3,
                constraint="NONE",
            )
        )
    days = [MONDAY + timedelta(days=offset) for offset in (-1, 0, 1)]
    assert [seen(town, on).places_total for on in days] == [4, 3, 3]
    assert occupancy(town.id, MONDAY + timedelta(days=2), now()) == []


def test_who_has_no_room_lowers_the_free_places_but_not_below_none(town: Any) -> None:
    house = factories.house(town, rooms={"N1": 2})
    lodge(town, house, None, people=1)
    assert (seen(town).occupied, seen(town).free_gross, seen(town).over_occupied) == (1, 1, 0)
    lodge(town, house, None, people=4)
    assert (seen(town).occupied, seen(town).free_gross, seen(town).over_occupied) == (5, 0, 0)
    assert seen(town).without_room == 5


def test_the_room_without_a_name_takes_whoever_has_no_room(town: Any) -> None:
    house = factories.house(town, rooms={"": 3})
    lodge(town, house, None, people=4)
    found = seen(town)
    assert (found.without_room, found.occupied, found.over_occupied, found.free_gross) == (0, 4, 1, 0)


def test_a_closed_house_appears_while_someone_lives_there(town: Any) -> None:
    house = factories.house(town, rooms={"": 3}, ends_on=MONDAY)
    assert occupancy(town.id, MONDAY, now()) == []
    lodge(town, house, None)
    found = seen(town)
    assert (found.places_total, found.occupied, found.over_occupied, found.occupancy_rate) == (0, 1, 1, None)
    assert house_occupancy(db.session.get_one(Accommodation, house.id), MONDAY, now()).occupied == 1


@pytest.mark.parametrize(
    ("constraint", "people", "not_assignable"),
    [
        ("WOMEN", 0, 4),
        ("PROTECTION", 1, 3),
        ("FAMILY", 0, 0),
        ("FAMILY", 2, 2),
        ("SINGLE_HOUSEHOLD", 1, 3),
        ("SINGLE_HOUSEHOLD", 0, 0),
        ("MEN", 1, 0),
        ("BARRIER_FREE", 1, 0),
        ("NONE", 1, 0),
    ],
)
def test_places_a_constellation_leaves_empty(
    town: Any, constraint: str, people: int, not_assignable: int
) -> None:
    house = factories.house(town, rooms={"N1": 4}, constraint=constraint)
    lodge(town, house, "N1", people)
    assert seen(town).free_not_assignable == not_assignable


def test_closed_places_never_exceed_the_free_ones(town: Any) -> None:
    house = factories.house(town, rooms={"N1": 4}, constraint="WOMEN")
    lodge(town, house, None, people=3)
    assert (seen(town).free_gross, seen(town).free_not_assignable, seen(town).free_net) == (1, 1, 0)


def test_reserved_is_who_was_announced_by_the_evening_and_lives_elsewhere(town: Any) -> None:
    house = factories.house(town, rooms={"N1": 4, "N2": 4})
    later = today() + timedelta(days=30)  # announced means: after the day it is recorded
    lodge(town, house, "N1", people=2, starts_on=later)
    mover = factories.person(town)
    factories.stay(mover, house=house, room="N1", starts_on=MONDAY)
    factories.stay(mover, house=house, room="N2", starts_on=later)
    now_seen = seen(town, today())
    assert (now_seen.occupied, now_seen.reserved, now_seen.free_gross, now_seen.free_net) == (1, 2, 7, 5)
    assert seen(town).reserved == 0, "on that Monday nobody knew"
    assert seen(town, later).reserved == 0
    assert seen(town, later).occupied == 3


def test_names_are_put_in_order_as_people_count() -> None:
    assert sorted(["W10", "W2", "Östlich", "Ost", "W1"], key=in_order) == [
        "Ost",
        "Östlich",
        "W1",
        "W2",
        "W10",
    ]
