"""The application served inside the tests' own process, as `run` serves it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask

from casework.commands.serving import listen

PATIENCE_SECONDS = 10


@contextmanager
def served(app: Flask) -> Iterator[int]:
    """The free port on which the application answers; afterwards its own thread closes what it opened.

    Closed from outside, a socket can vanish while the serving thread waits for it.
    """
    server = listen(app, 0)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield server.effective_port
    finally:
        server.trigger.pull_trigger(server.close)
        thread.join(timeout=PATIENCE_SECONDS)
        server.task_dispatcher.shutdown()
