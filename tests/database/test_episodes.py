"""Half-open episodes, and the spans that follow from what was stated."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.database.episodes import Span, contradiction, effective, find_holding, holds_on

pytestmark = pytest.mark.engine_independent

FIRST = date(2025, 1, 1)
days = st.integers(0, 60).map(lambda offset: FIRST + timedelta(days=offset))


@st.composite
def statements(draw: st.DrawFn) -> list[Span]:
    starts = draw(st.lists(days, unique=True, max_size=8))
    return [
        Span(
            start,
            draw(st.none() | st.integers(0, 40).map(lambda length, start=start: start + timedelta(length))),
        )
        for start in starts
    ]


def last_said(stated: list[Span], day: date) -> Span | None:
    """The oracle: the latest statement begun by that day decides alone, even when it has ended."""
    begun = [span for span in stated if span.starts_on <= day]
    latest = max(begun, key=lambda span: span.starts_on, default=None)
    return latest if latest and (latest.ends_on is None or day < latest.ends_on) else None


@given(statements())
def test_at_most_one_span_holds_on_a_day_and_it_is_the_latest_stated(stated: list[Span]) -> None:
    spans = effective(stated)
    for offset in range(110):
        day = FIRST + timedelta(days=offset)
        holding = [span for span in spans if holds_on(span, day)]
        expected = last_said(stated, day)
        assert [span.starts_on for span in holding] == ([expected.starts_on] if expected else [])
        assert find_holding(stated, day) == expected


@given(statements(), st.randoms())
def test_the_order_of_statements_does_not_matter(stated: list[Span], random: object) -> None:
    shuffled = stated.copy()
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert effective(shuffled) == effective(stated)


def test_counted_on_the_day_of_arrival_not_on_the_day_of_leaving() -> None:
    span = Span(date(2025, 3, 3), date(2025, 7, 1))
    assert holds_on(span, date(2025, 3, 3))
    assert holds_on(span, date(2025, 6, 30))
    assert not holds_on(span, date(2025, 7, 1))
    assert span.days_within(date(2025, 3, 3), date(2025, 7, 1)) == 120
    assert span.days_within(date(2025, 6, 1), date(2025, 6, 30)) == 30


def test_a_stay_that_ends_on_its_first_day_stays_known_but_holds_on_no_evening() -> None:
    (span,) = effective([Span(FIRST, FIRST)])
    assert span == Span(FIRST, FIRST)
    assert not holds_on(span, FIRST)


def test_only_a_stated_end_can_be_contradicted() -> None:
    open_ended, later = Span(FIRST), Span(date(2025, 2, 1))
    assert contradiction([later, open_ended]) is None
    stated = Span(FIRST, date(2025, 3, 1))
    assert contradiction([later, stated]) == (stated, later)
    assert contradiction([stated, Span(date(2025, 3, 1))]) is None
