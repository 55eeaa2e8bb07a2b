"""Periods against other people's arithmetic, and against counting day by day."""

from datetime import date, timedelta

import holidays
import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as some

from casework.deadlines.shipped import SHIPPED
from casework.deadlines.versions import Rules
from casework.people.birth_dates import BirthDate
from casework.vocabulary.deadlines import CLOCKS, UMA_ADULT, UMA_HEALTH
from casework.vocabulary.lengths import read_lengths, words_of
from casework.vocabulary.periods import DAYS, MONTHS, WEEKS, WORKING_DAYS, YEARS, Length, end_of_month
from tests.deadlines.lived import found, life, stage

pytestmark = pytest.mark.engine_independent

LAND = holidays.country_holidays("DE", subdiv="BW", years=range(1999, 2042))
days = some.dates(date(2000, 1, 1), date(2040, 1, 1))
amounts = some.integers(1, 60)


@given(day=days, amount=amounts)
def test_months_and_years(day: date, amount: int) -> None:
    assert Length(amount, MONTHS).after(day) == day + relativedelta(months=amount)
    assert Length(amount, YEARS).after(day) == day + relativedelta(years=amount)
    assert Length(amount, MONTHS).before(day) == day - relativedelta(months=amount)


@given(day=days, amount=amounts)
def test_days_and_weeks(day: date, amount: int) -> None:
    assert (Length(amount, DAYS).after(day) - day).days == amount
    assert (Length(amount, WEEKS).after(day) - day).days == 7 * amount
    assert Length(amount, DAYS).before(Length(amount, DAYS).after(day)) == day


@given(day=days)
def test_the_end_of_a_month(day: date) -> None:
    assert end_of_month(day) == day + relativedelta(day=31)


@given(day=days, amount=some.integers(1, 20), saturdays=some.booleans())
def test_werktage_counted_day_by_day(day: date, amount: int, saturdays: bool) -> None:
    last = Length(amount, WORKING_DAYS).after(day, saturdays=saturdays)
    walked = [day + timedelta(days=number) for number in range(1, (last - day).days + 1)]
    open_days = [one for one in walked if one.weekday() < (6 if saturdays else 5) and one not in LAND]
    assert len(open_days) == amount
    assert open_days[-1] == last


@given(day=days)
def test_fourteen_werktage_of_a_minor(day: date) -> None:
    (running,) = found(UMA_HEALTH, life(stages=[stage("UMA", f"{day:%d.%m.%Y}")]), day)
    assert running.due_on == Length(14, WORKING_DAYS).after(day)


@given(birth=some.dates(date(2005, 1, 1), date(2015, 1, 1)))
def test_nobody_is_called_adult_a_day_early_or_late(birth: date) -> None:
    born = BirthDate(birth.year, birth.month, birth.day)
    lived = life(birth_date=born, stages=[stage("UMA", "01.01.2016")])
    (running,) = found(UMA_ADULT, lived, date(2016, 2, 1))
    assert born.is_minor_on(running.due_on) is False
    assert born.is_minor_on(running.due_on - timedelta(days=1)) is True


@given(
    some.lists(
        some.builds(Length, some.integers(1, 400), some.sampled_from([DAYS, WEEKS, MONTHS, YEARS])),
        max_size=8,
    )
)
def test_lengths_are_read_as_they_are_written(lengths: list[Length]) -> None:
    assert list(read_lengths(words_of(lengths))) == lengths


@pytest.mark.parametrize("code", CLOCKS.codes())
def test_every_clock_has_one_row_at_least_with_a_paragraph(code: str) -> None:
    versions = Rules(SHIPPED).versions(code)
    assert versions[0].applies_from == date(1900, 1, 1)
    assert all(version.paragraph and version.warn_before for version in versions)
