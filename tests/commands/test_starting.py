"""A server that loads `wsgi:app`, and `run`: they open the keys, start locked, or do not start at all."""

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from casework.vault.filesource import FileSource
from config import Config
from tests import factories
from tests.keyfiles import put, put_under_passphrase
from tests.processes import PATIENCE_SECONDS, ROOT, environment_of, words

pytestmark = [pytest.mark.engine_independent, pytest.mark.slow]
PASSPHRASE = "Fünf müde Igel gehen heim"
ASK = "import wsgi; print(wsgi.app.test_client().get('/sign-in').status_code)"


@pytest.fixture
def used(app: Flask, config: Config) -> Config:
    """An installation somebody uses."""
    with app.app_context():
        factories.municipality()
    return config


def load(config: Config) -> "subprocess.CompletedProcess[str]":
    """What a server does: load the application, here with one question to it."""
    return subprocess.run(
        [sys.executable, "-c", ASK],
        env=environment_of(config),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE_SECONDS,
    )


def test_with_its_key_it_serves(used: Config) -> None:
    assert load(used).stdout == "200\n"


def test_with_a_key_missing_it_does_not_start(used: Config) -> None:
    own = FileSource(used.key_file).keyring()[1].secret.hex()  # type: ignore[attr-defined]
    put(used.key_file, f"casework-kek 2 {'ab' * 32}\n")
    done = load(used)
    assert (done.returncode, done.stdout) == (1, "")
    assert "Hauptschlüssel Nr. 1 fehlt" in done.stderr
    assert "Traceback" not in done.stderr
    assert own not in done.stderr
    assert "abab" not in done.stderr


@pytest.mark.parametrize("mode", [0o440, 0o404])
def test_with_a_key_open_to_others_it_does_not_start(used: Config, mode: int) -> None:
    used.key_file.chmod(mode)
    done = load(used)
    assert done.returncode == 1
    assert "für andere lesbar" in done.stderr


def test_without_a_key_file_it_does_not_start(used: Config) -> None:
    used.key_file.unlink()
    done = load(used)
    assert done.returncode == 1
    assert "fehlt" in done.stderr


def test_under_a_passphrase_it_starts_locked_or_opens_itself(used: Config, tmp_path: Path) -> None:
    put_under_passphrase(used.key_file, PASSPHRASE)
    assert load(used).stdout == "503\n"
    file = tmp_path / "passphrase"
    file.write_text(PASSPHRASE)
    file.chmod(0o400)
    assert load(replace(used, passphrase_file=file)).stdout == "200\n"
    file.chmod(0o600)
    file.write_text("Sechs muntere Igel bleiben da")
    refused = load(replace(used, passphrase_file=file))
    assert refused.returncode == 1
    assert "nicht die Passphrase" in refused.stderr


def test_run_starts_locked_and_is_opened_by_the_form(used: Config) -> None:
    put_under_passphrase(used.key_file, PASSPHRASE)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        words("run"),
        env=environment_of(used) | {"PORT": str(port)},
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert status_of(port, process) == 503
        body = f"passphrase={urllib.parse.quote(PASSPHRASE)}".encode()
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/unlock?next=/sign-in", body) as answer:
            assert (answer.status, answer.url) == (200, f"http://127.0.0.1:{port}/sign-in")
        process.terminate()
        said, warned = process.communicate(timeout=PATIENCE_SECONDS)
    finally:
        process.kill()
        process.wait()
    assert "Beendet." in said
    assert "jede Seite fragt nach der Passphrase" in warned


def status_of(port: int, process: "subprocess.Popen[str]") -> int:
    """The status of the door as soon as there is a server."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/sign-in") as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            with error:
                return error.code
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"no server: {process.stderr and process.stderr.read()}")
