"""Periods of months, with the edges of §§ 187, 188 BGB."""

from datetime import date

import pytest

from casework.vocabulary.periods import months_later

pytestmark = pytest.mark.engine_independent


@pytest.mark.parametrize(
    ("event", "months", "last_day"),
    [
        (date(2023, 3, 15), 24, date(2025, 3, 15)),
        (date(2024, 8, 31), 6, date(2025, 2, 28)),
        (date(2023, 8, 31), 6, date(2024, 2, 29)),
        (date(2024, 2, 29), 24, date(2026, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2025, 12, 31), 2, date(2026, 2, 28)),
        (date(2025, 6, 30), 6, date(2025, 12, 30)),
        (date(2025, 12, 1), 1, date(2026, 1, 1)),
    ],
)
def test_a_period_ends_with_the_day_of_the_same_number_or_the_months_last(
    event: date, months: int, last_day: date
) -> None:
    assert months_later(event, months) == last_day
