"""Two people state where somebody lives at the same moment: what is believed never contradicts itself."""

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask

from casework.database.base import db
from casework.database.episodes import contradiction, effective
from casework.database.moments import today
from casework.database.transaction import transaction
from casework.housing.ledger import AXES, DWELLING, Axis, Contradiction, Ledger
from casework.vocabulary.housing import IN_ACCOMMODATION
from tests import factories
from tests.concurrency.together import MeetingPoint, at_once, inside, refusals

ARRIVED = date(2025, 1, 1)
Say = Callable[[Ledger], object]


@pytest.fixture
def house(app: Flask) -> factories.House:
    with app.app_context():
        return factories.house(factories.municipality(), rooms={"N1": 4, "N2": 4})


@pytest.fixture
def person(app: Flask, house: factories.House) -> factories.Person:
    with app.app_context():
        person = factories.person(house.municipality)
        factories.stay(person, stage="VU", starts_on=ARRIVED, house=house, room="N1")
        return person


def act_on(axis: Axis, person: factories.Person, meeting: MeetingPoint, say: Say) -> Callable[[], object]:
    """Look at the statements, wait for the other to have looked too, then say something."""

    def act() -> object:
        with transaction():
            ledger = Ledger(axis, person.municipality.id, [person.id])
            meeting.wait()
            said = say(ledger)
            ledger.close()
            return said

    return act


def check_what_is_believed(app: Flask, person: factories.Person) -> dict[str, int]:
    """That statements do not contradict and that what holds is what follows; how many there are on each axis."""
    numbers = {}
    with app.app_context():
        for key, axis in AXES.items():
            ledger = Ledger(axis, person.municipality.id, [person.id])
            stated = ledger.of(person.id)
            assert contradiction(stated) is None
            believed = (axis.span.person_id == person.id) & axis.span.known_until.is_(None)
            held = db.session.scalars(db.select(axis.span).where(believed).order_by(axis.span.starts_on))
            follows = [(span.starts_on, span.ends_on) for span in effective(stated)]
            assert [(span.starts_on, span.ends_on) for span in held] == follows
            numbers[key] = len(stated)
        db.session.rollback()
    return numbers


def test_of_two_stays_that_contradict_only_one_is_taken(
    app: Flask, person: factories.Person, house: factories.House
) -> None:
    meeting = MeetingPoint()

    def stay(starts_on: date, ends_on: date, room: str) -> Callable[[], object]:
        place = {"form": IN_ACCOMMODATION, "accommodation_id": house.id, "room_id": house.rooms[room]}
        return inside(
            app,
            act_on(
                DWELLING,
                person,
                meeting,
                lambda ledger: ledger.state(person.id, starts_on=starts_on, ends_on=ends_on, **place),
            ),
        )

    found = at_once(
        stay(date(2025, 2, 1), date(2025, 4, 1), "N1"), stay(date(2025, 3, 1), date(2025, 5, 1), "N2")
    )
    assert len(refusals(found, Contradiction)) == 1
    assert check_what_is_believed(app, person)["dwelling"] == 2


def test_a_move_and_an_end_at_once_leave_what_follows_from_both(
    app: Flask, person: factories.Person, house: factories.House
) -> None:
    meeting = MeetingPoint()
    there = {"form": IN_ACCOMMODATION, "accommodation_id": house.id, "room_id": house.rooms["N2"]}
    move = act_on(
        DWELLING,
        person,
        meeting,
        lambda ledger: ledger.state(person.id, starts_on=date(2025, 3, 1), **there),
    )
    end = act_on(
        DWELLING, person, meeting, lambda ledger: ledger.restate_end(person.id, ARRIVED, date(2025, 6, 1))
    )
    found = at_once(inside(app, move), inside(app, end))
    assert len(refusals(found, Contradiction)) == 1
    check_what_is_believed(app, person)


def test_two_people_move_somebody_on_screen_at_once(
    app: Flask, person: factories.Person, house: factories.House
) -> None:
    with app.app_context():
        lead = factories.user(house.municipality)
    clients = [app.test_client(), app.test_client()]
    for client in clients:
        factories.sign_in(client, lead)

    def move(place: int) -> Callable[[], int]:
        room = list(house.rooms.values())[place]
        typed = {
            "people": [str(person.id)],
            "on": f"{today():%d.%m.%Y}",
            "place": f"room:{house.id}/{room}",
        }
        return lambda: clients[place].post(f"/people/{person.id}/move", data=typed).status_code

    found = at_once(move(0), move(1))
    assert sorted(found, key=str) == [302, 422]
    assert check_what_is_believed(app, person)["dwelling"] == 2
