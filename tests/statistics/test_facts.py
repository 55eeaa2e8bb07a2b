"""Facts are remembered as long as nothing was recorded, and no longer."""

from datetime import date

from casework.database.turns import last_recorded_at
from casework.statistics.facts import facts_of
from casework.statistics.question import Question
from tests import factories
from tests.statistics.conftest import Clock, World

ON = date(2025, 6, 30)


def test_a_new_stay_is_counted_at_once_and_nothing_is_read_twice(world: World) -> None:
    def ask() -> Question:
        return Question(world.town.id, world.town.name, ON, last_recorded_at())

    assert facts_of(ask()) is facts_of(ask())
    assert facts_of(ask()).in_care.sum() == 0
    factories.stay(world.person(), stage="VU", starts_on=ON)
    assert facts_of(ask()).in_care.sum() == 1


def test_what_was_known_before_stays_what_it_was(world: World) -> None:
    earlier = Question(world.town.id, world.town.name, ON, last_recorded_at())
    factories.stay(world.person(), stage="VU", starts_on=ON)
    assert facts_of(earlier).in_care.sum() == 0


def test_who_was_registered_before_they_came_is_known_when_they_have_come(world: World) -> None:
    person = world.person(sex="w", birth_date="01.05.2015")
    assert world.ask("2025-06-30")["demography"]["by_sex"]["w"] == 0
    factories.stay(person, stage="VU", house=world.houses["GU Nord"], room="N2", starts_on=ON)
    assert world.ask("2025-06-30")["demography"]["by_sex"]["w"] == 1
    found = world.at("GU Nord", "2025-06-30")
    assert (found["occupied"], found["households"], found["minors"]) == (1, 1, 1)


def test_what_is_recorded_under_a_clock_that_was_set_back_is_counted(world: World, clock: Clock) -> None:
    clock("2025-06-29T12:00")
    person = world.person()
    assert world.ask("2025-06-30", known="2025-06-30")["stock"]["total"] == 0
    factories.stay(person, stage="VU", starts_on=ON)
    assert world.ask("2025-06-30", known="2025-06-30")["stock"]["total"] == 1
