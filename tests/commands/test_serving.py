"""`run` as a process of its own: it answers, says what it has to say, and stops cleanly."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests import factories

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
