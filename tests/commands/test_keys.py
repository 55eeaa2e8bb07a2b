"""`keys status` and `keys rotate` on the command line."""

import fcntl
import json
import os
import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient, FlaskCliRunner

from casework.access.roles import Role
from casework.audit.models import TrailEntry
from casework.database.base import db
from casework.people.models import Person
from casework.vault.filesource import FileSource
from casework.vault.keys import ServicePurpose
from config import Config
from tests import factories
from tests.processes import at_terminal

Start = Callable[[Config], Flask]
SERVICES = len(ServicePurpose)


@pytest.fixture
def layla(app: Flask) -> factories.Person:
    with app.app_context():
        return factories.person(factories.municipality(), "Haddad")


def status(runner: FlaskCliRunner) -> dict[str, object]:
    done = runner.invoke(args=["keys", "status", "--json"])
    assert done.exit_code == 0, done.output
    found: dict[str, object] = json.loads(done.stdout)
    return found


def name_of(app: Flask, person: factories.Person) -> str:
    with app.app_context():
        name: str = db.session.get_one(Person, person.id).family_name
        db.session.remove()
    return name


def test_keys_are_counted_by_their_master_key(runner: FlaskCliRunner, layla: factories.Person) -> None:
    assert status(runner) == {
        "master_key": 1,
        "wrapped": {"1": {"subjects": 1, "services": SERVICES}},
        "source": "Schlüsseldatei",
        "available": [1],
        "missing": [],
        "rotation_in_progress": False,
        "beside_data": False,
    }
    told = runner.invoke(args=["keys", "status"]).stdout
    assert "Nr. 1" in told
    assert "Wechsel" not in told
    assert "nebeneinander" not in told


def test_a_rotation_carries_everything_to_a_new_key(
    app: Flask, start: Start, runner: FlaskCliRunner, config: Config, layla: factories.Person
) -> None:
    done = runner.invoke(args=["keys", "rotate", "--json"])
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout) == {"from": 1, "to": 2, "rewrapped": 1 + SERVICES}
    after = status(runner)
    assert (after["master_key"], after["available"], after["rotation_in_progress"]) == (2, [2], False)
    assert after["wrapped"] == {"2": {"subjects": 1, "services": SERVICES}}
    assert name_of(app, layla) == "Haddad"
    assert name_of(start(config), layla) == "Haddad"
    with app.app_context():
        entry = db.session.scalars(db.select(TrailEntry).order_by(TrailEntry.sequence.desc())).first()
        assert (entry.action, entry.detail) == ("vault:keys:rotated", {"old": [1], "new": 2})
        db.session.remove()


def test_every_administration_sees_in_the_trail_that_the_key_was_changed(
    app: Flask, client: FlaskClient, runner: FlaskCliRunner
) -> None:
    with app.app_context():
        town = factories.municipality()
        administrator = factories.user(town, Role.ADMINISTRATOR)
        factories.person(town, "Haddad")
    assert runner.invoke(args=["keys", "rotate"]).exit_code == 0
    factories.sign_in(client, administrator)
    page = client.get("/trail").text
    assert "Hauptschlüssel gewechselt" in page
    assert "Person aufgenommen" not in page


def test_the_old_key_is_kept_and_people_are_told_what_for(
    runner: FlaskCliRunner, config: Config, layla: factories.Person
) -> None:
    old = FileSource(config.key_file).keyring()[1]
    done = runner.invoke(args=["keys", "rotate"])
    assert done.exit_code == 0, done.output
    retired = config.key_file.with_name("casework-1.key.retired")
    assert str(retired) in done.stdout
    assert "Sicherungen, die vor heute gemacht wurden" in done.stdout
    assert "löschen" in done.stdout
    assert stat.S_IMODE(retired.stat().st_mode) == 0o400
    assert FileSource(retired).keyring()[1] == old
    assert "bekommen den Hauptschlüssel Nr. 2" in done.stderr
    assert old.secret.hex() not in done.output  # type: ignore[attr-defined]


@pytest.mark.slow
def test_at_a_terminal_a_bar_grows(config: Config, layla: factories.Person) -> None:
    code, said = at_terminal(config, "keys", "rotate")
    assert code == 0, said
    assert "Datenschlüssel" in said
    assert "100%" in said
    assert "bekommen den Hauptschlüssel" not in said


def test_a_second_rotation_at_once_is_refused(runner: FlaskCliRunner, config: Config) -> None:
    folder = os.open(config.instance, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        done = runner.invoke(args=["keys", "rotate"])
    finally:
        os.close(folder)
    assert done.exit_code == 2
    assert "läuft gerade" in done.stderr
    assert status(runner)["master_key"] == 1
    assert runner.invoke(args=["keys", "rotate"]).exit_code == 0


@pytest.mark.parametrize("stopped_after", ["adding", "promoting"])
def test_a_rotation_that_was_begun_is_told_and_finished(
    app: Flask, runner: FlaskCliRunner, config: Config, layla: factories.Person, stopped_after: str
) -> None:
    source = FileSource(config.key_file)
    source.add(2)
    if stopped_after == "promoting":
        source.promote(2)
    assert status(runner)["rotation_in_progress"] is True
    assert "Ein Wechsel ist im Gang" in runner.invoke(args=["keys", "status"]).stdout
    done = runner.invoke(args=["keys", "rotate", "--json"])
    assert json.loads(done.stdout) == {"from": 1, "to": 2, "rewrapped": 1 + SERVICES}
    assert source.keyring().kek_ids == (2,)
    assert name_of(app, layla) == "Haddad"


def test_signed_in_people_stay_signed_in_through_a_rotation(
    app: Flask, start: Start, config: Config, client: FlaskClient, runner: FlaskCliRunner
) -> None:
    with app.app_context():
        lead = factories.user(factories.municipality())
    factories.sign_in(client, lead)
    assert runner.invoke(args=["keys", "rotate"]).exit_code == 0
    assert client.get("/people").status_code == 200
    started_anew = start(config).test_client()
    started_anew.set_cookie("session", client.get_cookie("session").value)  # type: ignore[union-attr]
    assert started_anew.get("/people").status_code == 200


def test_a_damaged_data_key_keeps_the_old_master_key_in_use(
    app: Flask, runner: FlaskCliRunner, config: Config, layla: factories.Person
) -> None:
    with app.app_context():
        damaged = factories.person(layla.municipality, "Tesfay")
        db.session.execute(
            db.text("UPDATE subject_key SET wrapped = :bad WHERE id = :id").bindparams(
                db.bindparam("bad", b"x" * 60), db.bindparam("id", damaged.id, type_=db.Uuid)
            )
        )
        db.session.commit()
        db.session.remove()
    done = runner.invoke(args=["keys", "rotate"])
    assert done.exit_code == 1
    assert str(damaged.id) in done.stderr
    assert FileSource(config.key_file).keyring().kek_ids == (2, 1)
    assert name_of(app, layla) == "Haddad"


@pytest.mark.parametrize(
    "command", [["figures", "--on", "2025-01-01"], ["keys", "rotate"], ["init"], ["run"]]
)
def test_nothing_starts_while_a_row_needs_a_master_key_that_is_not_there(
    runner: FlaskCliRunner, config: Config, layla: factories.Person, command: list[str]
) -> None:
    put_another_key_of_number(2, config.key_file)
    done = runner.invoke(args=command)
    assert done.exit_code == 1
    assert "Hauptschlüssel Nr. 1 fehlt" in done.stderr
    told = runner.invoke(args=["keys", "status"])
    assert told.exit_code == 1
    assert "Es fehlt Nr. 1" in told.stdout


def put_another_key_of_number(kek_id: int, key_file: Path) -> None:
    key_file.unlink()
    key_file.write_text(f"casework-kek {kek_id} {'ab' * 32}\n")
    key_file.chmod(0o400)


def test_no_page_is_shown_while_a_master_key_is_missing(
    start: Start, config: Config, layla: factories.Person
) -> None:
    put_another_key_of_number(2, config.key_file)
    app = start(config)
    answer = app.test_client().get("/sign-in")
    assert answer.status_code == 500
    assert "Hauptschlüssel Nr. 1 fehlt" in answer.text


def test_key_and_data_side_by_side_is_said(start: Start, config: Config, layla: factories.Person) -> None:
    beside = replace(config, key_file=config.instance / "keys" / "casework.key")
    beside.key_file.parent.mkdir(mode=0o700)
    config.key_file.rename(beside.key_file)
    runner = start(beside).test_cli_runner()
    assert status(runner)["beside_data"] is True
    assert "liegen nebeneinander" in runner.invoke(args=["keys", "status"]).stdout


def test_without_a_database_the_reason_is_said(start: Start, config: Config, tmp_path: Path) -> None:
    empty = replace(config, database_url=f"sqlite:///{tmp_path / 'nothing.db'}")
    done = start(empty).test_cli_runner().invoke(args=["figures", "--on", "2025-01-01"])
    assert done.exit_code == 1
    assert "casework init" in done.stderr
