"""Calendars ask again and again; how often they are answered is bounded, in each process."""

from collections import deque
from collections.abc import Hashable
from datetime import datetime, timedelta
from threading import Lock

from flask import current_app

from casework.database.moments import now

SPAN = timedelta(minutes=10)
MOST_FETCHES = 30
MOST_MISSES = 60
ANYBODY = "anybody"


class Throttle:
    """Counts what was asked for by key within the last ten minutes."""

    def __init__(self) -> None:
        self._asked: dict[Hashable, deque[datetime]] = {}
        self._lock = Lock()

    def lets(self, key: Hashable, most: int) -> bool:
        """Whether once more is not too often; it counts."""
        moment = now()
        with self._lock:
            asked = self._asked.setdefault(key, deque())
            while asked and asked[0] < moment - SPAN:
                asked.popleft()
            if len(asked) >= most:
                return False
            asked.append(moment)
            return True


def lets_fetch(feed_id: Hashable) -> bool:
    """Whether a calendar may be fetched once more."""
    return _throttle().lets(feed_id, MOST_FETCHES)


def lets_miss() -> bool:
    """Whether anybody may once more ask for a calendar that is none."""
    return _throttle().lets(ANYBODY, MOST_MISSES)


def _throttle() -> Throttle:
    found: Throttle = current_app.extensions.setdefault("casework calendar throttle", Throttle())
    return found
