"""Where the parts of an installation lie."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
NATIVE = VENV / "native"
LOCKS = ROOT / "requirements"
NODE_MODULES = ROOT / "node_modules"
VENDOR = ROOT / "casework" / "static" / "vendor"
TURNSTILE = ROOT / ".setup.lock"


def base_python() -> str:
    """The interpreter the environment is made from, even when we run inside it."""
    return getattr(sys, "_base_executable", None) or sys.executable
