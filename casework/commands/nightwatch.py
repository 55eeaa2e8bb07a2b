"""While `run` serves, the deadlines are gone through once a day, so that a small town needs no timer."""

import threading

from flask import Flask

from casework.commands.opening import key_source
from casework.database.base import db
from casework.deadlines.nightly import go_through, waiting_today

SECONDS_BETWEEN = 300.0


def keep_watch(app: Flask) -> threading.Event:
    """Go through every town that was not yet gone through today, now and after each midnight; set the event to stop."""
    stop = threading.Event()
    threading.Thread(target=_watch, args=(app, stop), name="nightwatch", daemon=True).start()
    return stop


def _watch(app: Flask, stop: threading.Event) -> None:
    while not stop.is_set():
        try:
            with app.app_context():
                catch_up()
        except Exception:
            app.logger.exception("deadlines were not gone through; tried again in a few minutes")
        stop.wait(SECONDS_BETWEEN)


def catch_up() -> None:
    """Every town that waits; while the keys are locked nobody can."""
    if key_source().is_locked:
        return
    for municipality_id in waiting_today():
        go_through(municipality_id)
    db.session.remove()
