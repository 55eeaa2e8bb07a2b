"""What somebody sees while typing is noted once the words rest; until then the note waits in the memory of the process.

A note that rests is written with the next request the process answers, and at its end at the latest. It begins anew
after a minute, and whenever other words are typed: what was looked for with each of them stays in the trail.
"""

import threading
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import update
from sqlalchemy.engine import Engine
from sqlalchemy.exc import OperationalError

from casework.audit.models import TrailHead
from casework.audit.trail import Note, actor, noted
from casework.database.base import db
from casework.database.moments import now
from casework.database.transaction import transaction
from casework.database.turns import running
from casework.database.unwaited import run_unless_busy

ONE_SEARCH = timedelta(minutes=1)
MOST_WAITING = 100
"""Whoever looks for so many things while nobody can write waits until it is written."""

Typist = tuple[uuid.UUID | None, str, uuid.UUID | None]
"""Who types, the action, and whom or what it is about."""


@dataclass(frozen=True, slots=True)
class _Typed:
    words: str
    began_at: datetime
    note: Note

    def covers(self, words: str) -> bool:
        """Whether words only go on with these, or go back to where they began."""
        return words.startswith(self.words) or self.words.startswith(words)


class _Waiting:
    """The notes of one installation that are not written yet."""

    def __init__(self) -> None:
        self._typed: dict[Typist, _Typed] = {}
        self._rested: list[Note] = []
        self._lock = threading.Lock()

    def type(self, typist: Typist, words: str, note: Note) -> None:
        with self._lock:
            before = self._typed.get(typist)
            if before and before.covers(words) and note.happened_at - before.began_at < ONE_SEARCH:
                if len(words) >= len(before.words):
                    self._typed[typist] = _Typed(words, before.began_at, note)
                return
            if before:
                self._rested.append(before.note)
            self._typed[typist] = _Typed(words, note.happened_at, note)

    def take(self, of: uuid.UUID | None, *, all_of_them: bool) -> list[Note]:
        """What rests by now: all that one actor typed, and whatever is old enough."""
        with self._lock:
            old = now() - ONE_SEARCH
            for typist, typed in list(self._typed.items()):
                if all_of_them or typed.began_at < old or (of is not None and typist[0] == of):
                    self._rested.append(self._typed.pop(typist).note)
            rested, self._rested = self._rested, []
            return rested

    def give_back(self, notes: Iterable[Note]) -> None:
        with self._lock:
            self._rested[:0] = notes


_waiting: WeakKeyDictionary[Engine, _Waiting] = WeakKeyDictionary()


def _of_this_installation() -> _Waiting:
    return _waiting.setdefault(db.engine, _Waiting())


def witness_while_typing(
    action: str, typed: str, /, *, subject: uuid.UUID | None = None, **detail: Any
) -> None:
    """Note what was seen while somebody typed, once the words rest: one entry for a search and not for each key."""
    note = noted(action, subject, None, detail)
    _of_this_installation().type((note.actor.user_id, action, subject), typed, note)
    db.session().info["typing"] = True


def write_rested(*, all_of_them: bool = False) -> None:
    """Commit the notes that rest. Somebody who is still typing waits for nobody: then they are written later."""
    is_typing = db.session().info.pop("typing", False)
    waiting = _of_this_installation()
    notes = waiting.take(None if is_typing else actor().user_id, all_of_them=all_of_them)
    if not notes:
        return
    try:
        with transaction(in_turn=False):
            if is_typing and len(notes) < MOST_WAITING:
                run_unless_busy(update(TrailHead).values(sequence=TrailHead.sequence))
            running()["notes"] = notes
    except OperationalError:
        waiting.give_back(notes)
        if not is_typing:
            raise
