"""Another master key, while everybody goes on working: nothing gets lost, and nothing that was erased comes back.

How far a rotation has come is read from the key ring and the rows alone, so that it goes on wherever it was stopped:
the highest number on the ring is the key to come, every other one is on its way out.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, func, select, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import InstrumentedAttribute

from casework.database.base import db
from casework.database.turns import hold_turn
from casework.database.unwaited import brief_transaction
from casework.errors import Fault
from casework.vault.errors import Unreadable
from casework.vault.keysource import KeySource
from casework.vault.models import ServiceKey, SubjectKey

BATCH = 200
TURN_PATIENCE_MS = 5_000
"""So long one stands in the queue of writers before one tries again; meanwhile nothing of theirs is held."""
BREATH_SECONDS = 0.05
PATIENCE_SECONDS = 3600
Kind = type[SubjectKey] | type[ServiceKey]
KINDS: tuple[Kind, ...] = (SubjectKey, ServiceKey)


@dataclass(frozen=True, slots=True)
class Retired:
    """A master key that nothing needs any more, and where it is kept."""

    kek_id: int
    place: str


class Rotation:
    """One change of the master key: from its beginning, or from where an earlier one was stopped."""

    def __init__(self, source: KeySource) -> None:
        """Make the new key, for reading first, then let it wrap; what is done already stays done."""
        self._source = source
        present = source.keyring().kek_ids
        self.target = max(present)
        if len(present) == 1:
            self.target += 1
            source.add(self.target)
        source.promote(self.target)
        self.outgoing = tuple(sorted(set(source.keyring().kek_ids) - {self.target}))
        self._damaged: set[object] = set()

    def waiting(self) -> int:
        """How many data keys another master key still wraps."""
        with db.engine.connect() as connection:
            counts = [select(func.count()).where(kind.kek_id != self.target) for kind in KINDS]
            return sum(connection.scalar(count) or 0 for count in counts)

    def rewrap(self) -> Iterator[int]:
        """Wrap everything anew, a batch at a time, until nothing is left; yields the size of each batch.

        The last look is taken while no writer is at work: whoever had taken the old key for wrapping has committed
        by then, and whoever comes later takes the new one.
        """
        late = None
        while late != 0:
            for kind in KINDS:
                yield from self._sweep(kind)
            late = _as_soon_as_possible(self._sweep_alone)
            yield late

    def finish(self) -> tuple[Retired, ...]:
        """Take the old keys out of use. Raises Fault when some data keys could not be carried over."""
        if self._damaged:
            raise Fault(
                "%(number)s Datenschlüssel sind beschädigt und ließen sich nicht übertragen. Der alte Hauptschlüssel "
                "bleibt deshalb in Gebrauch; alles andere trägt schon den neuen. Betroffen: %(which)s.",
                number=len(self._damaged),
                which=", ".join(sorted(str(key_id) for key_id in self._damaged)),
            )
        return tuple(Retired(kek_id, self._source.retire(kek_id)) for kek_id in self.outgoing)

    def _sweep(self, kind: Kind) -> Iterator[int]:
        last = None
        while batch := self._batch_after(kind, last):
            yield _as_soon_as_possible(partial(self._stored, kind, self._wrapped_anew(batch)))
            last = batch[-1].key_id

    def _batch_after(self, kind: Kind, last: object) -> Sequence[Row[Any]]:
        """The next keys to wrap anew; the reading is over before anything is written."""
        wanted = self._waiting_in(kind).limit(BATCH)
        if last is not None:
            wanted = wanted.where(_identity(kind) > last)
        with db.engine.connect() as connection:
            return connection.execute(wanted).all()

    def _sweep_alone(self) -> int:
        """Everything that is left, while the writers' turn is ours; how many keys that were."""
        with brief_transaction(TURN_PATIENCE_MS) as connection:
            hold_turn(connection)
            return sum(
                _store(connection, kind, self._wrapped_anew(connection.execute(self._waiting_in(kind)).all()))
                for kind in KINDS
            )

    def _stored(self, kind: Kind, anew: list[dict[str, object]]) -> int:
        with brief_transaction() as connection:
            return _store(connection, kind, anew)

    def _waiting_in(self, kind: Kind) -> Select[Any]:
        identity = _identity(kind)
        wanted = select(identity.label("key_id"), kind.kek_id, kind.wrapped)
        return wanted.where(kind.kek_id != self.target).order_by(identity)

    def _wrapped_anew(self, batch: Sequence[Row[Any]]) -> list[dict[str, object]]:
        keyring = self._source.keyring()
        target, anew = keyring[self.target], []
        for row in batch:
            key_id, wrapped = row.key_id, row.wrapped
            name = key_id.encode() if isinstance(key_id, str) else key_id.bytes
            try:
                secret = keyring[row.kek_id].unwrap(wrapped, name)
            except Unreadable:
                self._damaged.add(key_id)
            else:
                after = target.wrap(secret, name)
                anew.append({"of": key_id, "before": wrapped, "after": after, "under": target.kek_id})
        return anew


def _identity(kind: Kind) -> InstrumentedAttribute[Any]:
    """The column that names a key; its bytes are bound into what is wrapped."""
    return SubjectKey.id if kind is SubjectKey else ServiceKey.purpose


def _store(connection: Connection, kind: Kind, anew: list[dict[str, object]]) -> int:
    """Put new wrappings in the place of exactly those they were made from: what was erased meanwhile stays erased."""
    if not anew:
        return 0
    changed = (
        update(kind)
        .where(_identity(kind) == bindparam("of"), kind.wrapped == bindparam("before"))
        .values(kek_id=bindparam("under"), wrapped=bindparam("after"))
    )
    return max(connection.execute(changed, anew).rowcount, 0)


def _as_soon_as_possible(act: Callable[[], int]) -> int:
    """Do something that never waits in the way of others, again and again until nobody else is writing there."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            return act()
        except OperationalError:
            if time.monotonic() > deadline:
                raise Fault(
                    "Die Datenbank ist seit langem von einem anderen Vorgang belegt. Bitte später noch einmal "
                    "„python3 -m casework keys rotate“ aufrufen; der Wechsel geht dort weiter, wo er steht."
                ) from None
            time.sleep(BREATH_SECONDS)
