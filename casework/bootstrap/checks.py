"""Form, rules and types of code and templates, all looked at even if one finds fault."""

import subprocess
from pathlib import Path

from casework.bootstrap.places import PYTHON, ROOT, VENV

TYPED = ("casework", "reports", "config.py", "wsgi.py")
TEMPLATES = ("templates", "reports/print")
MENDED = (
    ["-m", "ruff", "check", "--fix", "."],
    ["-m", "ruff", "format", "."],
)
LOOKED_AT = (
    ("Form des Quelltexts (ruff format)", ["-m", "ruff", "format", "--check", "."]),
    ("Regeln (ruff check)", ["-m", "ruff", "check", "."]),
)


def run(*, fix: bool = False) -> int:
    """Look at everything, then say in one line each what was found; 1 if there is fault anywhere."""
    for command in MENDED if fix else ():
        _call(command)
    looks = (
        *LOOKED_AT,
        ("Typen (mypy)", ["-m", "mypy", *_present(TYPED)]),
        ("Vorlagen (djlint)", ["-m", "djlint", "--quiet", "--lint", *_present(TEMPLATES)]),
    )
    found = [(title, _call(command) == 0) for title, command in looks]
    print("\nPrüfung:")
    for title, good in found:
        print(f"  {'in Ordnung' if good else 'MÄNGEL    '}  {title}")
    return 0 if all(good for _, good in found) else 1


def _present(names: tuple[str, ...]) -> list[str]:
    return [name for name in names if Path(ROOT, name).exists()]


def _call(command: list[str]) -> int:
    path = {"PATH": f"{VENV / 'bin'}:/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C.UTF-8"}
    return subprocess.run([PYTHON, *command], cwd=ROOT, env=path, check=False).returncode
