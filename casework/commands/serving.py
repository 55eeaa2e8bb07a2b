"""`run`: everything set up and served on this machine."""

import errno
import logging
import signal

import click
from flask import Flask, current_app
from sqlalchemy import select
from waitress import create_server

from casework.commands.installing import show_sign_ins
from casework.commands.output import answered, say, show
from casework.database.base import db
from casework.demo.build import fill
from casework.demo.office import is_demo
from casework.errors import Fault
from casework.installation import prepare
from casework.organisation.models import Municipality
from config import PRODUCTION, Config

HOST = "127.0.0.1"
THREADS = 4


@click.command("run")
@answered
def run() -> None:
    """Alles einrichten und auf diesem Rechner starten; eine leere Installation bekommt Vorführdaten."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001
    config: Config = app.extensions["casework config"]
    logging.getLogger("waitress.queue").setLevel(
        logging.ERROR
    )  # a page with its styles waits a moment: no news
    for stop in (signal.SIGINT, signal.SIGTERM):
        signal.signal(stop, signal.default_int_handler)
    try:
        prepare(app)
        if _is_empty(config):
            say("Die Installation ist leer und bekommt Vorführdaten; das dauert etwa eine halbe Minute.")
            fill(tell=say)
        server = _server(app, config.port)
        _greet(config)
        db.session.remove()
        server.run()
    except KeyboardInterrupt:
        pass
    show("Beendet.")


def _is_empty(config: Config) -> bool:
    """Whether nobody has set anything up; in production that is nobody's wish to see a demo."""
    if db.session.scalar(select(Municipality.id).limit(1)) is not None:
        return False
    if config.environment == PRODUCTION:
        raise Fault(
            "Diese Installation ist leer. Bitte zuerst „python3 -m casework init --municipality …“ ausführen."
        )
    return True


def _server(app: Flask, port: int):  # type: ignore[no-untyped-def]  # noqa: ANN202 – waitress names no type
    try:
        return create_server(app, host=HOST, port=port, threads=THREADS, ident=None)
    except OSError as error:
        if error.errno not in (errno.EADDRINUSE, errno.EACCES):
            raise
        raise Fault(
            "Port %(port)s ist nicht frei. Läuft Casework schon? Sonst einen anderen wählen: PORT=5001.",
            port=port,
        ) from None


def _greet(config: Config) -> None:
    show(f"Casework läuft: http://{HOST}:{config.port}   (beenden mit Strg+C)")
    if is_demo():
        show_sign_ins()
    if config.key_lies_beside_data:
        say(
            "Achtung: Schlüssel und Daten liegen nebeneinander. Wer den Ordner kopiert, kann alles lesen. "
            "Für echte Daten gehört der Schlüssel an einen anderen Ort (CASEWORK_KEY_FILE)."
        )


COMMANDS = (run,)
