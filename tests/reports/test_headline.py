"""The arithmetic of the first page, with Ludwigsburg's published numbers."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask

from casework.vocabulary.housing import STAGES
from reports.headline import HUNDRED, attention, difference, flow, stage_lines, topic_lines

pytestmark = pytest.mark.engine_independent

NOTHING = dict.fromkeys(STAGES.codes(), 0)


def stock(**by_stage: int) -> dict[str, Any]:
    return {"total": sum(by_stage.values()), "by_stage": NOTHING | by_stage}


def test_shares_of_june_2020_add_up() -> None:
    lines = stage_lines(stock(VU=140, AU=821, UMA=53), NOTHING)
    assert [str(line.share) for line in lines] == ["13.8", "81.0", "5.2"]
    assert sum(line.share or 0 for line in lines) == HUNDRED


def test_shares_of_february_2021_are_not_forced_to_a_hundred() -> None:
    lines = stage_lines(stock(VU=93, AU=790, UMA=45), NOTHING | {"VU": 140, "AU": 821, "UMA": 53})
    assert [str(line.share) for line in lines] == ["10.0", "85.1", "4.8"]
    assert sum(line.share or 0 for line in lines) == Decimal("99.9")
    assert [line.change for line in lines] == [-47, -31, -8]


def test_a_stage_somebody_has_left_is_still_shown() -> None:
    assert [line.code for line in stage_lines(stock(AU=1), NOTHING | {"JV": 1})] == ["VU", "AU", "UMA", "JV"]
    assert all(line.share is None for line in stage_lines(stock(), NOTHING))


MOVEMENT = {
    "opening": 3,
    "correction": -1,
    "corrected_opening": 2,
    "arrivals": 4,
    "departures": 1,
    "closing": 5,
}


def test_a_correction_downwards_carries_a_minus(app: Flask) -> None:
    with app.app_context():
        steps = flow(MOVEMENT, date(2025, 3, 31), date(2025, 4, 30))
    assert [(step.sign, step.persons) for step in steps] == [
        ("", 3), ("−", 1), ("=", 2), ("+", 4), ("−", 1), ("=", 5),
    ]  # fmt: skip


def test_a_sum_that_does_not_come_out_is_never_hidden() -> None:
    assert difference(MOVEMENT) == 0
    assert difference(MOVEMENT | {"closing": 6}) == 1
    assert difference(MOVEMENT | {"corrected_opening": 3}) == 1


def test_only_what_is_wrong_needs_attention(app: Flask) -> None:
    calm = {"misplaced": 0, "uma_of_age": 0, "without_dwelling": 0}
    house = {"name": "AU West", "over_occupied": 0, "places_blocked": 0}
    with app.app_context():
        assert attention(calm, [house], 0) == []
        told = attention(calm | {"misplaced": 1}, [house | {"over_occupied": 2, "places_blocked": 3}], 1)
    assert told == [
        "1 Unterkunft hat überbelegte Zimmer: AU West (+2).",
        "3 Plätze sind gesperrt.",
        "1 Person wohnt in einem Haus der vorläufigen Unterbringung, die für sie beendet ist.",
        "Zu 1 Vermittlung ist die Rückmeldung überfällig.",
    ]


def test_the_most_frequent_topic_stands_first() -> None:
    lines = topic_lines(
        {
            "consultations": 4,
            "by_main_topic": {"WOH": 3, "AUF": 1},
            "topic_mentions": {"AUF": 2, "WOH": 3, "KIT": 1},
        }
    )
    assert [(line.consultations, str(line.share), line.mentions) for line in lines] == [
        (3, "75.0", 3), (1, "25.0", 2), (0, "0.0", 1),
    ]  # fmt: skip
