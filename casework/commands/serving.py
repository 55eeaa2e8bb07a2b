"""`run`: everything set up and served on this machine."""

import errno
import logging
import signal

import click
from flask import Flask, current_app
from sqlalchemy import select
from waitress import create_server
from waitress.channel import HTTPChannel
from waitress.task import ErrorTask
from waitress.utilities import RequestEntityTooLarge

from casework.commands.installing import show_sign_ins
from casework.commands.nightwatch import keep_watch
from casework.commands.opening import beside_the_data, key_source, unlock_if_somebody_is_there
from casework.commands.output import answered_unopened, say, show
from casework.database.base import db
from casework.demo.build import fill
from casework.demo.office import is_demo
from casework.errors import Fault
from casework.installation import prepare
from casework.organisation.models import Municipality
from config import PRODUCTION, Config

HOST = "127.0.0.1"
THREADS = 4
MEGABYTE = 1024 * 1024
FORM_AROUND_A_FILE = MEGABYTE
LONGEST_ANSWER = 64 * MEGABYTE


class _Refusal(ErrorTask):  # type: ignore[misc]  # waitress has no types
    """What is refused before the application sees it, in German where people meet it."""

    def execute(self) -> None:
        if not isinstance(self.request.error, RequestEntityTooLarge):
            super().execute()
            return
        limit = (self.channel.adj.max_request_body_size - FORM_AROUND_A_FILE) // MEGABYTE
        body = (
            f"Die Datei ist größer als {limit} MB. Bitte gehen Sie zurück: Scannen Sie das Dokument in Grau mit "
            "200 dpi oder legen Sie es in mehreren Teilen ab; eine Liste teilen Sie auf.\n"
        ).encode()
        self.status, self.content_length = "413 Request Entity Too Large", len(body)
        self.response_headers.append(("Content-Type", "text/plain; charset=utf-8"))
        self.set_close_on_finish()
        self.write(body)


class _Channel(HTTPChannel):  # type: ignore[misc]
    error_task_class = _Refusal


@click.command("run")
@answered_unopened
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
        unlock_if_somebody_is_there()
        prepare(app)
        if _is_empty(config):
            say("Die Installation ist leer und bekommt Vorführdaten; das dauert etwa eine halbe Minute.")
            fill(tell=say)
        server = listen(app, config.port)
        _greet(config)
        db.session.remove()
        keep_watch(app)
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


def listen(app: Flask, port: int):  # type: ignore[no-untyped-def]  # noqa: ANN201 – waitress names no type
    """A server of this application on this machine that keeps what people send, and what they get, in memory.

    Left to itself it would write longer lists and papers, with names in clear, to the temporary folder. Port 0 is a
    free one.
    """
    longest = max(app.config["MAX_CONTENT_LENGTH"], app.config["LARGE_FILES_LENGTH"]) + FORM_AROUND_A_FILE
    try:
        server = create_server(
            app,
            host=HOST,
            port=port,
            threads=THREADS,
            ident=None,
            max_request_body_size=longest,
            inbuf_overflow=longest,
            outbuf_overflow=LONGEST_ANSWER,
        )
    except OSError as error:
        if error.errno not in (errno.EADDRINUSE, errno.EACCES):
            raise
        raise Fault(
            "Port %(port)s ist nicht frei. Läuft Casework schon? Sonst einen anderen wählen: PORT=5001.",
            port=port,
        ) from None
    server.channel_class = _Channel
    return server


def _greet(config: Config) -> None:
    show(f"Casework läuft: http://{HOST}:{config.port}   (beenden mit Strg+C)")
    if key_source().is_locked:
        say("Die Anwendung ist verschlossen; jede Seite fragt nach der Passphrase.")
    elif is_demo():
        show_sign_ins()
    warning = beside_the_data(config, key_source())
    if warning:
        say(warning)


COMMANDS = (run,)
