"""Facts are remembered as long as nothing was recorded, and no longer."""

from datetime import date

from casework.database.turns import last_recorded_at
from casework.statistics.facts import facts_of
from casework.statistics.question import Question
from tests import factories
from tests.statistics.conftest import World

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
