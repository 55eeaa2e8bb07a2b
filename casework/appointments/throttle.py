"""Calendars ask again and again; how often they are answered is bounded, in each process."""

from collections import deque
from collections.abc import Hashable
from datetime import datetime, timedelta
from threading import Lock

from casework.database.moments import now

SPAN = timedelta(minutes=10)
MOST_FETCHES = 30
MOST_MISSES = 60


class Throttle:
    """Counts what was asked for by key within the last ten minutes."""

    def __init__(self) -> None:
        self._asked: dict[Hashable, deque[datetime]] = {}
        self._lock = Lock()

    def lets_fetch(self, feed_id: Hashable) -> bool:
        """Whether a calendar may be fetched once more."""
        return self._lets(feed_id, MOST_FETCHES)

    def lets_miss(self) -> bool:
        """Whether anybody may once more ask for a calendar that is none."""
        return self._lets("anybody", MOST_MISSES)

    def _lets(self, key: Hashable, most: int) -> bool:
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
