"""A simulated whole of Germany on PostgreSQL: 3,500,000 people in 400 municipalities, stages and stays only.

The people have no rows of their own, so the foreign keys of stays are dropped in this database; houses stand in the
tables for the municipalities that are measured.
"""

import gc
import statistics
import tempfile
import time
import uuid
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
from flask import Flask
from sqlalchemy import Connection, func, insert, inspect, select, text

from casework.access.roles import Role
from casework.database.base import db
from casework.database.moments import end_of
from casework.housing.stage_changes import stock_everywhere
from casework.housing.stays import DwellingEpisode, DwellingSpan, StageEpisode, StageSpan
from casework.organisation.models import Municipality
from tests import factories
from tests.benchmarks import bulk, figures
from tests.benchmarks.arrivals import LAST, weights
from tests.benchmarks.histories import Towns, history
from tests.benchmarks.simulated import Simulation, build_houses, table_of, write_houses
from tests.benchmarks.simulated_town import SimulatedTown, installation, tidy_up, trust
from tests.engines import postgresql

PEOPLE, MUNICIPALITIES, SEED = 3_500_000, 400, 2015
SETTINGS = {
    "shared_buffers": "2GB",
    "maintenance_work_mem": "1GB",
    "max_wal_size": "16GB",
    "work_mem": "64MB",
    "max_parallel_maintenance_workers": "2",
}
NAME = "nation"
RUNS = 9
PLAIN = text(
    "SELECT stage, count(*) FROM stage_span WHERE starts_on <= :day AND (ends_on IS NULL OR ends_on > :day) "
    "AND known_from <= :moment AND (known_until IS NULL OR known_until > :moment) GROUP BY stage"
)
HEAD = f"{'the nation':<44}{'min ms':>9}{'median':>9}{'plain SQL':>11}{'ratio':>9}   limit"


def sizes() -> Towns:
    """Few large, many small: people of each municipality."""
    drawn = np.sort(np.random.default_rng(SEED).lognormal(0, 0.8, MUNICIPALITIES))
    people = (drawn / drawn.sum() * PEOPLE).astype(np.int64)
    people[-1] += PEOPLE - people.sum()
    return Towns(people)


def measured(towns: Towns) -> list[int]:
    """The municipality of average size, and the largest."""
    return [int(np.searchsorted(towns.people, PEOPLE // MUNICIPALITIES)), MUNICIPALITIES - 1]


def build(app: Flask, towns: Towns) -> None:
    """Fill an empty installation; minutes."""
    municipality_ids = [uuid.UUID(int=number + 1) for number in range(MUNICIPALITIES)]
    rows = [
        {"id": one, "name": f"Gemeinde {number:03d}", "position": number}
        for number, one in enumerate(municipality_ids)
    ]
    told = _told("invented", lambda: history(towns, SEED))
    with app.app_context(), db.engine.begin() as connection:
        trust(connection)
        connection.execute(insert(table_of(Municipality)), rows)
        _forget_the_people(connection)
        houses = build_houses(towns, SEED)
        for town in measured(towns):
            write_houses(connection, towns, town, municipality_ids[town], houses)
        person_ids = bulk.ids(PEOPLE, np.random.default_rng(SEED))
        simulation = Simulation(told, houses, municipality_ids, person_ids)
        _told("copied and indexed", lambda: simulation.write_spans(connection))
        _told("added up to the ledger of days", lambda: simulation.finish(connection))
    with app.app_context():
        _told("vacuumed", lambda: tidy_up(db.engine))


def _told(what: str, do: Callable[[], Any]) -> Any:
    started = time.perf_counter()
    found = do()
    print(f"  {what} in {time.perf_counter() - started:,.0f} s", flush=True)
    return found


def _forget_the_people(connection: Connection) -> None:
    """Stays may speak of people who have no row."""
    for kind in (StageSpan, DwellingSpan, StageEpisode, DwellingEpisode):
        table = table_of(kind)
        for key in inspect(connection).get_foreign_keys(table.name):
            connection.execute(text(f"ALTER TABLE {table.name} DROP CONSTRAINT {key['name']}"))


def run(kept: Path | None) -> None:
    """Build the nation, or find the one that was kept; then measure it."""
    print("\nA simulated whole of Germany (postgresql): pseudonymous stage and stay rows only.")
    print(f"Foreign keys of stays are dropped, people have no rows; arrivals {weights()[1]}.")
    with tempfile.TemporaryDirectory() as folder:
        place = kept or Path(folder)
        place.mkdir(parents=True, exist_ok=True)
        place.chmod(0o755)
        Path(folder).chmod(0o755)
        is_new, towns = not (place / "complete").exists(), sizes()
        with postgresql(place, **SETTINGS) as engine:
            url = engine.create(NAME) if is_new else engine.url(NAME)
            app = installation(place / "instance", url)
            if is_new:
                build(app, towns)
                (place / "complete").touch()
            try:
                _measure(app, towns)
            finally:
                with app.app_context():
                    db.session.remove()
                    db.engine.dispose()


def _measure(app: Flask, towns: Towns) -> None:
    with app.app_context():
        for kind in (StageSpan, DwellingSpan):
            rows = db.session.scalar(select(func.count()).select_from(kind))
            stays = db.session.scalar(select(func.count()).where(kind.known_until.is_(None)))
            print(
                f"  {kind.__tablename__}: {stays:,} stays, {rows:,} rows with all that was ever known of them"
            )
        print(f"\n{HEAD}")
        _compare("stock by stage, current knowledge", 100, timedelta(0), past=False)
        _compare("as known on that evening", 1500, timedelta(0), past=True)
        _compare("as known at noon some weeks later", 1500, timedelta(20, hours=-12), past=True)
    smaller: dict[str, figures.Row] = {}
    for number in measured(towns):
        town = _town(app, number, int(towns.people[number]))
        print(f"\n{town.municipality.name} of {town.people:,} people: read in {figures.cold(town):,.0f} ms")
        smaller = figures.measure_all(town, smaller)


def _compare(name: str, limit: int, later: timedelta, *, past: bool) -> None:
    """The ledger of days against counting the stays, in turn, each time on another day."""
    times, plain_times = [], []
    for number in range(RUNS + 2):
        day = LAST - timedelta(days=120 + 91 * number)
        moment = end_of(day) + later if past else end_of(date(2100, 1, 1))
        one, counted = _milliseconds(stock_everywhere, day, moment if past else None)
        other, plainly = _milliseconds(_plain, day, moment)
        if {stage: people for stage, people in counted.items() if people} != plainly:
            raise RuntimeError(f"{name} on {day}: the ledger says {counted}, the stays say {plainly}")
        if number >= 2:
            times.append(one)
            plain_times.append(other)
    median, plainly_median = statistics.median(times), statistics.median(plain_times)
    print(
        f"{name:<44}{min(times):>9.1f}{median:>9.1f}{plainly_median:>11.1f}{median / plainly_median:>9.4f}"
        f"   <= {limit} ms: {'ja' if median <= limit else 'nein'}",
        flush=True,
    )


def _plain(day: date, moment: datetime) -> dict[str, int]:
    return dict(db.session.execute(PLAIN, {"day": day, "moment": moment}).all())


def _milliseconds(
    do: Callable[[date, Any], dict[str, int]], day: date, moment: datetime | None
) -> tuple[float, dict[str, int]]:
    gc.collect()
    started = time.perf_counter()
    found = do(day, moment)
    return (time.perf_counter() - started) * 1000, found


def _town(app: Flask, number: int, people: int) -> SimulatedTown:
    with app.app_context():
        municipality = factories.municipality(f"Gemeinde {number:03d}")
        lead = factories.user(municipality, Role.TEAM_LEAD)
    client = app.test_client()
    factories.sign_in(client, lead)
    return SimulatedTown(app, client, municipality, people, {}, 0)
