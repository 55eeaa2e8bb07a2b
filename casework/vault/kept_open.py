"""What was opened may stay in the memory of a process for a while, for pages that open the same values each time.

A value is found again only by the row, the very bytes and the key it was opened with, so whoever asks has read the row
and opened its key anew. What nobody has asked for in an hour is forgotten, so what was erased does not stay either.
"""

import threading
import time
from typing import Generic, TypeVar
from uuid import UUID

from casework.vault.keys import DataKey

T = TypeVar("T")
LABEL = b"kept-open/v1"
FORGOTTEN_AFTER_SECONDS = 3600 / 2
"""So long a generation of values lasts, which is asked for through the next one."""


class KeptOpen(Generic[T]):
    """Up to twice `most` opened values of one column."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._young: dict[UUID, tuple[bytes, bytes, T]] = {}
        self._old: dict[UUID, tuple[bytes, bytes, T]] = {}
        self._since = time.monotonic()
        self._lock = threading.Lock()

    def find(self, row_id: UUID, sealed: bytes, mark: bytes) -> T | None:
        """The value of these bytes of a row, if they were opened lately with the key of this mark."""
        found = self._young.get(row_id)
        is_old = found is None
        if found is None:
            found = self._old.get(row_id)
        if found is None or found[0] != sealed or found[1] != mark:
            return None
        if is_old:
            self.keep(row_id, sealed, mark, found[2])
        return found[2]

    def keep(self, row_id: UUID, sealed: bytes, mark: bytes, value: T) -> None:
        """Remember a value that opened."""
        with self._lock:
            if len(self._young) >= self._most:
                self._next_generation()
            self._young[row_id] = (sealed, mark, value)

    def forget_old(self) -> None:
        """Let go of what was not asked for in a while; whoever opens many values says so once before."""
        with self._lock:
            passed = time.monotonic() - self._since
            if passed >= FORGOTTEN_AFTER_SECONDS:
                self._next_generation()
            if passed >= 2 * FORGOTTEN_AFTER_SECONDS:
                self._old = {}

    def _next_generation(self) -> None:
        self._young, self._old = {}, self._young
        self._since = time.monotonic()


def mark_of(key: DataKey) -> bytes:
    """By what a key is known again without being kept."""
    return key.derive(LABEL)
