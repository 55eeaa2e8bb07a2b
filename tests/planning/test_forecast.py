"""Looking ahead: numbers checked by hand."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.planning.forecast import Ahead, Cause, HouseThen, Need, forecasts, unannounced

pytestmark = pytest.mark.engine_independent

ON, UNTIL = date(2025, 6, 30), date(2025, 7, 30)
KINDS = ("VU", "AU")


def house(key: str, kind: str, places: int, residents: int, **more: object) -> HouseThen:
    return HouseThen(key, kind, places, max(0, places - residents), residents, **more)  # type: ignore[arg-type]


def test_each_line_says_what_comes_and_what_goes() -> None:
    """VU: 10 places, 7 living there; one moves out, 4 are announced, 2 must leave for the AU. AU: 5 of 5; a house of 8
    opens; those 2 come."""
    vu, au, new = house("n", "VU", 10, 7), house("w", "AU", 5, 5), house("s", "AU", 8, 0)
    then = Ahead(
        1,
        UNTIL,
        [house("n", "VU", 10, 6), au, new],
        [
            Need("VU", Cause.ANNOUNCED, -4),
            Need("VU", Cause.VU_ENDS, 2),
            Need("AU", Cause.VU_ENDS, -2),
        ],
    )
    in_vu, in_au = forecasts(ON, [vu, au], [then], {"VU": [1] * 24}, KINDS)
    assert (in_vu.free, in_vu.steps[0].expected) == (3, 3 + 1 - 4 + 2)
    assert in_vu.causes() == [Cause.RECORDED, Cause.ANNOUNCED, Cause.VU_ENDS]
    assert (in_au.free, in_au.steps[0].expected) == (0, 8 - 2)
    assert in_au.steps[0].changes[Cause.OPENINGS] == 8


def test_a_lease_that_ends_takes_the_places_and_leaves_the_people() -> None:
    leased = house("n", "AU", 10, 8, lease_ends_on=date(2025, 7, 15))
    (found,) = forecasts(ON, [leased], [Ahead(1, UNTIL, [leased], [])], {}, KINDS)
    assert found.free == 2
    assert found.steps[0].changes[Cause.LEASES] == -10
    assert found.steps[0].expected == -8


def test_a_lease_that_ends_on_the_evening_itself_is_still_there() -> None:
    leased = house("n", "AU", 10, 8, lease_ends_on=UNTIL)
    (found,) = forecasts(ON, [leased], [Ahead(1, UNTIL, [leased], [])], {}, KINDS)
    assert found.steps[0].expected == 2


def test_a_house_that_closes_leaves_its_people_without_a_place() -> None:
    closed = HouseThen("n", "AU", 0, 0, 4, stranded=4)
    (found,) = forecasts(ON, [house("n", "AU", 6, 4)], [Ahead(1, UNTIL, [closed], [])], {}, KINDS)
    assert found.steps[0].changes[Cause.CLOSINGS] == -6
    assert found.steps[0].changes[Cause.RECORDED] == 0
    assert found.steps[0].expected == -4


def test_the_band_lies_between_few_and_many_arrivals_of_the_months_before() -> None:
    """Twelve months without anybody, then twelve with four: a month brings 0 to 4, three months 0 to 12."""
    months = [0] * 12 + [4] * 12
    assert [unannounced(months, 1, percent, 0) for percent in (10, 90)] == [0, 4]
    assert [unannounced(months, 3, percent, 0) for percent in (10, 90)] == [0, 12]
    assert [unannounced([3] * 24, 6, percent, 0) for percent in (10, 90)] == [18, 18]


def test_who_is_announced_is_not_expected_a_second_time() -> None:
    assert unannounced([3] * 24, 3, 90, 7) == 2
    assert unannounced([3] * 24, 3, 90, 12) == 0
    assert unannounced([], 3, 90, 0) == 0


HOUSES = st.lists(
    st.builds(
        HouseThen,
        st.sampled_from("abcd"),
        st.just("AU"),
        st.integers(0, 20),
        st.integers(0, 20),
        st.integers(0, 20),
        st.integers(0, 5),
        st.sampled_from([None, date(2025, 7, 1), date(2026, 1, 1)]),
    ),
    max_size=4,
    unique_by=lambda house: house.key,
)


@given(HOUSES, HOUSES, st.lists(st.integers(0, 9), max_size=24))
def test_the_lines_add_up_and_the_band_holds_what_is_below_the_expected(
    now: list[HouseThen], then: list[HouseThen], arrivals: list[int]
) -> None:
    needs = [Need("AU", Cause.ANNOUNCED, -3)]
    for found in forecasts(ON, now, [Ahead(1, UNTIL, then, needs)], {"AU": arrivals}, KINDS):
        (step,) = found.steps
        assert found.free + sum(step.changes.values()) == step.expected
        assert step.low <= step.high <= step.expected
