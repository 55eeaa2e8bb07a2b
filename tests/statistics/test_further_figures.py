"""Figures of periods, lengths of stay, births and deaths, waiting and rates, by hand."""

from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casework.counselling import operations as counselling
from casework.database.base import db
from casework.database.transaction import transaction
from casework.housing.districts import count_district
from casework.housing.houses import block_places
from casework.housing.models import Room
from casework.housing.operations import leave_together
from casework.housing.spans import FOREVER, NO_END, Known, Spans
from casework.housing.stay_lengths import Lengths, stays_in_care, stays_in_stage
from casework.people.merging import merge
from casework.people.models import Person
from tests import factories
from tests.statistics.conftest import World


def day(text: str) -> date:
    return date.fromisoformat(text)


def leaves(person: factories.Person, on: str, reason: str | None = None) -> None:
    with transaction():
        leave_together([db.session.get_one(Person, person.id)], on=day(on), reason=reason)


def talk(on: str, *people: factories.Person) -> None:
    with transaction():
        counselling.document(
            municipality_id=people[0].municipality.id,
            people=[db.session.get_one(Person, person.id) for person in people],
            held_on=day(on),
            minutes=20,
            contact_kind="OFFICE",
            topics=["KIT"],
        )


def test_scenario_3_person_days_and_place_days(world: World) -> None:
    west = world.houses["AU West"]
    men = [world.person() for _ in range(3)]
    for man in men:
        factories.stay(man, stage="AU", house=west, room="W1", starts_on=day("2025-02-01"))
    leaves(men[0], "2025-03-25")
    period = world.ask("2025-03-31", "2025-03-01")["period"]
    assert period["days"] == 31
    assert period["person_days"] == period["lodged_days"] == 86
    assert period["average_stock"] == 2.8
    assert {house["name"]: house["place_days"] for house in period["houses"]} == {
        "GU Nord": 310, "AU West": 248, "Haus Linde": 186
    }  # fmt: skip
    assert period["place_days"] == 744
    assert period["occupancy_rate"] == 11.6


def test_blocked_places_offer_no_days(world: World) -> None:
    linde = world.houses["Haus Linde"]
    with transaction():
        room = db.session.get_one(Room, linde.rooms[""])
        block_places(room, places=2, starts_on=day("2025-03-10"), ends_on=day("2025-03-20"), reason="DEFECT")
        for places in (6, 2):
            block_places(room, places=places, starts_on=day("2025-03-30"), ends_on=None, reason="DEFECT")
    houses = world.ask("2025-03-31", "2025-03-01")["period"]["houses"]
    days = next(house["place_days"] for house in houses if house["name"] == "Haus Linde")
    assert days == 31 * 6 - 10 * 2 - 2 * 6


def test_scenario_8_who_left_and_came_back_has_two_stays(world: World) -> None:
    somebody, nord = world.person(), world.houses["GU Nord"]
    stay = {"stage": "VU", "house": nord, "room": "N1"}
    factories.stay(somebody, **stay, starts_on=day("2025-06-01"), ends_on=day("2025-08-20"))
    factories.stay(somebody, **stay, starts_on=day("2025-08-25"))
    found = world.ask("2025-08-31", "2025-08-01")
    assert found["period"]["person_days"] == 26
    lengths = found["length_of_stay"]
    assert (lengths["completed_stays"], lengths["completed_mean"], lengths["completed_median"]) == (
        1,
        80.0,
        80.0,
    )
    assert (lengths["running_stays"], lengths["running_mean"]) == (1, 6.0)


def test_a_stay_goes_on_through_moves_and_stages_and_a_stage_through_moves(world: World) -> None:
    somebody, nord, west = world.person(), world.houses["GU Nord"], world.houses["AU West"]
    factories.stay(somebody, stage="VU", house=nord, room="N1", starts_on=day("2025-01-01"))
    factories.stay(somebody, stage="VU", house=nord, room="N2", starts_on=day("2025-01-20"))
    factories.stay(somebody, stage="AU", house=west, room="W1", starts_on=day("2025-03-02"))
    other = world.person()
    factories.stay(other, stage="AU", starts_on=day("2025-03-22"))
    found = world.ask("2025-04-01", "2025-03-01")["length_of_stay"]
    assert found["completed_stays"] == 0
    assert found["completed_mean_by_stage"] == found["completed_median_by_stage"] == {"VU": 60.0}
    assert (found["running_mean"], found["running_median"]) == (50.0, 50.0)
    assert found["running_mean_by_stage"] == {"AU": 20.0}
    assert world.ask("2025-04-01")["length_of_stay"]["completed_stays"] is None


def test_scenario_5_a_birth_is_an_arrival(world: World) -> None:
    west = world.houses["AU West"]
    factories.stay(world.person(), stage="AU", house=west, room="W1", starts_on=day("2025-01-01"))
    baby = world.person(birth_date="10.05.2025")
    factories.stay(baby, stage="AU", house=west, room="W1", starts_on=day("2025-05-10"))
    newcomer = world.person(birth_date="2025")
    factories.stay(newcomer, stage="AU", starts_on=day("2025-05-12"))
    found = world.ask("2025-05-31", "2025-05-01")
    assert found["period"]["births"] == 1
    assert found["movement"]["arrivals"] == 2


@pytest.mark.parametrize("under", ["itself", "a record that was merged"])
def test_a_death_is_a_departure_of_which_it_is_stated(world: World, under: str) -> None:
    one, two = world.person(), world.person()
    for person in (one, two):
        factories.stay(person, stage="AU", starts_on=day("2025-01-01"))
    leaves(one, "2025-05-10", "Verstorben")
    leaves(two, "2025-05-11", "Fortzug nach Ulm")
    if under != "itself":
        with transaction():
            leading = db.session.get_one(Person, world.person("Leitend").id)
            merge(db.session.get_one(Person, one.id), leading)
    found = world.ask("2025-05-31", "2025-05-01")
    assert found["period"]["deaths"] == 1
    assert found["movement"]["departures"] == 2
    assert world.ask("2025-06-30", "2025-06-01")["period"]["deaths"] == 0


def test_waiting_runs_from_the_au_to_the_first_talk_since(world: World) -> None:
    people = [world.person() for _ in range(4)]
    for number, person in enumerate(people[:3]):
        factories.stay(person, stage="VU", starts_on=day("2025-01-01"))
        factories.stay(person, stage="AU", starts_on=day(f"2025-05-0{number + 1}"))
    factories.stay(people[3], stage="AU", starts_on=day("2025-01-01"))
    talk("2025-04-30", people[0])
    talk("2025-05-05", people[0], people[3])
    talk("2025-05-20", people[0])
    talk("2025-05-12", people[1])
    talk("2025-06-02", people[2])
    found = world.ask("2025-05-31", "2025-05-01")["waiting"]
    assert found == {
        "followup_begun": 3, "first_talks": 2, "still_waiting": 1, "days_mean": 7.0, "days_median": 7.0
    }  # fmt: skip
    later = world.ask("2025-06-30", "2025-05-01")["waiting"]
    assert (later["still_waiting"], later["days_mean"], later["days_median"]) == (0, 14.7, 10.0)
    assert world.ask("2025-05-31")["waiting"] is None


def test_scenario_12_the_rate_with_and_without_the_misplaced(world: World) -> None:
    big = world.house("Kreis", "VU", _=(2200 // 100, "NONE", None))
    for number in range(13):
        stage = "AU" if number < 7 else "VU"
        factories.stay(world.person(), stage=stage, house=big, starts_on=day("2025-01-01"))
    rates = world.ask("2025-01-31")["rates"]
    places = 10 + 8 + 6 + 22
    assert rates["occupancy"] == round(100 * 13 / places, 1)
    assert rates["occupancy_without_misplaced"] == round(100 * 6 / places, 1)
    assert rates["vacancy"] == round(100 * (places - 13) / places, 1)
    assert rates["by_stage"]["VU"] == 46.2


def test_segregation_of_the_stock_by_district(world: World) -> None:
    """The worked example, a hundredth of the inhabitants apart: x = 30, 60, 10."""
    town = world.town.id
    with transaction():
        for name, inhabitants in (("Nord", 1000), ("Süd", 2000), ("WEST", 2000)):
            count_district(town, name, day("2024-12-31"), inhabitants)
        count_district(town, "Nord", day("2026-12-31"), 9)
    for district, people in (("Nord", 30), ("süd", 60), ("West", 10)):
        for _ in range(people):
            factories.stay(
                world.person(), stage="AU", form="PRIVATE", district=district, starts_on=day("2025-01-01")
            )
    found = world.ask("2025-01-31")["segregation"]
    assert found == {
        "persons": 100, "districts": 3, "dissimilarity": 0.3061, "segregation": 0.3061, "isolation": 0.0275,
        "eta_squared": 0.0077,
    }  # fmt: skip
    assert world.ask("2024-11-30")["segregation"]["districts"] == 0


spans = st.lists(
    st.tuples(st.integers(0, 3), st.integers(1, 40), st.integers(0, 30), st.integers(0, 1)), max_size=12
)


@pytest.mark.engine_independent
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(spans)
def test_lengths_are_what_counting_evening_by_evening_gives(rows: list[tuple[int, int, int, int]]) -> None:
    """Of stays that last a night: their days together are the evenings on which somebody was there."""
    held: list[tuple[int, int, int, int]] = []
    for owner, starts_on, lasts, stage in sorted(rows):
        if not any(row[0] == owner and starts_on < row[2] for row in held) and lasts:
            held.append((owner, starts_on, starts_on + lasts, stage))
    columns = [np.array([row[place] for row in held], np.int64) for place in range(4)]
    moments = np.zeros(len(held), np.int64)
    known = Known(Spans(*columns[:3], moments, moments + FOREVER, {"stage": columns[3]}))
    evenings = {(row[0], evening): row[3] for row in held for evening in range(row[1], row[2])}
    stays = stays_in_care(known)
    assert int(stays.days().sum()) == len(evenings)
    assert len(stays) == sum((owner, evening - 1) not in evenings for owner, evening in evenings)
    for stage in (0, 1):
        of_stage = stays_in_stage(known)
        chosen = of_stage.only(of_stage.stage == stage)
        assert int(chosen.days().sum()) == sum(at == stage for at in evenings.values())
        assert len(chosen) == sum(
            at == stage and evenings.get((owner, evening - 1)) != stage
            for (owner, evening), at in evenings.items()
        )


@pytest.mark.engine_independent
def test_mean_and_median_half_up() -> None:
    def told(*days: int) -> tuple[Any, ...]:
        lengths = Lengths.of(np.array(days, np.int64))
        return lengths.number, lengths.mean and float(lengths.mean), lengths.median and float(lengths.median)

    assert told() == (0, None, None)
    assert told(7) == (1, 7.0, 7.0)
    assert told(1, 2) == (2, 1.5, 1.5)
    assert told(1, 1, 2, 1) == (4, 1.3, 1.0)
    assert NO_END > 5_000 * 366
