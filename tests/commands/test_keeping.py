"""`audit verify` on the command line."""

import json

from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy import update

from casework.audit.models import TrailEntry
from casework.database.base import db
from tests import factories


def test_what_does_not_exist_yet_is_no_command(runner: FlaskCliRunner) -> None:
    for words in (["keys", "epoch"], ["backup", "x"], ["restore", "x"]):
        assert runner.invoke(args=words).exit_code == 2


def test_a_whole_trail_and_a_changed_one(app: Flask, runner: FlaskCliRunner) -> None:
    with app.app_context():
        town = factories.municipality()
        factories.person(town, "Haddad")
        factories.person(town, "Hamdan")
    whole = runner.invoke(args=["audit", "verify", "--json"])
    assert whole.exit_code == 0
    assert json.loads(whole.stdout)["broken"] == []
    with app.app_context():
        db.session.execute(update(TrailEntry).where(TrailEntry.sequence == 2).values(action="changed"))
        db.session.commit()
        db.session.remove()
    broken = runner.invoke(args=["audit", "verify"])
    assert broken.exit_code == 1
    assert "2" in broken.stdout
    assert json.loads(runner.invoke(args=["audit", "verify", "--json"]).stdout)["broken"] == [2]
