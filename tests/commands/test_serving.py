"""`run` as a process of its own: it answers, says what it has to say, and stops cleanly."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask, request

from casework.access.guard import public
from casework.commands.serving import HOST
from tests import factories
from tests.serving import served as serving

pytestmark = [pytest.mark.engine_independent, pytest.mark.slow]
ROOT = Path(__file__).parent.parent.parent
COMMAND = (
    "from flask.cli import FlaskGroup; "
    "FlaskGroup(add_default_commands=False, load_dotenv=False).main(prog_name='casework')"
)
PATIENCE_SECONDS = 60


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number: int = free.getsockname()[1]
    return number


@pytest.fixture
def environment(app: Flask, port: int) -> dict[str, str]:
    """An installation somebody uses, so that no demo is built."""
    config = app.extensions["casework config"]
    with app.app_context():
        factories.municipality()
    return os.environ | {
        "CASEWORK_INSTANCE": str(config.instance),
        "CASEWORK_KEY_FILE": str(config.key_file),
        "CASEWORK_DATABASE_URL": config.database_url,
        "PORT": str(port),
        "PYTHONPATH": str(ROOT),
    }


def start(environment: dict[str, str]) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", COMMAND, "--app", str(ROOT / "wsgi.py"), "run"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )


@pytest.fixture
def served(environment: dict[str, str], port: int) -> Iterator["subprocess.Popen[str]"]:
    process = start(environment)
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/sign-in") as answer:
                assert answer.status == 200
                break
        except OSError:
            time.sleep(0.1)
    yield process
    if process.returncode is None:
        process.kill()
        process.communicate()


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_it_answers_and_stops_cleanly(
    served: "subprocess.Popen[str]", port: int, stop: signal.Signals
) -> None:
    served.send_signal(stop)
    said, _warned = served.communicate(timeout=PATIENCE_SECONDS)
    assert served.returncode == 0
    assert f"http://127.0.0.1:{port}" in said
    assert said.endswith("Beendet.\n")
    assert "Passwort" not in said


def test_a_taken_port_is_said(served: "subprocess.Popen[str]", environment: dict[str, str]) -> None:
    second = start(environment)
    _said, warned = second.communicate(timeout=PATIENCE_SECONDS)
    assert second.returncode == 1
    assert "ist nicht frei" in warned
    assert "Traceback" not in warned


@pytest.fixture
def address(app: Flask) -> Iterator[tuple[str, int]]:
    """The application with two pages that know nobody, served by a thread as `run` serves it."""

    @app.post("/length")
    @public
    def length() -> str:
        return str(len(request.form["words"]))

    @app.get("/long")
    @public
    def long() -> str:
        return "Haddad " * 500_000

    with serving(app) as port:
        yield HOST, port


def test_neither_a_long_list_nor_a_long_answer_is_written_to_a_temporary_file(
    address: tuple[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object, **_options: object) -> None:
        raise AssertionError("a temporary file")

    for name in ("TemporaryFile", "NamedTemporaryFile", "SpooledTemporaryFile", "mkstemp"):
        monkeypatch.setattr(tempfile, name, refuse)
    connection = http.client.HTTPConnection(*address, timeout=PATIENCE_SECONDS)
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", "/length", body=b"words=" + b"x" * 1_000_000, headers=form)
    assert connection.getresponse().read() == b"1000000"
    connection.request("GET", "/long")
    assert len(connection.getresponse().read()) == 3_500_000
    connection.close()


def test_a_hundred_megabytes_are_refused_unread_and_in_german(address: tuple[str, int]) -> None:
    connection = http.client.HTTPConnection(*address, timeout=PATIENCE_SECONDS)
    connection.putrequest("POST", "/length")
    connection.putheader("Content-Length", str(100 * 1024 * 1024))
    connection.endheaders()
    answer = connection.getresponse()
    assert answer.status == 413
    assert "größer als 50 MB" in answer.read().decode()
    connection.close()


def test_an_empty_installation_in_production_is_no_demo(environment: dict[str, str], tmp_path: Path) -> None:
    empty = environment | {
        "CASEWORK_ENV": "production",
        "CASEWORK_INSTANCE": str(tmp_path / "production"),
        "CASEWORK_KEY_FILE": str(tmp_path / "elsewhere" / "casework.key"),
        "CASEWORK_DATABASE_URL": f"sqlite:///{tmp_path / 'production' / 'casework.db'}",
    }
    process = start(empty)
    _said, warned = process.communicate(timeout=PATIENCE_SECONDS)
    assert process.returncode == 1
    assert "casework init" in warned


def test_a_setting_that_cannot_be_is_said_in_a_sentence(environment: dict[str, str]) -> None:
    process = start(environment | {"PORT": "achtzig"})
    _said, warned = process.communicate(timeout=PATIENCE_SECONDS)
    assert process.returncode == 1
    assert warned == "PORT ist „achtzig“; bitte eine Zahl von 1 bis 65535 angeben.\n"
