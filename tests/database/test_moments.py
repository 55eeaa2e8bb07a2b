"""Moments in Berlin and UTC."""

from datetime import UTC, date, datetime

import pytest

from casework.database.moments import end_of, read_moment
from casework.errors import Refused

pytestmark = pytest.mark.engine_independent


def test_a_bare_day_means_its_end_in_berlin() -> None:
    assert read_moment("2025-04-02") == datetime(2025, 4, 2, 21, 59, 59, 999999, UTC)
    assert read_moment("2025-01-02") == datetime(2025, 1, 2, 22, 59, 59, 999999, UTC)
    assert end_of(date(2025, 4, 2)) == read_moment("2025-04-02") == read_moment("20250402")


def test_a_moment_without_zone_is_berlin_time() -> None:
    assert read_moment("2025-04-02T10:00") == datetime(2025, 4, 2, 8, 0, tzinfo=UTC)
    assert read_moment("2025-04-02T10:00:00+00:00") == datetime(2025, 4, 2, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "gestern",
        "31.02.2025",
        "2025-02-31",
        "",
        "9999-12-31",
        "0001-01-01",
        "0001-01-01T00:00",
        "9999-12-31T23:59",
    ],
)
def test_nonsense_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(Refused, match="Bitte als 2025-04-02T10:00"):
        read_moment(text)
