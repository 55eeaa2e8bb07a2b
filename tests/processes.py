"""The product's command line as processes of their own."""

import os
import pty
import subprocess
import sys
from pathlib import Path

from config import Config

ROOT = Path(__file__).parent.parent
PROGRAM = (
    "from flask.cli import FlaskGroup; "
    "FlaskGroup(add_default_commands=False, load_dotenv=False).main(prog_name='casework')"
)
PATIENCE_SECONDS = 60


def words(*arguments: str) -> list[str]:
    """What starts a command of the product."""
    return [sys.executable, "-c", PROGRAM, "--app", str(ROOT / "wsgi.py"), *arguments]


def environment_of(config: Config) -> dict[str, str]:
    """The environment that names an installation."""
    named = {
        "CASEWORK_INSTANCE": str(config.instance),
        "CASEWORK_KEY_FILE": str(config.key_file),
        "CASEWORK_DATABASE_URL": config.database_url,
        "CASEWORK_KEY_SOURCE": config.key_source,
        "CASEWORK_PASSPHRASE_FILE": str(config.passphrase_file or ""),
        "PYTHONPATH": str(ROOT),
    }
    return os.environ | {name: value for name, value in named.items() if value}


def command(config: Config, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run a command to its end, with nobody at a terminal."""
    return subprocess.run(
        words(*arguments),
        env=environment_of(config),
        cwd=ROOT,
        capture_output=True,
        stdin=subprocess.DEVNULL,
        text=True,
        check=False,
        timeout=PATIENCE_SECONDS,
    )


def at_terminal(config: Config, *arguments: str, question: str = "", answer: str = "") -> tuple[int, str]:
    """Run a command before somebody who answers one question; its exit code, and all it said after that."""
    terminal, inner = pty.openpty()
    said = b""
    with subprocess.Popen(
        words(*arguments),
        env=environment_of(config),
        cwd=ROOT,
        stdin=inner,
        stdout=inner,
        stderr=inner,
        start_new_session=True,
    ) as process:
        os.close(inner)
        if question:
            while question.encode() not in said:
                said += os.read(terminal, 1024)
            os.write(terminal, answer.encode() + b"\n")
        said = _rest_of(terminal)
    os.close(terminal)
    return process.returncode, said


def _rest_of(terminal: int) -> str:
    said = b""
    try:
        while some := os.read(terminal, 1024):
            said += some
    except OSError:  # a terminal ends so
        pass
    return said.decode(errors="replace")
