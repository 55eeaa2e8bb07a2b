"""`init` and `demo` on the command line."""

import json
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner

from casework.access.roles import Role
from casework.accounts.passwords import matches
from casework.accounts.queries import find_user_by_email
from casework.database.base import db
from casework.organisation.queries import municipalities

PASSWORD = "Regenschirm am Fenster 7"


@pytest.fixture
def password_file(tmp_path: Path) -> Path:
    file = tmp_path / "password"
    file.write_text(PASSWORD + "\n", encoding="utf-8")
    return file


def towns(app: Flask) -> list[str]:
    with app.app_context():
        names = [town.name for town in db.session.scalars(municipalities())]
        db.session.remove()
    return names


def test_init_makes_the_default_town_and_its_first_administration(
    app: Flask, runner: FlaskCliRunner, password_file: Path
) -> None:
    arguments = ["init", "--email", "amt@stadt.example", "--password-file", str(password_file)]
    done = runner.invoke(args=arguments)
    assert done.exit_code == 0, done.output
    assert towns(app) == ["Musterstadt"]
    with app.app_context():
        user = find_user_by_email("amt@stadt.example")
        assert user is not None
        assert user.role == Role.ADMINISTRATOR
        assert matches(PASSWORD, user.password_hash)
        db.session.remove()
    again = runner.invoke(args=arguments)
    assert again.exit_code == 0, again.output
    assert towns(app) == ["Musterstadt"]


@pytest.mark.parametrize("ending", ["", "\n", "\r\n"])
def test_a_trailing_newline_of_the_password_file_does_not_count(
    app: Flask, runner: FlaskCliRunner, tmp_path: Path, ending: str
) -> None:
    file = tmp_path / "password"
    file.write_bytes((PASSWORD + ending).encode())
    assert runner.invoke(args=["init", "--email", "a@b.example", "--password-file", str(file)]).exit_code == 0
    with app.app_context():
        user = find_user_by_email("a@b.example")
        assert user is not None
        assert matches(PASSWORD, user.password_hash)
        db.session.remove()


def test_the_town_may_have_another_name_and_a_second_may_come(app: Flask, runner: FlaskCliRunner) -> None:
    assert runner.invoke(args=["init", "--municipality", "Kleinstadt"]).exit_code == 0
    assert runner.invoke(args=["init"]).exit_code == 0
    assert towns(app) == ["Kleinstadt"]
    assert runner.invoke(args=["init", "--municipality", "Nachbarort"]).exit_code == 0
    assert towns(app) == ["Kleinstadt", "Nachbarort"]


def test_away_from_a_terminal_it_asks_nothing_and_says_what_is_missing(runner: FlaskCliRunner) -> None:
    done = runner.invoke(args=["init"])
    assert done.exit_code == 0
    assert "Es gibt noch keine Administration" in done.stderr
    without_password = runner.invoke(args=["init", "--email", "amt@stadt.example"])
    assert without_password.exit_code == 2
    assert "--password-file" in without_password.stderr


@pytest.mark.parametrize(
    ("email", "password", "why"),
    [
        ("amt", PASSWORD, "keine E-Mail-Adresse"),
        ("amt@stadt.example", "kurz", "12"),
        ("amt@stadt.example", "Administration 1", "Ihren Namen"),
    ],
)
def test_a_weak_password_or_a_wrong_address_leaves_nothing_behind(
    app: Flask, runner: FlaskCliRunner, tmp_path: Path, email: str, password: str, why: str
) -> None:
    file = tmp_path / "password"
    file.write_text(password)
    done = runner.invoke(args=["init", "--email", email, "--password-file", str(file)])
    assert done.exit_code == 2
    assert why in done.stderr
    assert towns(app) == []


def test_an_unreadable_password_file_is_said(runner: FlaskCliRunner, tmp_path: Path) -> None:
    missing = tmp_path / "nowhere"
    done = runner.invoke(args=["init", "--email", "amt@stadt.example", "--password-file", str(missing)])
    assert done.exit_code == 2
    assert str(missing) in done.stderr


def test_a_second_administration_is_made_by_the_first(runner: FlaskCliRunner, password_file: Path) -> None:
    first = ["init", "--email", "amt@stadt.example", "--password-file", str(password_file)]
    assert runner.invoke(args=first).exit_code == 0
    second = ["init", "--email", "b@stadt.example", "--password-file", str(password_file)]
    done = runner.invoke(args=second)
    assert done.exit_code == 2
    assert "hat schon eine Administration" in done.stderr


def test_json_stands_alone(runner: FlaskCliRunner, password_file: Path) -> None:
    done = runner.invoke(
        args=["init", "--email", "amt@stadt.example", "--password-file", str(password_file), "--json"]
    )
    assert json.loads(done.stdout) == {"municipality": "Musterstadt", "administrator": "amt@stadt.example"}


def test_a_small_demo_says_how_to_sign_in(runner: FlaskCliRunner) -> None:
    done = runner.invoke(args=["demo", "--persons", "3", "--seed", "1"])
    assert done.exit_code == 0, done.output
    assert "leitung@musterstadt.example" in done.stdout
    found = runner.invoke(args=["figures", "--on", "2020-06-17", "--json"])
    assert json.loads(found.stdout)["stock"]["by_stage"]["VU"] == 1
    again = runner.invoke(args=["demo", "--persons", "3"])
    assert again.exit_code == 2


@pytest.mark.parametrize("persons", ["2", "-1", "1000000"])
def test_too_few_and_too_many_are_refused(app: Flask, runner: FlaskCliRunner, persons: str) -> None:
    done = runner.invoke(args=["demo", "--persons", persons])
    assert done.exit_code == 2
    assert "zwischen" in done.stderr
    assert towns(app) == []
