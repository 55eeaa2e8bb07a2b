"""Several processes at work at the same time, each doing one act over and over until it is told to stop."""

import multiprocessing
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.context import SpawnContext, SpawnProcess
from typing import Any

from flask import Flask

from casework.app import create_app
from casework.database.base import db
from config import Config

PATIENCE_SECONDS = 60
PROCESSES: SpawnContext = multiprocessing.get_context("spawn")

Act = Callable[[Flask, int], Any]
"""What a worker does: given its application and the number of the round, it returns what the test looks at."""


@dataclass
class Done:
    """What one worker has done, and what went wrong."""

    found: list[Any] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)


class Workers:
    """Processes that have each done their act once, and go on."""

    def __init__(self, config: Config, acts: dict[str, Act]) -> None:
        self._over = PROCESSES.Event()
        self._first_round = PROCESSES.Semaphore(0)
        self._results: Any = PROCESSES.Queue()
        arguments = (config, self._over, self._first_round, self._results)
        self._processes: list[SpawnProcess] = [
            PROCESSES.Process(target=_work, args=(name, act, *arguments), daemon=True)
            for name, act in acts.items()
        ]
        for process in self._processes:
            process.start()
        for _ in self._processes:
            assert self._first_round.acquire(timeout=PATIENCE_SECONDS), "a worker does not begin"

    def stop(self) -> dict[str, Done]:
        """Let each finish its round; what they have done, by name."""
        self._over.set()
        done = dict(self._results.get(timeout=PATIENCE_SECONDS) for _ in self._processes)
        for process in self._processes:
            process.join(PATIENCE_SECONDS)
        return done

    def kill(self) -> None:
        for process in self._processes:
            process.kill()
            process.join(PATIENCE_SECONDS)


@contextmanager
def at_work(config: Config, acts: dict[str, Act]) -> Iterator[Workers]:
    """Processes at work over one installation; none is left behind."""
    workers = Workers(config, acts)
    try:
        yield workers
    finally:
        workers.kill()


def _work(name: str, act: Act, config: Config, over: Any, first_round: Any, results: Any) -> None:
    app, done, rounds = create_app(config), Done(), 0
    app.config["WTF_CSRF_ENABLED"] = False
    while not over.is_set() or not rounds:
        try:
            done.found.append(act(app, rounds))
        except Exception:  # noqa: BLE001  the test looks at it
            done.failures.append(traceback.format_exc())
        rounds += 1
        if rounds == 1:
            first_round.release()
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    results.put((name, done))
