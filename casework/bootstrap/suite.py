"""All tests on both databases, one after the other, each side by side on two cores."""

import subprocess
import time
from collections.abc import Sequence

from casework.bootstrap.places import PYTHON, ROOT

SIDE_BY_SIDE = ("-n", "2", "--dist", "worksteal")
ROUNDS = (
    ("SQLite", ("--engine", "sqlite")),
    ("PostgreSQL", ("--engine", "postgresql", "-m", "not engine_independent and not journey")),
)


def run(arguments: Sequence[str]) -> int:
    """The whole suite on every engine, or one run of pytest with the given arguments.

    The exit code is the first that is not 0.
    """
    if arguments:
        return _pytest(arguments)
    results = []
    for engine, chosen in ROUNDS:
        print(f"\nTests auf {engine}:", flush=True)
        began = time.monotonic()
        results.append((engine, _pytest([*SIDE_BY_SIDE, *chosen]), time.monotonic() - began))
    print("\nTests:")
    for engine, code, seconds in results:
        print(f"  {'bestanden' if code == 0 else 'NICHT BESTANDEN'}  {engine} ({seconds:.0f} s)")
    return next((code for _, code, _ in results if code != 0), 0)


def _pytest(arguments: Sequence[str]) -> int:
    return subprocess.run([PYTHON, "-m", "pytest", *arguments], cwd=ROOT, check=False).returncode
