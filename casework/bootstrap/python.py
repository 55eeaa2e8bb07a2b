"""The Python environment `.venv`, which a bare Debian cannot make without help."""

import importlib
import importlib.util
import shutil
import sys
import tempfile
from pathlib import Path

from casework.bootstrap import debian, stamps
from casework.bootstrap.places import LOCKS, PYTHON, ROOT, VENV, base_python
from casework.bootstrap.speech import SetUpFailed, do, say, succeeds

STAMP = ".casework-python"
ADVICE = (
    "Die Python-Umgebung .venv ließ sich nicht anlegen. Bitte installieren Sie das Paket „python3-venv“ "
    "(Debian: apt-get install python3-venv) und starten Sie erneut."
)


def mark() -> str:
    """An environment belongs to one Python version and one folder; it cannot be moved."""
    return stamps.fingerprint(f"{sys.version_info.major}.{sys.version_info.minor}", str(ROOT))


def is_ready() -> bool:
    """Whether `.venv` was finished for this Python in this folder."""
    return PYTHON.exists() and stamps.read(VENV, STAMP) == mark()


def make() -> None:
    """Make `.venv` anew, with pip in it, by the first way this machine offers."""
    say("Die Python-Umgebung wird angelegt …")
    if VENV.exists():
        shutil.rmtree(VENV)
    if not _has("ensurepip") and not _has("pip") and debian.may_install():
        debian.install(["python3-venv"], otherwise=ADVICE)
        importlib.invalidate_caches()
    if _has("ensurepip"):
        do([base_python(), "-m", "venv", VENV], otherwise=ADVICE)
    else:
        do([base_python(), "-m", "venv", "--without-pip", VENV], otherwise=ADVICE)
        _bring_pip()
    stamps.press(VENV, mark(), STAMP)


def _has(module: str) -> bool:
    """Whether the base interpreter brings this module, which `.venv` may hide from us when we run inside it."""
    if sys.prefix == sys.base_prefix:
        return importlib.util.find_spec(module) is not None
    return succeeds([base_python(), "-c", f"import {module}"])


def _bring_pip() -> None:
    """Put pip into `.venv`, checked against our lock: by the machine's own pip, or by Debian's wheel of it."""
    arguments: list[str | Path] = [
        "--python",
        PYTHON,
        "install",
        "--require-hashes",
        "-r",
        LOCKS / "pip.lock",
    ]
    if _has("pip"):
        do([base_python(), "-m", "pip", *arguments], otherwise=ADVICE)
        return
    if not debian.is_here():
        raise SetUpFailed(ADVICE)
    with tempfile.TemporaryDirectory(prefix="casework-") as folder:
        debian.unpack(["python3-pip-whl"], Path(folder), otherwise=ADVICE)
        wheels = sorted(Path(folder).glob("usr/share/python-wheels/pip-*.whl"))
        if not wheels:
            raise SetUpFailed(ADVICE)
        do([base_python(), wheels[-1] / "pip", *arguments], otherwise=ADVICE)
