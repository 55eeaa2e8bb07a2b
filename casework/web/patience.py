"""Guessing gets slower: after a few failures each further try has to wait, twice as long every time."""

import threading
import time
from collections.abc import Callable
from math import ceil

from casework.errors import Fault, Refused

FREE_FAILURES = 3
FIRST_WAIT_SECONDS = 5
LONGEST_WAIT_SECONDS = 300


class TooSoon(Refused):
    """Too many failures; says in how many seconds the next try is allowed."""

    def __init__(self, seconds: int) -> None:
        super().__init__(
            "Zu viele Fehlversuche. Bitte versuchen Sie es in %(seconds)s Sekunden wieder.", seconds=seconds
        )
        self.seconds = seconds


class Patience:
    """Counts failures of this process. One try at a time: each is meant to be expensive."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._again_at = 0.0
        self.failures = 0

    def attempt(self, act: Callable[[], object]) -> None:
        """Try something. Raises TooSoon while waiting is due, and whatever the act raises."""
        with self._lock:
            left = self._again_at - self._clock()
            if left > 0:
                raise TooSoon(ceil(left))
            try:
                act()
            except Fault:
                self.failures += 1
                self._again_at = self._clock() + wait_after(self.failures)
                raise


def wait_after(failures: int) -> int:
    """How many seconds after so many failures the next try is refused: none, then 5, 10, 20 … at most 300."""
    if failures < FREE_FAILURES:
        return 0
    return min(FIRST_WAIT_SECONDS << min(failures - FREE_FAILURES, 10), LONGEST_WAIT_SECONDS)
