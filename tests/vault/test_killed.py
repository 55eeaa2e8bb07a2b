"""`keys rotate` killed with -9 at any point: everything opens as before, and the next call finishes."""

import json
import signal
import uuid
from dataclasses import replace
from multiprocessing import get_context
from multiprocessing.context import ForkServerContext

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner

from casework.database.base import db
from casework.database.transaction import transaction
from casework.vault.keys import ServicePurpose, keys
from casework.vault.models import SubjectKey
from casework.vault.rotation import BATCH
from config import Config
from tests.processes import PATIENCE_SECONDS, environment_of
from tests.vault.dying import POINT, rotate

pytestmark = pytest.mark.slow
MANY = 2 * BATCH + 50
POINTS = [
    "add:1",
    "promote:1",
    "wrap:1",
    f"wrap:{BATCH + 100}",
    "commit:1",
    "commit:2",
    "commit:4",
    "commit:5",
    "retire:1",
    "take out:1",
]
"""Before a step, within a batch, before the commit of a batch, of the service keys and of the last look, …"""


@pytest.fixture
def subjects(app: Flask) -> list[uuid.UUID]:
    with app.app_context(), transaction():
        return [keys().create_subject() for _ in range(MANY)]


@pytest.fixture(scope="module")
def loaded() -> ForkServerContext:
    """A process in which the product is loaded already; each one that is to die forks from it."""
    context = get_context("forkserver")
    context.set_forkserver_preload(["casework.app", "tests.vault.dying"])
    return context


def killed_at(loaded: ForkServerContext, config: Config, point: str) -> int | None:
    """The exit code of a rotation that dies there."""
    named = environment_of(replace(config, key_source="tests.vault.dying:source")) | {POINT: point}
    process = loaded.Process(target=rotate, args=(named,))
    process.start()
    process.join(PATIENCE_SECONDS)
    return process.exitcode


def all_open(app: Flask, subjects: list[uuid.UUID]) -> bool:
    with app.app_context():
        keys().prefetch(subjects)
        opened = {keys().of_subject(subject).cipher for subject in subjects}
        for purpose in ServicePurpose:
            keys().of_service(purpose)
        db.session.remove()
    return len(opened) == len(subjects)


@pytest.mark.parametrize("point", POINTS)
def test_killed_in_the_middle_it_is_finished_by_the_next_call(
    app: Flask,
    runner: FlaskCliRunner,
    config: Config,
    loaded: ForkServerContext,
    subjects: list[uuid.UUID],
    point: str,
) -> None:
    assert killed_at(loaded, config, point) == -signal.SIGKILL
    assert all_open(app, subjects)
    with app.app_context(), transaction():
        subjects.append(keys().create_subject())
    done = runner.invoke(args=["keys", "rotate", "--json"])
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["to"] == 2
    assert app.extensions["casework key source"].keyring().kek_ids == (2,)
    with app.app_context():
        assert set(db.session.scalars(db.select(SubjectKey.kek_id))) == {2}
        db.session.remove()
    assert all_open(app, subjects)
    kept = sorted(file.name for file in config.key_file.parent.iterdir())
    assert kept == ["casework-1.key.retired", "casework.key"]
