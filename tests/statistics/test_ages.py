"""Age groups agree with the ages a birth date allows, on every day."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.housing.spans import NOTHING
from casework.people.birth_dates import BirthDate
from casework.statistics.ages import AGE_GROUPS, UNKNOWN, age_groups

pytestmark = pytest.mark.engine_independent
BOUNDS = {
    "0-2": (0, 2),
    "3-5": (3, 5),
    "6-14": (6, 14),
    "15-17": (15, 17),
    "18-26": (18, 26),
    "27-64": (27, 64),
}


def group_of(birth: BirthDate | None, on: date) -> str:
    days = (birth.earliest().toordinal(), birth.latest().toordinal()) if birth else (NOTHING, NOTHING)
    (group,) = age_groups(np.array(days[:1]), np.array(days[1:]), on).tolist()
    return UNKNOWN if group == NOTHING else AGE_GROUPS[group]


@given(
    st.dates(date(1930, 1, 1), date(2024, 12, 31)),
    st.dates(date(2025, 1, 1), date(2029, 12, 31)),
    st.sampled_from(["day", "month", "year"]),
)
def test_a_group_is_certain_or_unknown(born: date, on: date, precision: str) -> None:
    birth = BirthDate(
        born.year, born.month if precision != "year" else None, born.day if precision == "day" else None
    )
    youngest, oldest = birth.ages_on(on)
    group = group_of(birth, on)
    fitting = [
        name for name, (low, high) in BOUNDS.items() if low <= youngest <= high and low <= oldest <= high
    ] + (["65+"] if youngest >= 65 else [])
    assert group == (fitting[0] if fitting else UNKNOWN)
    assert group in {*AGE_GROUPS, UNKNOWN}


@pytest.mark.parametrize(
    ("born", "on", "group"),
    [
        ("2008-02-29", "2026-02-28", "15-17"),
        ("2008-02-29", "2026-03-01", "18-26"),
        ("1990", "2025-06-30", "27-64"),
        ("2007", "2025-06-30", UNKNOWN),
        ("2025-05-10", "2025-05-10", "0-2"),
    ],
)
def test_edges(born: str, on: str, group: str) -> None:
    birth = BirthDate.read(born)
    assert group_of(birth, date.fromisoformat(on)) == group


def test_no_birth_date_is_unknown() -> None:
    assert group_of(None, date(2025, 1, 1)) == UNKNOWN
