"""Whose work it was: figures of teams and workers by hand, and as parts that add up to the town (domain brief §7.9)."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from sqlalchemy import event

from casework.database.base import db
from casework.database.transaction import transaction
from casework.database.turns import last_recorded_at
from casework.people.cases import hand_over_case, take_back_case
from casework.people.merging import merge
from casework.people.queries import cases_of
from casework.statistics.answers import answer
from casework.statistics.facts import Facts
from casework.statistics.question import WITHOUT_TEAM, Question
from casework.statistics.work import ACTIVE, CONTINUED, ENDED, NEW
from casework.vocabulary.counselling import FIELDS_OF_ACTION
from tests import factories
from tests.statistics.conftest import Clock, World
from tests.statistics.office import ON, SINCE, Office

DAYS = 90


@pytest.fixture
def office(world: World) -> Office:
    return Office(world)


def counts(facts: Facts) -> dict[str, Any]:
    """Every number of which the parts of a town add up to the town's."""
    work = facts.work
    talks, wait, order = work.talks, work.wait, work.talk_order
    assert talks
    assert wait
    assert order is not None
    assert work.on_time
    assert work.attainment
    by_code = {
        f"{name} {code}": number
        for name in ("by_main_topic", "topic_mentions", "minutes_by_topic", "by_form", "by_contact_kind")
        for code, number in getattr(talks, name).items()
    }
    return by_code | {
        "consultations": talks.consultations,
        "minutes": talks.minutes,
        "with interpreter": talks.with_interpreter,
        **{place.name: order[place] for place in order},
        **{kind: work.number_of_plans(kind) for kind in (NEW, CONTINUED, ACTIVE, ENDED)},
        "goals": work.attainment.goals,
        "achieved": work.attainment.achieved,
        "with a day": work.on_time.with_a_day,
        "in time": work.on_time.in_time,
        "waited": len(wait.person),
        "cases": len(work.cases),
        "posts": work.full_time,
        "post days": work.post_days,
    }


def summed(parts: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The parts together, without what comes to nothing."""
    names = {name for part in parts for name in part}
    found = {name: sum(part.get(name, 0) for part in parts) for name in names}
    return {name: number for name, number in found.items() if number}


def test_scenario_11_by_team_per_post_and_for_oneself(office: Office) -> None:
    """Two teams of a part-time post each lead 60 and 45 cases: 84.0 in the town, 80.0 and 90.0 in the teams."""
    north, south = office.team("Nord"), office.team("Süd")
    kim, mo = office.worker("Kim Beispiel"), office.worker("Mo Muster")
    office.post(kim, "0.75", date(2024, 1, 1), north)
    office.post(mo, "0.50", date(2024, 1, 1), south)
    for _ in range(60):
        first = office.led(kim)
    for _ in range(45):
        other = office.led(mo)
    for number in range(10):
        topics = ["WOH", "SPR"] if number < 4 else ["GES"]
        office.talk(kim if number < 6 else mo, date(2025, 2, 3), first, topics=topics)
    for state, goals in {
        "ACHIEVED": 9,
        "PARTIAL": 3,
        "NOT_ACHIEVED": 4,
        "ABANDONED": 2,
        "OBSOLETE": 2,
    }.items():
        for number in range(goals):
            office.goal(first if state == "ACHIEVED" and number < 4 else other, state, date(2025, 3, 3))

    town, of_north, of_south = (office.facts(team).work for team in (None, north, south))
    assert (town.caseload, of_north.caseload, of_south.caseload) == (84, 80, 90)
    assert office.facts(worker=kim).work.caseload == 80
    assert town.talks
    assert of_north.talks
    assert of_south.talks
    assert (town.talks.consultations, of_north.talks.consultations, of_south.talks.consultations) == (
        10,
        6,
        4,
    )
    assert (town.talks.topic_mentions.total(), town.talks.by_main_topic.total()) == (14, 10)
    assert dict(of_north.talks.topic_mentions) == {"WOH": 4, "SPR": 4, "GES": 2}
    assert [work.per_post(work.talks.consultations) for work in (town, of_north, of_south) if work.talks] == [
        8,
        8,
        8,
    ]
    assert [work.per_post(14) for work in (town, of_north)] == [Decimal("11.2"), Decimal("18.7")]
    assert town.attainment
    assert of_north.attainment
    assert of_south.attainment
    assert (town.attainment.strict, town.attainment.weighted) == (50, Decimal("58.3"))
    assert of_north.attainment.strict == 100
    assert (of_south.attainment.strict, of_south.attainment.weighted) == (Decimal("35.7"), Decimal("46.4"))
    nobodys = office.facts(WITHOUT_TEAM).work
    assert (nobodys.cases, nobodys.caseload, nobodys.per_post(0)) == ([], None, None)


def test_what_is_no_work_is_not_known_of_a_team(office: Office) -> None:
    team, town = office.team("Nord"), office.world.town
    factories.stay(office.world.person(), stage="AU", starts_on=SINCE)
    whole = Question(town.id, town.name, ON, last_recorded_at(), SINCE)
    found = answer(Question(town.id, town.name, ON, last_recorded_at(), SINCE, team))
    assert answer(whole)["stock"]["total"] == 1
    assert (found["stock"]["total"], found["accommodations"], found["movement"]["arrivals"]) == (
        None,
        None,
        None,
    )
    assert (
        found["counselling"]["consultations"],
        found["plans"]["active"],
        found["waiting"]["followup_begun"],
    ) == (
        0,
        0,
        0,
    )
    assert set(found) == set(answer(whole))


def test_a_change_of_share_or_team_counts_from_its_day(office: Office) -> None:
    """0.5 for 45 days and 1.0 for the other 45 are 0.75 on average; a talk counts for the team of its day."""
    north, south = office.team("Nord"), office.team("Süd")
    kim = office.worker("Kim Beispiel")
    office.post(kim, "0.50", date(2024, 1, 1), north)
    office.post(kim, "1.00", date(2025, 2, 15), south)
    person = office.led(kim)
    for on in ("2025-02-14", "2025-02-15", "2025-02-16"):
        office.talk(kim, date.fromisoformat(on), person)
    town, of_north, of_south = (office.facts(team).work for team in (None, north, south))
    assert (town.days, town.average_full_time, town.full_time) == (DAYS, Decimal("0.75"), 1)
    assert (of_north.average_full_time, of_south.average_full_time) == (Decimal("0.25"), Decimal("0.5"))
    assert (of_north.full_time, of_south.full_time) == (0, 1)
    assert [work.talks and work.talks.consultations for work in (town, of_north, of_south)] == [3, 1, 2]
    assert [work.per_post(number) for work, number in ((town, 3), (of_north, 1), (of_south, 2))] == [4, 4, 4]
    assert (of_north.caseload, of_south.caseload) == (None, 1)
    assert (len(of_north.cases), len(of_south.cases)) == (0, 1), "the case is with the team of the last day"


def test_a_case_handed_over_goes_with_its_plans_to_who_leads_it_last(office: Office, clock: Clock) -> None:
    clock("2025-03-10T09:00")
    kim, mo = office.worker("Kim Beispiel"), office.worker("Mo Muster")
    person = office.led(kim)
    closed = office.led(kim, ends_on=date(2025, 2, 1))
    nobodys = office.led(None)
    for one in (person, closed, nobodys):
        office.goal(one, "ACHIEVED", date(2025, 3, 3), due_on=date(2025, 3, 1))
    office.talk(kim, date(2025, 1, 10), person)
    clock("2025-04-02T09:00")
    with transaction():
        hand_over_case(cases_of(person)[0], on=date(2025, 3, 1), case_manager_id=mo.id)

    def told(worker: factories.User, **asked: Any) -> tuple[Any, ...]:
        work = office.facts(worker=worker, **asked).work
        assert work.talks
        assert work.attainment
        assert work.on_time
        plans, talks = work.number_of_plans(ACTIVE), work.talks.consultations
        return plans, work.attainment.goals, work.on_time.with_a_day, len(work.cases), talks

    assert (told(kim), told(mo)) == ((1, 1, 1, 0, 1), (1, 1, 1, 1, 0))
    before = {"known": "2025-04-01"}
    assert (told(kim, **before), told(mo, **before)) == ((2, 2, 2, 1, 1), (0, 0, 0, 0, 0))
    february = {"on": date(2025, 2, 28)}
    assert (told(kim, **february), told(mo, **february)) == ((2, 0, 0, 1, 1), (0, 0, 0, 0, 0))
    clock("2025-04-03T09:00")
    with transaction():
        take_back_case(person, cases_of(person)[0])
    assert told(mo) == (0, 0, 0, 0, 0)


def test_a_merged_record_counts_where_its_leading_one_does(office: Office, clock: Clock) -> None:
    clock("2025-01-12T09:00")
    kim, mo = office.worker("Kim Beispiel"), office.worker("Mo Muster")
    leading, double = office.led(kim), office.led(mo)
    office.goal(double, None, SINCE)
    office.talk(mo, date(2025, 1, 10), double)
    clock("2025-02-10T09:00")
    with transaction():
        merge(double, leading)
    for worker, active, then in ((kim, 1, 0), (mo, 0, 1)):
        assert office.facts(worker=worker).work.number_of_plans(ACTIVE) == active
        assert office.facts(worker=worker, known="2025-02-09").work.number_of_plans(ACTIVE) == then
        assert len(office.facts(worker=worker).work.cases) == active
    assert len(office.facts().work.cases) == 1
    talks = office.facts(worker=mo).work.talks
    assert talks
    assert (talks.consultations, talks.persons) == (1, 1)


def test_waiting_counts_for_who_leads_the_case_whoever_talked_first(office: Office) -> None:
    kim, mo = office.worker("Kim Beispiel"), office.worker("Mo Muster")
    of_kim, of_mo = office.led(kim), office.led(mo)
    for person, days in ((of_kim, 9), (of_mo, 20)):
        office.followed_up(person, date(2025, 1, 6))
        office.talk(mo, date(2025, 1, 6) + timedelta(days=days), person)
    found = [office.facts(worker=worker).work.wait for worker in (None, kim, mo)]
    assert [wait and wait.lengths.mean for wait in found] == [Decimal("14.5"), 9, 20]


@pytest.mark.parametrize("seed", range(3))
def test_teams_and_what_is_in_none_add_up_to_the_town(office: Office, seed: int) -> None:
    """Told at random: posts begin and end, cases are handed over, talks name nobody or several."""
    rng = Random(seed)
    teams = [office.team(name) for name in ("Nord", "Ost", "Süd")]
    workers = [office.worker(f"Kraft {number}") for number in range(4)]
    for worker in workers:
        for starts_on in sorted(rng.sample(range(-30, DAYS), rng.randrange(3))):
            day, share = SINCE + timedelta(days=starts_on), rng.choice(("0.25", "0.50", "1.00"))
            office.post(worker, share, day, rng.choice([*teams, None]))
    people = []
    for _ in range(6):
        begun = SINCE + timedelta(days=rng.randrange(-20, 40))
        person = office.led(rng.choice([*workers, None]), begun)
        people.append(person)
        if rng.random() < 0.5 and cases_of(person):
            with transaction():
                on = begun + timedelta(days=rng.randrange(30))
                hand_over_case(cases_of(person)[0], on=on, case_manager_id=rng.choice(workers).id)
        if rng.random() < 0.7:
            state, on = rng.choice(("ACHIEVED", "PARTIAL", None)), SINCE + timedelta(days=rng.randrange(DAYS))
            office.goal(person, state, on, due_on=rng.choice((None, date(2025, 2, 1))))
        if rng.random() < 0.7:
            office.followed_up(person, begun)
    for _ in range(20):
        named = rng.sample(people, rng.choice((0, 1, 1, 2)))
        topics = rng.sample(FIELDS_OF_ACTION.codes(), rng.randint(1, 3))
        on = SINCE + timedelta(days=rng.randrange(DAYS))
        kind = "OFFICE" if named else "NETWORK"
        office.talk(rng.choice([*workers, None]), on, *named, topics=topics, contact_kind=kind)

    whole = summed([counts(office.facts())])
    assert whole["consultations"] == 20
    assert summed([counts(office.facts(team)) for team in (*teams, WITHOUT_TEAM)]) == whole
    persons = [office.facts(team).work.talks for team in (*teams, WITHOUT_TEAM)]
    town = office.facts().work.talks
    assert town
    assert sum(talks.persons for talks in persons if talks) >= town.persons


def test_more_teams_ask_the_database_for_nothing_more(office: Office) -> None:
    kim = office.worker("Kim Beispiel")
    teams = [office.team(f"Team {number}") for number in range(5)]
    office.post(kim, "1.00", date(2024, 1, 1), teams[0])
    person = office.led(kim)
    office.talk(kim, date(2025, 1, 10), person)
    office.goal(person, "ACHIEVED", date(2025, 3, 3), due_on=date(2025, 3, 1))
    town = office.facts()
    counts(town)
    told: list[str] = []
    counts(town.narrowed(replace(town.question, team_id=teams[0])))
    with listening(told):
        for team in teams[1:]:
            counts(town.narrowed(replace(town.question, team_id=team)))
    assert told == []


@contextmanager
def listening(told: list[str]) -> Iterator[None]:
    """Note what is asked of the database meanwhile."""

    def note(*said: Any) -> None:
        told.append(said[2])

    event.listen(db.engine, "before_cursor_execute", note)
    yield
    event.remove(db.engine, "before_cursor_execute", note)
