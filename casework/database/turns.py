"""Writers take turns: who changes what is recorded does so alone, and moments of recording follow the order of commits.

Without this, two acts that both look before they write could each miss the other (two contradicting stays, the same
list twice, the last two administrators locking each other out), and what was recorded "before" a moment could become
visible after somebody had already reported what was known at it.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Connection, Integer, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from casework.database.base import Model, db
from casework.database.moments import Moment, now
from casework.database.retention import Kept, Retention

TICK = timedelta(microseconds=1)
JITTER = timedelta(minutes=1)
BEFORE_EVERYTHING = datetime(1970, 1, 1, tzinfo=UTC)


class WritersTurn(Model):
    """One row, held by whoever writes until the commit."""

    __tablename__ = "writers_turn"
    kept = Kept("Reihenfolge der Schreibenden", Retention.INSTALLATION)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    turns: Mapped[int] = mapped_column(BigInteger)
    last_recorded_at: Mapped[datetime] = mapped_column(Moment)


def running(session: Session | None = None) -> dict[Any, Any]:
    """What belongs to the running transaction only; forgotten at its commit or rollback."""
    bound: dict[Any, Any] = (session or db.session()).info.setdefault("running transaction", {})
    return bound


def take_turn() -> datetime:
    """Wait until no other writer is at work; then it is ours until the commit, with its one moment of recording (UTC).

    Whoever looks before they write takes their turn before they look.
    """
    bound = running()
    if "moment" not in bound:
        connection = db.session.connection()
        last = connection.execute(
            update(WritersTurn).values(turns=WritersTurn.turns + 1).returning(WritersTurn.last_recorded_at)
        ).scalar_one()
        bound["moment"] = _moment_after(last)
        connection.execute(update(WritersTurn).values(last_recorded_at=max(last, bound["moment"])))
    found: datetime = bound["moment"]
    return found


def is_our_turn() -> bool:
    """Whether the running transaction is the one that writes."""
    return "moment" in running()


def hold_turn(connection: Connection) -> None:
    """Keep writers out until this connection's transaction ends, without recording anything oneself."""
    connection.execute(update(WritersTurn).values(turns=WritersTurn.turns))


def _moment_after(last: datetime) -> datetime:
    """Now; but a clock that was set back a little does not make the later act the earlier one."""
    moment = now()
    return last + TICK if moment <= last < moment + JITTER else moment


def turns_taken() -> int:
    """How often something was written: equal counts mean that nothing changed in between."""
    return db.session.scalar(select(WritersTurn.turns)) or 0


def last_recorded_at() -> datetime:
    """The moment of the latest committed recording: everything known now was known then, and it stays so."""
    found = db.session.scalar(select(WritersTurn.last_recorded_at))
    return found or now()


def first_turn() -> None:
    """Lay the row; for a new installation."""
    if db.session.get(WritersTurn, 1) is None:
        db.session.add(WritersTurn(id=1, turns=0, last_recorded_at=BEFORE_EVERYTHING))
