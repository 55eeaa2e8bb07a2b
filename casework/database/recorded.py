"""What was stated is kept: a correction is a new row, the old one stays with the moment it stopped being believed."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Index, Uuid, and_, or_, select, update
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm.attributes import set_committed_value

from casework.database.base import db
from casework.database.moments import Moment
from casework.database.turns import running, take_turn
from casework.errors import Conflict


def moment_of_recording() -> datetime:
    """The one moment that all rows of the running transaction are recorded at (UTC)."""
    return take_turn()


def recorded_as_of(moment: datetime) -> None:
    """From here on the running transaction records as of a moment in the past: only for a history that is invented.

    Nothing is recorded after the transaction's own moment, up to which everything counts as known at its commit.
    """
    own: datetime = running().setdefault("own moment", take_turn())
    db.session.flush()
    running()["moment"] = min(moment, own)


R = TypeVar("R", bound="Recorded")


class Recorded:
    """A statement with the moments between which it was believed: [recorded_at, superseded_at)."""

    recorded_at: Mapped[datetime] = mapped_column(Moment, default=moment_of_recording)
    superseded_at: Mapped[datetime | None] = mapped_column(Moment, default=None)
    recorded_by_id: Mapped[uuid.UUID | None] = mapped_column(Uuid, default=None)

    def supersede(self) -> None:
        """From now on this is no longer what we believe; the row stays for every earlier moment of knowledge."""
        self.superseded_at = moment_of_recording()

    def give_up(self, otherwise: Conflict) -> None:
        """The same, unless somebody has done so meanwhile, whatever this session has read before: then `otherwise`."""
        row: Any = self
        kind = type(row)
        given_up = db.session.execute(
            update(kind)
            .where(kind.id == row.id, kind.superseded_at.is_(None))
            .values(superseded_at=moment_of_recording())
            .returning(kind.id)
        ).first()
        if given_up is None:
            raise otherwise
        set_committed_value(self, "superseded_at", moment_of_recording())


def known(row: type[Recorded], moment: datetime | None = None) -> ColumnElement[bool]:
    """The statements believed at a moment; without one, those believed now.

    Known means recorded at or before the moment and not superseded at or before it.
    """
    kind: Any = row  # any class may be a key, which the type checker denies
    return _believed(kind, moment)


@lru_cache(maxsize=200)
def _believed(row: Any, moment: datetime | None) -> ColumnElement[bool]:
    """Nearly every query says so, and those of one answer say it of the same moment: the words are remembered."""
    stands: ColumnElement[bool] = row.superseded_at.is_(None)
    return (
        stands if moment is None else and_(row.recorded_at <= moment, or_(stands, row.superseded_at > moment))
    )


def find_latest(row: R, *ways: tuple[str, ...]) -> R | None:
    """The believed statement that took the place of one given up, through any number of corrections; None when it was
    taken back.

    A correction is recorded at the very moment at which what it corrects was given up. `ways` name what both share, the
    closest first: the first way that finds exactly one holds.
    """
    found: R | None = row
    while found is not None and found.superseded_at is not None:
        found = _find_beside(found, type(row).recorded_at == found.superseded_at, ways)
    return found


def chain_of(row: R, *ways: tuple[str, ...]) -> list[R]:
    """A statement with all that it corrected and that corrected it, the first one first; `ways` as above."""
    kind, chain = type(row), [row]
    while (before := _find_beside(chain[0], kind.superseded_at == chain[0].recorded_at, ways)) is not None:
        chain.insert(0, before)
    while chain[-1].superseded_at is not None:
        after = _find_beside(chain[-1], kind.recorded_at == chain[-1].superseded_at, ways)
        if after is None:
            break
        chain.append(after)
    return chain


def _find_beside(row: R, touches: ColumnElement[bool], ways: Sequence[tuple[str, ...]]) -> R | None:
    kind = type(row)
    for shared in ways:
        alike = (getattr(kind, name) == getattr(row, name) for name in shared)
        found = db.session.scalars(select(kind).where(touches, *alike).limit(2)).all()
        if len(found) == 1:
            return found[0]
    return None


def one_current(name: str, *columns: str) -> Index:
    """At most one believed row for these columns; superseded ones may repeat."""
    return Index(
        name,
        *columns,
        unique=True,
        sqlite_where=db.text("superseded_at IS NULL"),
        postgresql_where=db.text("superseded_at IS NULL"),
    )
