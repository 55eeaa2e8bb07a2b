"""A town brought in through the lists, ready to be asked for its pages."""

import time
import uuid
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from casework.access.roles import Role
from casework.app import create_app
from casework.database.base import db
from casework.database.transaction import transaction
from casework.exchange.importing import get_list, import_list
from casework.installation import prepare
from casework.people.models import Person
from config import Config
from tests import factories
from tests.benchmarks.lists import LISTS, as_csv
from tests.benchmarks.plain import plain_columns


@dataclass
class Town:
    """An installation with one town in it, a signed-in team lead, and what bringing the lists in took (seconds)."""

    app: Flask
    client: FlaskClient
    municipality: factories.Municipality
    person_id: uuid.UUID
    import_seconds: dict[str, float]
    sealed: bool

    def columns(self) -> AbstractContextManager[None]:
        """How the columns of this installation are to be read."""
        return nullcontext() if self.sealed else plain_columns()


def build(folder: Path, database_url: str, people: int, *, sealed: bool) -> Town:
    """Bring a town of so many people in, sealed or on plain columns."""
    config = Config(
        instance=folder,
        key_file=folder / "keys" / "casework.key",
        database_url=database_url,
        environment="test",
        password_memory_kib=8,
        password_passes=1,
    )
    with nullcontext() if sealed else plain_columns():
        return _build(config, people, sealed)


def _build(config: Config, people: int, sealed: bool) -> Town:
    app = create_app(replace(config))
    app.config["WTF_CSRF_ENABLED"] = False
    seconds = {}
    with app.app_context():
        prepare(app)
        municipality = factories.municipality()
        lead = factories.user(municipality, Role.TEAM_LEAD)
        for name, rows in LISTS.items():
            content = as_csv(rows(people))
            started = time.perf_counter()
            with transaction():
                result = import_list(get_list(name), municipality.id, content, file_name=f"{name}.csv")
            seconds[name] = time.perf_counter() - started
            if not result.is_accepted:
                raise RuntimeError(f"the {name} list was refused: {result.errors[:3]}")
            db.session.remove()
        if db.session.scalar(select(func.count()).select_from(Person)) != people:
            raise RuntimeError("not everybody arrived")
        person_id = db.session.scalars(select(Person.id).limit(1)).one()
    client = app.test_client()
    factories.sign_in(client, lead)
    return Town(app, client, municipality, person_id, seconds, sealed)
