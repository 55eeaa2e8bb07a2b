"""Figures of the talks in detail: forms, groups, first and further talks, minutes of each topic; as known at a time."""

from datetime import date, timedelta
from random import Random
from typing import Any

from casework.counselling.operations import document, revise
from casework.database.base import db
from casework.database.transaction import transaction
from casework.people.merging import merge
from casework.people.models import Person
from casework.vocabulary.counselling import CONTACT_KINDS, FIELDS_OF_ACTION
from tests import factories
from tests.statistics.conftest import World

JANUARY = ("2025-01-31", "2025-01-01")


def held(world: World, on: str, *who: factories.Person, **said: Any) -> Any:
    with transaction():
        return document(
            **{
                "municipality_id": world.town.id,
                "people": [db.session.get_one(Person, one.id) for one in who],
                "held_on": date.fromisoformat(on),
                "minutes": 30,
                "contact_kind": "OFFICE",
                "topics": ["WOH"],
            }
            | said
        )


def test_each_form_counts_and_only_the_named_are_persons(world: World) -> None:
    one, other = world.person(), world.person()
    held(world, "2025-01-06", one, minutes=40, topics=["WOH", "SPR"], topic_minutes={"SPR": 15})
    short = held(
        world, "2025-01-07", talk_form="SHORT", minutes=5, contact_kind="PHONE", described_as="jemand"
    )
    held(
        world,
        "2025-01-08",
        one,
        other,
        talk_form="GROUP",
        headcount=12,
        minutes=90,
        interpreter="PROFESSIONAL",
    )
    held(world, "2025-01-09", one, talk_form="GROUP", minutes=None)
    held(world, "2025-01-10", contact_kind="NETWORK", topics=["GES"], minutes=20)
    found = world.ask(*JANUARY)
    assert found["counselling"] == {
        "consultations": 5,
        "persons": 2,
        "minutes": 155,
        "by_main_topic": {"GES": 1, "WOH": 4},
        "topic_mentions": {"GES": 1, "SPR": 1, "WOH": 4},
    }
    assert found["talks"] == {
        "by_form": {"TALK": 2, "SHORT": 1, "GROUP": 2},
        "without_person": 2,
        "participants": 13,
        "first": 2,
        "follow_up": 1,
        "by_contact_kind": {"NETWORK": 1, "OFFICE": 3, "PHONE": 1},
        "with_interpreter": 1,
        "minutes_by_topic": {"GES": 20, "SPR": 15, "WOH": 120},
    }
    third = world.person()
    with transaction():
        revise(short, people=[db.session.get_one(Person, third.id)])
    attached = world.ask(*JANUARY)
    assert (attached["counselling"]["consultations"], attached["counselling"]["persons"]) == (5, 3)
    assert attached["talks"]["by_form"]["SHORT"] == 1
    assert (attached["talks"]["without_person"], attached["talks"]["first"]) == (1, 3)
    assert world.ask("2025-01-31")["talks"] is None


def first_and_further(world: World, *asked: str) -> tuple[int, int]:
    found = world.ask(*asked)["talks"]
    return found["first"], found["follow_up"]


def test_what_is_learnt_late_changes_what_was_the_first_and_not_what_was_known(
    world: World, clock: Any
) -> None:
    person = world.person()
    clock("2025-02-03T09:00")
    held(world, "2025-01-20", person)
    assert first_and_further(world, *JANUARY) == (1, 0)
    clock("2025-02-10T09:00")
    held(world, "2024-12-30", person)
    assert first_and_further(world, *JANUARY) == (0, 1)
    assert first_and_further(world, *JANUARY, "2025-02-05") == (1, 0)


def test_of_one_day_a_correction_does_not_change_what_was_the_first(world: World, clock: Any) -> None:
    one, other = world.person(), world.person()
    clock("2025-02-03T09:00")
    held(world, "2025-01-20", one)
    first = held(world, "2025-01-20", one, other, talk_form="GROUP", headcount=2)
    assert first_and_further(world, *JANUARY) == (2, 0)
    clock("2025-02-04T09:00")
    held(world, "2025-01-20", other)
    assert first_and_further(world, *JANUARY) == (2, 1)
    clock("2025-02-10T09:00")
    with transaction():
        revise(first, minutes=25)
    assert first_and_further(world, *JANUARY) == (2, 1)
    assert first_and_further(world, *JANUARY, "2025-02-05") == (2, 1)


def test_after_a_return_there_is_a_first_talk_again(world: World) -> None:
    with db.session.no_autoflush:
        kim = factories.user(world.town, name="Kim Beispiel")
    back, stayed = world.person(), world.person()
    factories.case(back, kim, date(2024, 1, 1), date(2024, 6, 1))
    factories.case(back, kim, date(2025, 1, 10))
    factories.case(stayed, kim, date(2024, 1, 1))
    factories.case(stayed, kim, date(2025, 1, 10))  # handed over the same day
    for person in (back, stayed):
        for on in ("2024-03-01", "2025-01-05", "2025-01-12", "2025-01-20"):
            held(world, on, person)
    assert first_and_further(world, *JANUARY) == (1, 5)
    assert first_and_further(world, "2024-12-31", "2024-01-01") == (2, 0)


def test_two_records_of_one_person_have_one_first_talk(world: World, clock: Any) -> None:
    clock("2025-02-03T09:00")
    one, double = world.person(), world.person()
    held(world, "2025-01-06", one)
    held(world, "2025-01-07", double)
    assert first_and_further(world, *JANUARY) == (2, 0)
    clock("2025-02-10T09:00")
    with transaction():
        merge(db.session.get_one(Person, double.id), db.session.get_one(Person, one.id))
    assert first_and_further(world, *JANUARY) == (1, 1)
    assert first_and_further(world, *JANUARY, "2025-02-05") == (2, 0)


def test_the_parts_of_any_period_add_up_to_its_talks(world: World) -> None:
    """Told at random, asked month by month: every sum is the whole, and every person has one first talk in all."""
    rng = Random(11)
    who = [world.person() for _ in range(6)]
    last: dict[Any, date] = {}
    for _ in range(60):
        on = date(2025, 1, 1) + timedelta(days=rng.randrange(120))
        named = rng.sample(who, rng.choice((0, 1, 1, 1, 2, 4)))
        topics = rng.sample(FIELDS_OF_ACTION.codes(), rng.randint(1, 3))
        kind = rng.choice(CONTACT_KINDS.codes()) if named else "NETWORK"
        held(
            world,
            on.isoformat(),
            *named,
            minutes=60,
            topics=topics,
            contact_kind=kind,
            topic_minutes={topic: rng.choice((0, 5, 20)) for topic in topics[1:]},
        )
        if kind != "NETWORK":
            last.update({one.id: on for one in named})
    firsts = 0
    for month in range(1, 5):
        since = date(2025, month, 1)
        until = date(2025, month + 1, 1) - timedelta(days=1)
        found = world.ask(until.isoformat(), since.isoformat())
        told, talks = found["talks"], found["counselling"]
        assert sum(told["minutes_by_topic"].values()) == talks["minutes"]
        assert (
            sum(told["by_form"].values()) == sum(told["by_contact_kind"].values()) == talks["consultations"]
        )
        assert told["first"] + told["follow_up"] <= talks["consultations"] - told["without_person"]
        firsts += told["first"]
    assert 1 <= firsts <= len(last), "somebody's first may be another's, too"
