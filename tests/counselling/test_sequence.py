"""Erst- und Folgegespräch: one rule, whoever asks."""

import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import permutations

import pytest
from flask import Flask

from casework.counselling.operations import document, retract, revise
from casework.counselling.queries import talks_of
from casework.counselling.sequence import Attended, Place, is_first, of_talks, places, returns_of
from casework.counselling.standing import standing_of
from casework.database.base import db
from casework.database.transaction import transaction
from casework.people.merging import merge
from casework.people.models import Person
from tests import factories
from tests.caseload import Caseload

FIRST, FOLLOW_UP = Place.FIRST, Place.FOLLOW_UP
NOON = datetime(2025, 1, 1, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Case:
    starts_on: date
    ends_on: date | None = None


def day(number: int) -> date:
    return date(2025, 1, 1) + timedelta(days=number)


@pytest.mark.parametrize(
    ("cases", "returns"),
    [
        ([], []),
        ([Case(day(0))], []),
        ([Case(day(0), day(10)), Case(day(10))], []),  # handed over: the care goes on
        ([Case(day(0), day(10)), Case(day(11))], [day(11)]),
        ([Case(day(20)), Case(day(0), day(10))], [day(20)]),
        (
            [Case(day(0), day(30)), Case(day(5), day(8)), Case(day(9), day(12))],
            [],
        ),  # still led under another record
        ([Case(day(0), day(5)), Case(day(9), day(12)), Case(day(20))], [day(9), day(20)]),
    ],
)
def test_care_begins_anew_only_after_every_earlier_case_has_ended(
    cases: list[Case], returns: list[date]
) -> None:
    for some in permutations(cases):
        assert returns_of(some) == returns


@pytest.mark.parametrize(
    ("previous", "returns", "expected"),
    [
        (None, [], True),
        (day(1), [], False),
        (day(1), [day(1)], False),  # talked to on the day of return: that one was the first
        (day(1), [day(2)], True),
        (day(1), [day(9)], True),
        (day(1), [day(10)], False),  # comes back only later
    ],
)
def test_a_first_talk_has_none_before_it_since_the_return(
    previous: date | None, returns: list[date], expected: bool
) -> None:
    assert is_first(day(9), previous, returns) is expected


def attended(who: str, number: int, at: time | None = None, minute: int = 0) -> Attended[str]:
    return Attended(
        who, day(number), at, NOON + timedelta(minutes=minute), uuid.UUID(int=number * 100 + minute)
    )


def test_of_one_day_the_hour_decides_and_then_the_record() -> None:
    late, early, unknown = (
        attended("a", 3, time(16), 1),
        attended("a", 3, time(9), 2),
        attended("a", 3, None, 3),
    )
    for some in permutations([late, early, unknown]):
        told = dict(places(some, {}))
        assert told == {early: FIRST, late: FOLLOW_UP, unknown: FOLLOW_UP}


def test_a_talk_is_a_first_one_if_it_is_anybodys() -> None:
    first, again = attended("a", 1), attended("a", 5)
    newcomer = Attended("b", again.held_on, None, again.recorded_at, again.talk_id)
    third = attended("b", 9)
    told = of_talks(places([third, newcomer, again, first], {}))
    assert told == {first.talk_id: FIRST, again.talk_id: FIRST, third.talk_id: FOLLOW_UP}
    assert of_talks(places([third], {}, {"b": day(5)})) == {third.talk_id: FOLLOW_UP}
    assert of_talks(places([third], {"b": [day(8)]}, {"b": day(5)})) == {third.talk_id: FIRST}


def test_what_is_told_late_or_taken_back_corrects_it(app: Flask, world: Caseload) -> None:
    with app.app_context():
        layla = db.session.get_one(Person, world.layla.id)

        def told() -> dict[date, Place]:
            talks = talks_of(layla.record_ids)
            standing = standing_of(layla, talks)
            return {talk.held_on: standing[talk.talk_id] for talk in talks if talk.talk_id in standing}

        def held(number: int, kind: str = "OFFICE") -> object:
            with transaction():
                return document(
                    municipality_id=layla.municipality_id,
                    people=[layla],
                    held_on=day(number),
                    minutes=20,
                    contact_kind=kind,
                    topics=["WOH"],
                )

        held(10)
        held(1, "NETWORK")
        assert told() == {day(10): FIRST}, "colleagues talked of her, not with her"
        late = held(5)
        assert told() == {day(5): FIRST, day(10): FOLLOW_UP}
        with transaction():
            revise(late, held_on=day(12))
        assert told() == {day(10): FIRST, day(12): FOLLOW_UP}
        with transaction():
            retract(talks_of(layla.record_ids)[1])
        assert told() == {day(12): FIRST}


def test_of_one_day_a_correction_does_not_change_the_order(app: Flask, world: Caseload) -> None:
    with app.app_context():
        layla = db.session.get_one(Person, world.layla.id)
        talks = []
        for minutes in (20, 30):
            with transaction():
                talks.append(
                    document(
                        municipality_id=layla.municipality_id,
                        people=[layla],
                        held_on=day(1),
                        minutes=minutes,
                        contact_kind="OFFICE",
                        topics=["WOH"],
                    )
                )
        before = standing_of(layla, talks_of(layla.record_ids))
        assert before == {talks[0].talk_id: FIRST, talks[1].talk_id: FOLLOW_UP}
        with transaction():
            revise(talks[0], minutes=25)
        assert standing_of(layla, talks_of(layla.record_ids)) == before


def test_two_records_of_one_person_have_one_first_talk(app: Flask, world: Caseload) -> None:
    with app.app_context():
        double = factories.person(world.layla.municipality, "Hadad", given_names="Laila")
        people = [db.session.get_one(Person, one.id) for one in (world.layla, double)]
        for number, person in enumerate(people, start=1):
            with transaction():
                document(
                    municipality_id=person.municipality_id,
                    people=[person],
                    held_on=day(number),
                    minutes=20,
                    contact_kind="OFFICE",
                    topics=["WOH"],
                )
        with transaction():
            merge(people[1], people[0])
        db.session.expire_all()
        talks = talks_of(people[0].record_ids)
        assert [standing_of(people[0], talks)[talk.talk_id] for talk in talks] == [FOLLOW_UP, FIRST]
