"""Days and moments as numbers are the same in the database and in memory, to the microsecond."""

from datetime import UTC, date, datetime

from flask import Flask
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import Date, literal, select

from casework.database.base import db
from casework.database.bulk import day_number, microseconds, microseconds_of, moment_of
from casework.database.moments import Moment

moments = st.integers(0, microseconds_of(datetime(2100, 1, 1, tzinfo=UTC))).map(moment_of)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moment=moments, day=st.dates(date(1900, 1, 1), date(2100, 1, 1)))
@example(moment=datetime(2026, 11, 26, 0, 48, 33, 999_600, UTC), day=date(2024, 2, 29))
def test_numbers_agree(app: Flask, moment: datetime, day: date) -> None:
    with app.app_context():
        row = db.session.execute(
            select(microseconds(literal(moment, Moment)), day_number(literal(day, Date)))
        ).one()
    assert tuple(row) == (microseconds_of(moment), day.toordinal())
    assert moment_of(row[0]) == moment
