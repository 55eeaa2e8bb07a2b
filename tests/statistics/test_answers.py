"""The acceptance scenarios of the domain brief (§9), with every number written there."""

from datetime import date
from typing import Any

from casework.database.base import db
from casework.database.transaction import transaction
from casework.housing.operations import leave_together
from casework.housing.places import rate
from casework.people.models import Person
from casework.people.titles import state_title
from casework.planning.reported_stocks import enter_report
from casework.statistics.sentence import sentence
from tests import factories

VU, AU, UMA = "VU", "AU", "UMA"


def day(text: str) -> date:
    return date.fromisoformat(text)


def stage_numbers(answer: dict[str, Any]) -> tuple[int, ...]:
    return tuple(answer["stock"]["by_stage"][stage] for stage in (VU, AU, UMA))


def test_scenario_1_a_family_on_its_full_path(world: Any) -> None:
    nord, west = world.houses["GU Nord"], world.houses["AU West"]
    household = None
    for _ in range(4):
        member = world.person(household=household)
        household = member.household_id
        factories.stay(member, stage=VU, house=nord, room="N2", starts_on=day("2025-03-03"))
        factories.stay(member, stage=AU, house=west, room="W2", starts_on=day("2025-07-01"))
        with transaction():
            person = db.session.get_one(Person, member.id)
            state_title(
                person,
                "AE_25_2_FLU",
                starts_on=day("2025-06-20"),
                ends_on=day("2028-06-19"),
                final_on=day("2025-05-15"),
            )

    for evening, in_nord, in_west in (("2025-06-30", 4, 0), ("2025-07-01", 0, 4)):
        assert world.at("GU Nord", evening)["occupied"] == in_nord
        assert world.at("AU West", evening)["occupied"] == in_west
        assert world.ask(evening)["stock"]["total"] == 4
    assert world.at("GU Nord", "2025-12-31", "2025-01-01")["person_days"] == 480
    assert world.at("GU Nord", "2025-06-30", "2025-06-01")["person_days"] == 120
    assert world.at("AU West", "2025-07-31", "2025-07-01")["person_days"] == 124

    movement = world.ask("2025-09-30", "2025-07-01")["movement"]
    assert movement["arrivals"] == movement["departures"] == 0
    assert movement["transfers"] == 4
    assert movement["stage_changes"] == [{"from": VU, "to": AU, "persons": 4}]
    assert (movement["opening"], movement["closing"]) == (4, 4)

    misplaced = {
        evening: world.ask(evening)["stock"]["misplaced"]
        for evening in ("2025-05-15", "2025-05-16", "2025-06-30", "2025-07-01")
    }
    assert misplaced == {"2025-05-15": 0, "2025-05-16": 4, "2025-06-30": 4, "2025-07-01": 0}
    at_home = world.at("GU Nord", "2025-06-30")
    assert at_home == at_home | {
        "places_total": 10,
        "assignable_places": 10,
        "occupied": 4,
        "misplaced": 4,
        "free_gross": 6,
        "free_not_assignable": 2,
        "free_net": 4,
        "occupancy_rate": 40.0,
        "households": 1,
        "area_per_person": None,
        "person_days": None,
    }


def test_scenario_1_counts_184_misplaced_person_days(world: Any) -> None:
    member = world.person()
    factories.stay(member, stage=VU, house=world.houses["GU Nord"], room="N2", starts_on=day("2025-03-03"))
    with transaction():
        state_title(
            db.session.get_one(Person, member.id),
            "AE_25_2_FLU",
            starts_on=day("2025-06-20"),
            final_on=day("2025-05-15"),
        )
    days = [date.fromordinal(day("2025-05-01").toordinal() + more) for more in range(61)]
    assert sum(world.ask(one.isoformat())["stock"]["misplaced"] for one in days) == 46


def test_scenario_3_a_departure_learnt_of_later(world: Any, clock: Any) -> None:
    west = world.houses["AU West"]
    clock("2025-01-30T09:00")
    men = [world.person(f"Mann {number}") for number in range(3)]
    for man in men:
        factories.stay(man, stage=AU, house=west, room="W1", starts_on=day("2025-02-01"))
    clock("2025-04-09T14:00")
    with transaction():
        left = db.session.get_one(Person, men[0].id)
        leave_together([left], on=day("2025-03-25"))
    clock("2025-05-02T10:00")

    then = world.at("AU West", "2025-03-31", "2025-03-01", known="2025-04-02T10:00")
    now = world.at("AU West", "2025-03-31", "2025-03-01")
    assert (then["occupied"], then["person_days"]) == (3, 93)
    assert (now["occupied"], now["person_days"]) == (2, 86)
    assert world.ask("2025-03-31", known="2025-04-02T10:00")["stock"]["total"] == 3
    assert world.ask("2025-03-31", known="2025-04-09T13:59")["stock"]["total"] == 3
    assert world.ask("2025-03-31", known="2025-04-09")["stock"]["total"] == 2

    movement = world.ask("2025-03-31", "2025-03-01")["movement"]
    assert (movement["opening"], movement["arrivals"], movement["departures"], movement["closing"]) == (
        3,
        0,
        1,
        2,
    )
    april = world.ask("2025-04-30", "2025-04-01")["movement"]
    assert april["opening"] + april["correction"] == april["corrected_opening"] == april["closing"] == 2


def test_scenario_4_where_vu_and_uma_are_only_reported(world: Any) -> None:
    mover = world.person("Umzieher")
    factories.stay(mover, stage=VU, starts_on=day("2020-01-01"))
    factories.stay(mover, stage=AU, starts_on=day("2020-06-17"))
    world.crowd(820, AU, starts_on=day("2020-01-01"))
    with transaction():
        for stage, persons, source in ((VU, 141, "Landratsamt"), (UMA, 53, "Jugendamt")):
            enter_report(
                world.town.id,
                {
                    "stage": stage,
                    "persons": persons,
                    "source": source,
                    "reported_on": day("2020-05-31"),
                    "received_on": day("2020-06-03"),
                },
            )

    before, on = world.ask("2020-06-16"), world.ask("2020-06-17", "2020-06-17")
    assert stage_numbers(before) == (141, 820, 53)
    assert stage_numbers(on) == (140, 821, 53)
    assert before["stock"]["total"] == on["stock"]["total"] == 1014
    assert on["stock"]["reported"] == on["stock"]["reported"] | {VU: 140, AU: 0, UMA: 53}
    movement = on["movement"]
    assert (movement["opening"], movement["arrivals"], movement["departures"]) == (1014, 0, 0)
    assert (movement["closing"], movement["reported"]) == (1014, 0)
    assert movement["stage_changes"] == [{"from": VU, "to": AU, "persons": 1}]


def test_scenario_4_the_day_of_a_move_in_ludwigsburgs_figures(world: Any) -> None:
    mover = world.person("Umzieher")
    factories.stay(mover, stage=VU, starts_on=day("2020-01-01"))
    factories.stay(mover, stage=AU, starts_on=day("2020-06-17"))
    for stage, people in ((VU, 140), (AU, 820), (UMA, 53)):
        world.crowd(people, stage, starts_on=day("2020-01-01"))

    before, on = world.ask("2020-06-16"), world.ask("2020-06-17", "2020-06-17")
    assert stage_numbers(before) == (141, 820, 53)
    assert stage_numbers(on) == (140, 821, 53)
    assert before["stock"]["total"] == on["stock"]["total"] == 1014
    assert on["movement"] == on["movement"] | {
        "opening": 1014,
        "arrivals": 0,
        "departures": 0,
        "stage_changes": [{"from": VU, "to": AU, "persons": 1}],
        "closing": 1014,
    }
    assert sentence("Musterstadt", day("2020-06-17"), on["stock"]["by_stage"]) == (
        "Am 17.06.2020 lebten 1.014 Geflüchtete in Musterstadt: 140 in der vorläufigen Unterbringung, "
        "821 in der Anschlussunterbringung und 53 unbegleitete minderjährige Ausländer."
    )


def test_scenario_5_an_overfull_room(world: Any) -> None:
    west = world.houses["AU West"]
    for room, people in (("W1", 3), ("W2", 2)):
        household = None
        for _ in range(people):
            member = world.person(household=household)
            household = member.household_id
            factories.stay(member, stage=AU, house=west, room=room, starts_on=day("2025-01-01"))
    baby = world.person(birth_date="2025-05-10")
    factories.stay(baby, stage=AU, house=west, room="W1", starts_on=day("2025-05-10"), reason="Geburt")

    found = world.at("AU West", "2025-05-10")
    assert found == found | {
        "places_total": 8,
        "occupied": 6,
        "free_gross": 3,
        "free_not_assignable": 3,
        "free_net": 0,
        "over_occupied": 1,
        "occupancy_rate": 75.0,
        "area_per_person": 5.5,
        "minors": 1,
        "households": 3,
    }
    assert world.ask("2025-05-10", "2025-05-01")["movement"]["arrivals"] == 1


def test_scenario_8_gone_and_back(world: Any) -> None:
    nord = world.houses["GU Nord"]
    person = world.person()
    factories.stay(
        person, stage=VU, house=nord, room="N1", starts_on=day("2025-06-01"), ends_on=day("2025-08-20")
    )
    factories.stay(person, stage=VU, house=nord, room="N1", starts_on=day("2025-08-25"))

    assert world.at("GU Nord", "2025-08-31", "2025-08-01")["person_days"] == 26
    assert world.at("GU Nord", "2025-08-24", "2025-06-01")["person_days"] == 80
    movement = world.ask("2025-08-31", "2025-08-01")["movement"]
    assert (movement["departures"], movement["arrivals"], movement["transfers"]) == (1, 1, 0)
    assert [world.ask(on)["stock"]["total"] for on in ("2025-08-19", "2025-08-20", "2025-08-25")] == [1, 0, 1]


def test_scenario_12_misplaced_people_and_the_rate_without_them(world: Any) -> None:
    """2200 places, 1338 people, 753 of them misplaced: the rates; and a house at a hundredth of it."""
    assert str(rate(1338, 2200)) == "60.8"
    assert str(rate(1338 - 753, 2200)) == "26.6"
    house = world.house("GU Groß", "VU", _=(22, "NONE", None))
    for number in range(13):
        stage = AU if number < 7 else VU
        factories.stay(world.person(), stage=stage, house=house, room="", starts_on=day("2025-01-01"))
    found = world.at("GU Groß", "2025-02-01")
    assert (found["occupied"], found["misplaced"], found["occupancy_rate"]) == (13, 7, 59.1)
    assert world.ask("2025-02-01")["stock"]["misplaced"] == 7
