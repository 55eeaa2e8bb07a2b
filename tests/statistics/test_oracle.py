"""Random histories – moves, corrections, retractions, merged people, overfull, blocked and closed rooms, late entries –
against an oracle that counts evening by evening."""

from collections import Counter
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st
from justhtml import JustHTML

from casework.database.moments import BERLIN, end_of
from casework.statistics.answers import answer
from casework.statistics.question import Question
from tests import factories
from tests.engines import Engine
from tests.statistics.believed import ONE_DAY
from tests.statistics.invented import DAYS, KINDS, LONG_AGO, STAGES, Act, acts, day, full_houses
from tests.statistics.oracle import Count
from tests.statistics.told import Town

EXAMPLES = {"sqlite": 20, "postgresql": 8}
TICK = timedelta(microseconds=1)
FREE = ("free_gross", "free_net", "free_not_assignable", "over_occupied", "reserved", "places_blocked")


def two_moments(town: Town, data: Any) -> list[datetime]:
    """What is known at last, and at an earlier moment or just before it."""
    moments = [moment for moment, _believed in town.history]
    earlier = st.sampled_from(moments).flatmap(lambda at: st.sampled_from([at, max(moments[0], at - TICK)]))
    return [moments[-1], data.draw(earlier)]


def every_evening(town: Town, since: date, moment: datetime) -> list[dict[str, Any]]:
    """The answer for each evening of [since, the last day], over the period up to it."""
    days = (since + ONE_DAY * more for more in range((day(DAYS) - since).days + 1))
    return [answer(Question(town.id, town.name, on, moment, since)) for on in days]


@pytest.mark.slow
def test_every_figure_of_every_evening_is_the_oracles(app: Flask, engine: Engine) -> None:
    @settings(max_examples=EXAMPLES[engine.name], deadline=None)
    @given(told=acts, data=st.data())
    def whatever_happens(told: list[Act], data: Any) -> None:
        town, asked_after = Town.new(), data.draw(st.integers(3, 9))
        for turn, moment in enumerate(town.telling(told)):
            if turn % asked_after == 0:  # what was read by now must not be taken for all there is
                (found,) = every_evening(town, day(DAYS), moment)
                equals_the_oracle(found, Count(town.known_at(moment), LONG_AGO, day(DAYS)), town, day(DAYS))
        for moment in two_moments(town, data):
            since = day(data.draw(st.integers(0, DAYS - 10)))
            series = every_evening(town, since, moment)
            count = Count(town.known_at(moment), LONG_AGO, day(DAYS))
            for found in series:
                equals_the_oracle(found, count, town, since)
                adds_up(found, count)
            for before, after in pairwise(series):
                follows(before, after, count)

    with app.app_context():
        whatever_happens()


def equals_the_oracle(found: dict[str, Any], count: Count, town: Town, since: date) -> None:
    on, moment = date.fromisoformat(found["on"]), datetime.fromisoformat(found["as_known_at"])
    then = town.known_at(max(min(moment, end_of(on)), town.history[0][0]))
    assert found["stock"] == count.stock(on)
    assert found["demography"] == count.demography(on)
    assert found["movement"] == count.movement(since, on)
    houses = [count.house(name, since, on, count.reserved(name, on, then)) for name in sorted(KINDS)]
    assert found["accommodations"] == [house for house in houses if house is not None]


def adds_up(found: dict[str, Any], count: Count) -> None:
    """One evening agrees with itself; of those in a house only who is in care belongs to the stock."""
    on, stock, movement = date.fromisoformat(found["on"]), found["stock"], found["movement"]
    assert sum(stock["by_stage"].values()) == stock["total"] == movement["closing"]
    forms, homes = count.by_form(on), found["accommodations"]
    strangers = sum(len(count.lives_in(house["name"], on)) for house in homes) - forms["house"]
    elsewhere = sum(people for form, people in forms.items() if form not in ("house", "PRIVATE", None))
    housed = sum(house["occupied"] for house in homes) - strangers
    assert housed + elsewhere + stock["privately_housed"] + stock["without_dwelling"] == stock["total"]
    assert movement["opening"] + movement["correction"] == movement["corrected_opening"]
    assert (
        movement["corrected_opening"] + movement["arrivals"] - movement["departures"] == movement["closing"]
    )
    assert all(sum(part.values()) == stock["total"] for part in found["demography"].values())
    assert stock["misplaced"] == sum(house["misplaced"] for house in homes)
    for house in homes:
        assert all(house[name] >= 0 for name in FREE)
        assert house["free_net"] <= house["free_gross"] <= house["assignable_places"]


def follows(before: dict[str, Any], after: dict[str, Any], count: Count) -> None:
    """One evening follows from the one before it: the town, each stage, each house, and the person-days."""
    on = date.fromisoformat(after["on"])
    moves, changes = count.moves(on), Counter[tuple[str, int]]()
    for sign, found in ((-1, before), (1, after)):
        for change in found["movement"]["stage_changes"]:
            changes["into", change["to"]] += sign * change["persons"]
            changes["out of", change["from"]] += sign * change["persons"]
    today = {kind: after["movement"][kind] - before["movement"][kind] for kind in ("arrivals", "departures")}
    was, is_now = before["stock"], after["stock"]
    assert was["total"] + today["arrivals"] - today["departures"] == is_now["total"]
    for stage in STAGES:
        came = changes["into", stage] + moves["into", stage]
        left = changes["out of", stage] + moves["out of", stage]
        assert was["by_stage"][stage] + came - left == is_now["by_stage"][stage]
    occupied = [{house["name"]: house for house in found["accommodations"]} for found in (before, after)]
    for name in KINDS:
        yesterday, now = (of_evening.get(name, {"occupied": 0}) for of_evening in occupied)
        assert yesterday["occupied"] + moves["came", name] - moves["left", name] == now["occupied"]
        if "person_days" in yesterday and "person_days" in now:
            assert yesterday["person_days"] + now["occupied"] == now["person_days"]


FORMS = {"house": "housed", "PRIVATE": "privately", None: "without_dwelling"}


@pytest.mark.slow
def test_the_people_behind_the_numbers_are_each_in_one_place(app: Flask, client: FlaskClient) -> None:
    """Houses + private flats + other dwellings + without dwelling = everybody in care, by the lists of people."""
    towns = []

    @settings(max_examples=6, deadline=None, database=None)
    @given(told=full_houses)
    def tell(told: list[Act]) -> None:
        town = Town.new()
        town.tell(told)
        towns.append((town, factories.user(factories.municipality(town.name))))

    with app.app_context():
        tell()
    for town, lead in towns:
        factories.sign_in(client, lead)
        moment, believed = town.history[-1]
        count = Count(believed, LONG_AGO, day(DAYS))
        for on in (day(5), day(17), day(DAYS)):
            asked = f"/occupancy/people?on={on}&as_known_at={moment.astimezone(BERLIN):%Y-%m-%dT%H:%M}"
            wanted = Counter(dict.fromkeys([*FORMS.values(), "elsewhere"], 0))
            for form, people in count.by_form(on).items():
                wanted[FORMS.get(form, "elsewhere")] += people
            listed = {
                mark: sum(people_on(client, f"{asked}&{mark}=1&stage={stage}") for stage in STAGES)
                for mark in wanted
            }
            assert listed == wanted
            assert sum(listed.values()) == people_on(client, asked)
        client.post("/sign-out")


def people_on(client: FlaskClient, address: str) -> int:
    page = client.get(address)
    assert page.status_code == 200, page.text
    return len(JustHTML(page.text, sanitize=False).query("main tbody tr"))
