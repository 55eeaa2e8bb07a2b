"""The story of a town is pure: the same for a seed, true to the published evenings, and possible."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.demo.events import (
    Arrival,
    Departure,
    Event,
    GoalAgreed,
    GoalReached,
    Move,
    ReferralCame,
    Story,
    Talk,
)
from casework.demo.history import live, story_of
from casework.demo.persons import Soul
from casework.demo.towns import BEISPIELINGEN, FEWEST_PERSONS, MUSTERSTADT, PUBLISHED_ON, TOWNS
from casework.people.birth_dates import ADULT_AGE, anniversary
from casework.vocabulary.housing import MINOR

pytestmark = pytest.mark.engine_independent
UNTIL = date(2026, 11, 18)


def printed(event: Event) -> str:
    """All that is visible of an event."""
    souls = getattr(event, "souls", None) or [getattr(event, "soul", None)]
    said = [f"{soul.case_number} {sorted(soul.details.items())}" for soul in souls if isinstance(soul, Soul)]
    facts = [
        f"{name}={value}"
        for name in (
            "on",
            "recorded_on",
            "stage",
            "reason",
            "mailbox",
            "facts",
            "wording",
            "title",
            "state",
            "purpose",
        )
        if (value := getattr(event, name, None)) is not None
    ]
    lodgings = [
        lodging and f"{lodging.form} {lodging.district} {lodging.room and lodging.room.name}"
        for lodging in getattr(event, "lodgings", ())
    ]
    return f"{type(event).__name__} {facts} {said} {lodgings}"


def printed_story(story: Story) -> list[str]:
    return [printed(event) for event in story.in_order()]


@pytest.mark.parametrize("town", TOWNS, ids=lambda town: town.name)
def test_the_same_seed_tells_the_same_story(town) -> None:
    first, second = (printed_story(story_of(town, 120, 7, UNTIL)) for _ in range(2))
    assert first == second
    assert first != printed_story(story_of(town, 120, 8, UNTIL))


def test_a_later_day_only_adds_to_what_had_happened() -> None:
    """What is told of the year 2020 does not depend on the day on which the demo is built."""
    then = date(2020, 12, 31)

    def stays(until: date) -> list[str]:
        story = story_of(MUSTERSTADT, 120, 7, until)
        return [
            printed(event)
            for event in story.in_order()
            if isinstance(event, Arrival | Move | Departure) and event.on <= then
        ]

    assert stays(date(2023, 5, 9)) == stays(UNTIL)


@settings(max_examples=12, deadline=None)
@given(persons=st.integers(FEWEST_PERSONS, 1100), seed=st.integers(0, 2**31))
def test_the_published_evenings_are_met_in_proportion(persons: int, seed: int) -> None:
    course = live(MUSTERSTADT, persons, seed, UNTIL)
    stocks = MUSTERSTADT.stocks_for(persons)
    (published,) = (stock for stock in stocks if stock.on == PUBLISHED_ON)
    assert published.vu + published.au + published.uma == persons
    assert min(published.vu, published.au, published.uma) >= 1
    found = {"VU": 0, "AU": 0, "UMA": 0, "": 0}
    for home in course.homes:
        found[home.stage_on(PUBLISHED_ON)] += sum(soul.born_on <= PUBLISHED_ON for soul in home.souls)
    assert (found["VU"], found["AU"], found["UMA"]) == (published.vu, published.au, published.uma)


def test_nobody_leaves_before_they_came_or_moves_after_they_left() -> None:
    for town in (MUSTERSTADT, BEISPIELINGEN):
        present: set[Soul] = set()
        stays = [
            e for e in live(town, 400, 3, UNTIL).story.events if isinstance(e, Arrival | Move | Departure)
        ]
        for event in sorted(stays, key=lambda event: event.on):
            if isinstance(event, Arrival):
                assert present.isdisjoint(event.souls)
                present.update(event.souls)
            else:
                assert present.issuperset(event.souls)
            if isinstance(event, Departure):
                present.difference_update(event.souls)


def test_minors_are_minors_when_they_are_taken_in() -> None:
    story = live(MUSTERSTADT, 1014, 1, UNTIL).story
    taken_in = [event for event in story.events if isinstance(event, Arrival) and event.stage == MINOR]
    assert len(taken_in) > 100
    for event in taken_in:
        for soul in event.souls:
            assert anniversary(soul.born_on, ADULT_AGE) > event.on


@pytest.mark.parametrize("seed", range(4))
def test_nothing_is_due_before_it_was_agreed(seed: int) -> None:
    for event in story_of(MUSTERSTADT, 1014, seed, UNTIL).events:
        match event:
            case Talk():
                assert event.on <= (event.facts.get("next_step_on") or UNTIL)
            case GoalAgreed():
                assert event.on <= event.due_on
            case GoalReached():
                assert event.goal.on <= event.on <= UNTIL
            case ReferralCame():
                assert event.referral.on <= event.on <= UNTIL
                assert event.on <= (event.feedback_due_on or event.on)
