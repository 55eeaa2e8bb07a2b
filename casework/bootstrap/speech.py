"""What the set-up tells the person at the terminal: on standard error, in German, one short line each."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

LINES_SHOWN_ON_FAILURE = 15


class SetUpFailed(Exception):
    """A step could not be done; str(error) says what to do about it."""


def say(text: str) -> None:
    """One line for the person who waits."""
    print(f"Casework: {text}", file=sys.stderr, flush=True)


def succeeds(command: Sequence[str | Path], *, extra: Mapping[str, str] | None = None) -> bool:
    """Try a tool silently; there is another way if it fails."""
    try:
        return _run(command, extra).returncode == 0
    except OSError:
        return False


def do(
    command: Sequence[str | Path],
    *,
    otherwise: str,
    extra: Mapping[str, str] | None = None,
    cwd: Path | None = None,
) -> str:
    """Run a tool silently and return what it printed.

    If it fails, its last lines are shown; raises SetUpFailed with the sentence that says what to do.
    """
    try:
        done = _run(command, extra, cwd)
    except OSError as error:
        raise SetUpFailed(f"{otherwise} ({error})") from error
    if done.returncode != 0:
        for line in done.stdout.strip().splitlines()[-LINES_SHOWN_ON_FAILURE:]:
            print(f"  {line}", file=sys.stderr)
        raise SetUpFailed(otherwise)
    return done.stdout


def _run(
    command: Sequence[str | Path], extra: Mapping[str, str] | None, cwd: Path | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(part) for part in command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**os.environ, **(extra or {})},
        cwd=cwd,
        text=True,
        errors="replace",
        check=False,
    )
