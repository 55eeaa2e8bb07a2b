"""How far a deadline has grown."""

from datetime import date

import pytest

from casework.deadlines.levels import FIRST, NOT_YET, OVERDUE, level

DUE = date(2028, 6, 19)
WARNED = (date(2028, 3, 21), date(2028, 4, 20), date(2028, 5, 20), date(2028, 6, 12))


@pytest.mark.engine_independent
@pytest.mark.parametrize(
    ("day", "reached"),
    [
        (date(2028, 3, 20), NOT_YET),
        (date(2028, 3, 21), FIRST),
        (date(2028, 4, 19), 1),
        (date(2028, 4, 20), 2),
        (date(2028, 6, 12), 4),
        (date(2028, 6, 19), 4),
        (date(2028, 6, 20), OVERDUE),
    ],
)
def test_it_grows_with_each_warning_and_is_overdue_the_day_after(day: date, reached: int) -> None:
    assert level(DUE, WARNED, day) == reached


@pytest.mark.engine_independent
def test_without_warnings_it_is_shown_from_the_beginning() -> None:
    assert level(DUE, (), date(2028, 1, 1)) == FIRST
