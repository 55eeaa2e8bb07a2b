"""What `python3 -m casework` understands: its own few words, and every command of the product."""

import os
import sys
from collections.abc import Sequence

from casework import __version__
from casework.bootstrap import checks, libraries, suite
from casework.bootstrap.places import PYTHON, ROOT
from casework.bootstrap.setup import set_up
from casework.bootstrap.speech import SetUpFailed, say

HELP = """\
Casework – Fallführung für das kommunale Integrationsmanagement

  python3 -m casework run            richtet alles ein und startet die Anwendung
  python3 -m casework test [...]     alle Tests, auf SQLite und auf PostgreSQL; mit Angaben: pytest
  python3 -m casework check [--fix]  Form, Regeln und Typen des Quelltexts
  python3 -m casework bench [...]    Messungen
  python3 -m casework setup [--test] richtet nur ein, was fehlt

Jedes andere Wort ist ein Befehl der Anwendung:

  init      Datenbank, Schlüssel, Kommune und erste Verwaltung anlegen
  demo      zwei erfundene Kommunen mit Geschichte anlegen
  import    Liste einlesen (unterkuenfte, personen, aufenthalte, aufenthaltstitel, beratungen,
            partner)
  figures   alle Kennzahlen einer Kommune zu einem Stichtag
  search    Personen unter jeder Schreibweise finden
  report    Papiere als PDF
  keys      Schlüssel prüfen und wechseln
  audit     Protokoll prüfen

  python3 -m casework BEFEHL --help  erklärt einen Befehl
"""


# The `flask` command without Flask's own words, whose `run` would hide ours.
PRODUCT = (
    "from flask.cli import FlaskGroup; "
    "FlaskGroup(add_default_commands=False, load_dotenv=False).main(prog_name='python3 -m casework')"
)
TESTING = frozenset({"test", "check", "bench"})


def main(words: Sequence[str]) -> int:
    """Do what these words ask; the exit code is that of the command, or 1 when the set-up failed."""
    if not words or words[0] in {"help", "-h", "--help"}:
        print(HELP, end="")
        return 0
    if words[0] == "--version":
        print(__version__)
        return 0
    try:
        return _do(words[0], list(words[1:]))
    except SetUpFailed as error:
        say(str(error))
    except OSError as error:
        say(
            f"Die Einrichtung wurde abgebrochen: {error}. Bitte prüfen Sie die Rechte an „{ROOT}“ und den freien Platz."
        )
    except KeyboardInterrupt:
        say("Abgebrochen.")
    return 1


def _do(command: str, arguments: list[str]) -> int:
    set_up(testing=command in TESTING or (command == "setup" and "--test" in arguments))
    os.environ.update(libraries.environment())
    if command == "setup":
        return 0
    if command == "test":
        return suite.run(arguments)
    if command == "check":
        return checks.run(fix="--fix" in arguments)
    if command == "bench":
        os.chdir(ROOT)
        _become(["-m", "tests.benchmarks", *arguments])
    # -P: the folder where the person stands is for their files, not for our modules
    _become(["-P", "-c", PRODUCT, "--app", str(ROOT / "wsgi.py"), command, *arguments])
    return 1


def _become(arguments: list[str]) -> None:
    """Go on as another program in `.venv`, so that signals and the exit code are its own."""
    sys.stdout.flush()
    sys.stderr.flush()
    os.execv(PYTHON, [str(PYTHON), *arguments])  # noqa: S606 – that is what becoming means
