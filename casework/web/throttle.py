"""What anybody may ask for without signing in; how often it is answered is bounded, in each process.

What leads somewhere is counted by where it leads, what leads nowhere by itself: so whoever guesses keeps nobody out.
"""

from collections import deque
from collections.abc import Hashable
from datetime import datetime, timedelta
from threading import Lock

from flask import current_app
from werkzeug.exceptions import TooManyRequests

from casework.database.moments import now

SPAN = timedelta(minutes=10)
MOST_LOOKS = 30
MOST_MISSES = 60
NOWHERE = "nowhere"
MANY_KEYS = 1000


class Throttle:
    """Counts what was asked for by key within the last ten minutes."""

    def __init__(self) -> None:
        self._asked: dict[Hashable, deque[datetime]] = {}
        self._lock = Lock()

    def found(self, key: Hashable) -> None:
        """Somebody asks for something there is. Raises TooManyRequests when they do so too often."""
        self._count(key, MOST_LOOKS)

    def missed(self) -> None:
        """Somebody asks for something there is not. Raises TooManyRequests when that happens too often."""
        self._count(NOWHERE, MOST_MISSES)

    def _count(self, key: Hashable, most: int) -> None:
        moment = now()
        with self._lock:
            if len(self._asked) > MANY_KEYS:
                self._forget(moment)
            asked = self._asked.setdefault(key, deque())
            while asked and asked[0] < moment - SPAN:
                asked.popleft()
            if len(asked) >= most:
                raise TooManyRequests
            asked.append(moment)

    def _forget(self, moment: datetime) -> None:
        """What nobody asks for any more takes no room."""
        self._asked = {key: asked for key, asked in self._asked.items() if asked[-1] >= moment - SPAN}


def throttle(name: str) -> Throttle:
    """The one of this process for a kind of thing that is asked for."""
    found: Throttle = current_app.extensions.setdefault(f"casework throttle {name}", Throttle())
    return found
