"""The ledger of the whole installation equals a count of the stages themselves, on any day and at any knowledge."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import Any

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from casework.database.base import db
from casework.database.recorded import recorded_as_of
from casework.database.transaction import rollback, transaction
from casework.housing.ledger import STAGE, Contradiction, Ledger
from casework.housing.stage_changes import StageChange, stock_everywhere
from casework.housing.stays import StageSpan
from casework.vocabulary.housing import STAGES
from tests import factories

FIRST = date(2025, 3, 1)
BEGINNING = datetime(2025, 3, 1, 20, tzinfo=UTC)

acts = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.integers(0, 8),
        st.one_of(st.none(), st.integers(0, 4)),
        st.sampled_from(["VU", "AU", None]),
        st.integers(1, 30),
    ),
    min_size=1,
    max_size=10,
)


def counted(day: date, known_at: datetime) -> dict[str, int]:
    """Every span that ever was, looked at one by one."""
    stock = Counter(dict.fromkeys(STAGES.codes(), 0))
    for span in db.session.scalars(select(StageSpan)):
        covers = span.starts_on <= day and (span.ends_on is None or day < span.ends_on)
        known = span.known_from <= known_at and (span.known_until is None or known_at < span.known_until)
        stock[span.stage] += covers and known
    return dict(stock)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=acts)
def test_the_ledger_equals_the_count(app: Flask, told: Any) -> None:
    with app.app_context():
        town = factories.municipality(f"Summe {datetime.now(UTC).timestamp()}")
        people = [factories.person(town, f"P{n}").id for n in range(3)]
        moment, moments = BEGINNING, [BEGINNING]
        for person, start, lasts, stage, hours in told:
            moment += timedelta(hours=hours)
            moments.append(moment)
            starts_on = FIRST + timedelta(days=start)
            try:
                with transaction():
                    recorded_as_of(moment)
                    ledger = Ledger(STAGE, town.id, [people[person]])
                    if stage is None:
                        ledger.retract(people[person], starts_on)
                    else:
                        ends_on = None if lasts is None else starts_on + timedelta(days=lasts)
                        ledger.state(people[person], starts_on=starts_on, ends_on=ends_on, stage=stage)
                    ledger.close()
            except Contradiction:
                rollback()
        for known_at in (moments[len(moments) // 2], moments[-1]):
            for offset in range(0, 12, 3):
                day = FIRST + timedelta(days=offset)
                assert stock_everywhere(day, known_at) == counted(day, known_at)
        assert stock_everywhere(day) == counted(day, datetime.now(UTC))


def test_its_rows_do_not_grow_with_people(app: Flask) -> None:
    with app.app_context():
        town = factories.municipality()
        for number in range(4):
            factories.stay(factories.person(town, f"P{number}"), stage="VU", starts_on=FIRST)
        (row,) = db.session.scalars(select(StageChange))
        assert row.people == 4
        assert stock_everywhere(FIRST)["VU"] == 4
        assert stock_everywhere(FIRST - timedelta(days=1))["VU"] == 0
