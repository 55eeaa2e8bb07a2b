"""One simulated town in an installation of its own, with a signed-in team lead."""

import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Connection, text

from casework.access.roles import Role
from casework.app import create_app
from casework.database.base import db
from casework.demo.names import FAMILY, names
from casework.installation import prepare
from config import Config
from tests import factories
from tests.benchmarks import bulk
from tests.benchmarks.histories import NEVER, UMA, History, Towns, history
from tests.benchmarks.register import enter
from tests.benchmarks.simulated import Simulation, as_uuid, build_houses, write_houses


@dataclass
class SimulatedTown:
    """The town, what is in its tables, and how long it took to get there (seconds)."""

    app: Flask
    client: FlaskClient
    municipality: factories.Municipality
    people: int
    rows: dict[str, int]
    seconds: float

    def close(self) -> None:
        """Let go of the database, so that its server can stop."""
        with self.app.app_context():
            db.session.remove()
            db.engine.dispose()


def installation(folder: Path, database_url: str) -> Flask:
    """An empty installation that signs people in quickly."""
    config = Config(
        instance=folder,
        key_file=folder / "keys" / "casework.key",
        database_url=database_url,
        environment="test",
        password_memory_kib=8,
        password_passes=1,
    )
    app = create_app(config)
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        prepare(app)
    return app


def build(folder: Path, database_url: str, people: int) -> SimulatedTown:
    """Bring a town of so many people into being."""
    started = time.perf_counter()
    app = installation(folder, database_url)
    with app.app_context():
        municipality = factories.municipality()
        lead = factories.user(municipality, Role.TEAM_LEAD)
        towns = Towns(np.array([people]))
        told = history(towns, people)
        person_ids = bulk.ids(people, np.random.default_rng(people))
        enter(municipality.id, _people(told, person_ids))
        with db.engine.begin() as connection:
            trust(connection)
            houses = build_houses(towns, people)
            write_houses(connection, towns, 0, municipality.id, houses)
            simulation = Simulation(told, houses, [municipality.id], person_ids)
            rows = simulation.write_spans(connection) | simulation.write_episodes(connection)
            simulation.finish(connection)
        tidy_up(db.engine)
        db.session.remove()
    client = app.test_client()
    factories.sign_in(client, lead)
    return SimulatedTown(app, client, municipality, people, rows, time.perf_counter() - started)


def trust(connection: Connection) -> None:
    """What is written refers to rows that exist: PostgreSQL need not look them up one by one."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL session_replication_role = replica"))


def tidy_up(engine: Any) -> None:
    """What a PostgreSQL server does by itself sooner or later."""
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))


def _people(told: History, person_ids: Any) -> Iterator[tuple[uuid.UUID, uuid.UUID, dict[str, Any]]]:
    """What the register says of everybody: the first of a household is grown up, every second other a child."""
    chance, table = np.random.default_rng(len(person_ids)), names()
    origins = sorted({origin for origin, kind in table if kind == FAMILY})
    household_ids = bulk.ids(int(told.household[-1]) + 1, chance)
    arrived, stage = told.stages.day[:, 0].tolist(), told.stages.fact[:, 0].tolist()
    before = NEVER
    for number, household in enumerate(told.household.tolist()):
        is_first, before = household != before, household
        if stage[number] == UMA:
            years = 15 + 2 * chance.random()
        else:
            years = 18 + 40 * chance.random() if is_first or number % 2 else 17 * chance.random()
        born = date.fromordinal(arrived[number] - int(years * 365.25))
        origin = origins[household % len(origins)]
        family, sex = table[origin, FAMILY], "mw"[number % 3 == 0]
        given = table[origin, sex]
        household_id = as_uuid(household_ids[household])
        yield (
            as_uuid(person_ids[number]),
            household_id,
            {
                "household": str(household_id),
                "case_number": f"N-{number:06d}",
                "family_name": family[household % len(family)].latin,
                "given_names": given[number % len(given)].latin,
                "other_spellings": [],
                "birth_date": [born.isoformat(), False],
                "sex": sex,
                "nationalities": [("475", "423", "166", "438", "224")[household % 5]],
                "numbers": [],
            },
        )
