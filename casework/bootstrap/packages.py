"""The Python packages of the lock files, each checked against its checksum."""

from casework.bootstrap import stamps
from casework.bootstrap.places import LOCKS, PYTHON, VENV
from casework.bootstrap.speech import do, say

STAMP = ".casework-packages"
ADVICE = (
    "Die Python-Pakete ließen sich nicht installieren. Bitte prüfen Sie die Verbindung zum Paketverzeichnis "
    "(pip config list) und starten Sie erneut."
)


def mark(*, testing: bool) -> str:
    """What is installed: the packages to run, or those and the ones to test with."""
    return stamps.fingerprint("test" if testing else "run", LOCKS / ("test.lock" if testing else "run.lock"))


def is_ready(*, testing: bool) -> bool:
    """Whether `.venv` holds what is asked for; who can test can run as well."""
    found = stamps.read(VENV, STAMP)
    return found is not None and found in {mark(testing=True), mark(testing=testing)}


def make(*, testing: bool) -> None:
    """Install the locked packages with the user's own pip settings."""
    say(
        f"Python-Pakete {'für Tests ' if testing else ''}werden installiert (beim ersten Mal ein bis zwei Minuten) …"
    )
    stamps.remove(VENV, STAMP)
    install("test.lock" if testing else "run.lock", otherwise=ADVICE)
    stamps.press(VENV, mark(testing=testing), STAMP)


def install(lock: str, *, otherwise: str) -> None:
    """Install one lock file into `.venv`; it names everything, so nothing is resolved anew.

    Older pips would, and stumble over a newer release of what one package wants as `name[extra]`.
    """
    options = ("--no-deps", "--require-hashes", "--no-warn-script-location")
    do(
        [PYTHON, "-m", "pip", "install", *options, "-r", LOCKS / lock],
        extra={"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1"},
        otherwise=otherwise,
    )
