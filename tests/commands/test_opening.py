"""Commands over keys under a passphrase: from a file, at a terminal, or refused with what to do."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from casework.errors import Fault
from casework.vault.passphrase import is_under_passphrase
from casework.vault.sources import key_source
from config import Config
from tests import factories
from tests.keyfiles import put_under_passphrase
from tests.processes import at_terminal

PASSPHRASE = "Fünf müde Igel gehen heim"
SEARCH = ["search", "Haddad", "--json"]
Start = Callable[[Config], Flask]


@pytest.fixture
def passphrase_file(tmp_path: Path) -> Path:
    file = tmp_path / "passphrase"
    file.write_text(PASSPHRASE + "\n")
    file.chmod(0o400)
    return file


@pytest.fixture
def locked(app: Flask, config: Config) -> Config:
    """An installation with a person in it, its key under a passphrase."""
    with app.app_context():
        factories.person(factories.municipality(), "Haddad")
    put_under_passphrase(config.key_file, PASSPHRASE)
    return config


@pytest.fixture
def to_be_made(config: Config, tmp_path: Path) -> Config:
    """The settings of an installation that is to be made, with its key under a passphrase."""
    return replace(
        config,
        instance=tmp_path / "new",
        key_file=tmp_path / "new-keys" / "casework.key",
        database_url=f"sqlite:///{tmp_path / 'new' / 'casework.db'}",
        key_source="passphrase",
        passphrase_memory_kib=8,
        passphrase_passes=1,
    )


@pytest.mark.parametrize("command", [SEARCH, ["keys", "rotate"], ["keys", "status"], ["init"]])
def test_with_nobody_to_ask_a_command_says_what_to_do(
    locked: Config, start: Start, command: list[str]
) -> None:
    done = start(locked).test_cli_runner().invoke(args=command)
    assert done.exit_code == 1
    assert "CASEWORK_PASSPHRASE_FILE" in done.stderr
    assert "Terminal" in done.stderr


def test_a_file_opens_it(locked: Config, start: Start, passphrase_file: Path) -> None:
    runner = start(replace(locked, passphrase_file=passphrase_file)).test_cli_runner()
    done = runner.invoke(args=SEARCH)
    assert done.exit_code == 0, done.output
    assert [hit["name"] for hit in json.loads(done.stdout)] == ["Haddad"]
    told = runner.invoke(args=["keys", "status"]).stdout
    assert "unter einer Passphrase" in told


def test_the_wrong_file_is_refused(locked: Config, start: Start, passphrase_file: Path) -> None:
    passphrase_file.chmod(0o600)
    passphrase_file.write_text("Sechs muntere Igel bleiben da")
    done = start(replace(locked, passphrase_file=passphrase_file)).test_cli_runner().invoke(args=SEARCH)
    assert done.exit_code == 1
    assert "nicht die Passphrase" in done.stderr
    assert "Igel" not in done.output


def test_a_rotation_works_under_a_passphrase(locked: Config, start: Start, passphrase_file: Path) -> None:
    runner = start(replace(locked, passphrase_file=passphrase_file)).test_cli_runner()
    assert runner.invoke(args=["keys", "rotate"]).exit_code == 0
    assert is_under_passphrase(locked.key_file)
    assert is_under_passphrase(locked.key_file.with_name("casework-1.key.retired"))
    again = start(replace(locked, passphrase_file=passphrase_file)).test_cli_runner()
    assert json.loads(again.invoke(args=["keys", "status", "--json"]).stdout)["master_key"] == 2


@pytest.mark.engine_independent
def test_init_makes_a_key_under_a_passphrase(to_be_made: Config, start: Start, passphrase_file: Path) -> None:
    refused = start(to_be_made).test_cli_runner().invoke(args=["init"])
    assert refused.exit_code == 1
    assert "CASEWORK_PASSPHRASE_FILE" in refused.stderr
    assert not to_be_made.key_file.exists()
    done = start(replace(to_be_made, passphrase_file=passphrase_file)).test_cli_runner().invoke(args=["init"])
    assert done.exit_code == 0, done.output
    assert is_under_passphrase(to_be_made.key_file)
    recognised = replace(to_be_made, key_source="", passphrase_file=passphrase_file)
    assert start(recognised).test_cli_runner().invoke(args=["keys", "status"]).exit_code == 0


@pytest.mark.engine_independent
@pytest.mark.parametrize(("typed", "code"), [(PASSPHRASE, 0), ("Sechs muntere Igel bleiben da", 1)])
def test_at_a_terminal_it_asks_and_shows_nothing_of_the_answer(locked: Config, typed: str, code: int) -> None:
    found, said = at_terminal(locked, "keys", "status", question="Passphrase der Schl", answer=typed)
    assert found == code, said
    assert "Igel" not in said


def test_an_open_key_file_where_a_passphrase_was_asked_for_is_refused(app: Flask, config: Config) -> None:
    with pytest.raises(Fault, match="liegt offen"):
        key_source(replace(config, key_source="passphrase"))
