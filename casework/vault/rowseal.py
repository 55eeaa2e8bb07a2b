"""Row seals: whoever changes a row past Casework, or puts an old one back, cannot make its seal fit again.

A seal is written in the same flush as its row. It is never mended by the way: a row whose seal did not fit before a
change does not get a fitting one by it, until somebody who has looked accepts the row as it stands.
"""

import functools
import hmac
import uuid
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import (
    Column,
    MetaData,
    ScalarSelect,
    Select,
    Table,
    and_,
    delete,
    event,
    insert,
    inspect,
    select,
    update,
)
from sqlalchemy.orm import Mapper, Session

from casework.database.base import Base, Keyed, db
from casework.database.bulk import batches
from casework.vault.errors import Unreadable
from casework.vault.keys import DataKey, ServicePurpose, keys
from casework.vault.models import RowSeal
from casework.vault.rows import seal_over

SLOT = "rows before the flush"
Values = Mapping[str, Any]


class RowSealed(Keyed):
    """A row that is sealed as a whole, under a service key or, without one, under its own as a subject."""

    sealed_under: ClassVar[ServicePurpose | None] = None
    changed_outside: bool = False


@dataclass(frozen=True, slots=True)
class Checked:
    """How many rows were looked at, and of which the seal does not fit (or the row itself is gone)."""

    checked: int
    broken: list[tuple[str, uuid.UUID]]


def row_sealed_kinds() -> list[type[RowSealed]]:
    """Every kind of row that is sealed as a whole, by the name of its table."""
    kinds = [mapper.class_ for mapper in Base.registry.mappers if issubclass(mapper.class_, RowSealed)]
    return sorted(kinds, key=lambda kind: _table(kind).name)


def seal_beside(kind: type[RowSealed]) -> ScalarSelect[bytes]:
    """The seal of each row a query finds, for `is_intact`."""
    table = _table(kind)
    return (
        select(RowSeal.seal)
        .where(RowSeal.table_name == table.name, RowSeal.row_id == table.c.id)
        .scalar_subquery()
    )


def is_intact(row: RowSealed, seal: bytes | None) -> bool:
    """Whether a loaded row is as Casework wrote it; what does not fit is looked at once more as it is stored."""
    kind, values = type(row), _values(row)
    fits = _fits(_table(kind), values, seal, _find_key(kind, row.id))
    return fits or not broken_ids(kind, [row.id])


def broken_ids(kind: type[RowSealed], row_ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Those of some stored rows whose seal does not fit; one query per 500."""
    table = _table(kind)
    return {
        values["id"]
        for batch in batches(row_ids)
        for values, seal in _stored(_with_seals(kind).where(table.c.id.in_(batch)))
        if not _fits(table, values, seal, _find_key(kind, values["id"]))
    }


def accept(row: RowSealed) -> None:
    """Somebody has looked: the row as it is stored now counts from here on."""
    kind, session = type(row), db.session()
    session.flush()
    table = _table(kind)
    for values, _seal in _stored(_with_seals(kind).where(table.c.id == row.id)):
        session.execute(_of(table, [row.id]))
        session.execute(insert(RowSeal), [_sealed(kind, values)])
    row.changed_outside = False


def seal_everything() -> int:
    """Seal every row that has no seal; only for an installation that is older than row seals. Returns how many."""
    count = 0
    for kind in row_sealed_kinds():
        bare = [values for values, seal in _stored(_with_seals(kind)) if seal is None]
        _prefetch(kind, (values["id"] for values in bare))
        sealed = [_sealed(kind, values) for values in bare if _find_key(kind, values["id"])]
        if sealed:
            db.session.execute(insert(RowSeal), sealed)
        count += len(sealed)
    return count


def seal_without(
    kind: type[RowSealed], laid_aside: str, lost: Column[Any], stood: Mapping[uuid.UUID, Any]
) -> int:
    """Seal rows that lost a column anew, if the seals that were laid aside under a name fit them as they were.

    A migration has no keys: it lays the seals aside, and what is changed past Casework gets no fitting one by the way.
    `stood` is what stood in the column `lost`, by row. Returns how many seals fitted.
    """
    table, count = _table(kind), 0
    before = table.to_metadata(MetaData())
    before.append_column(lost)
    for values, seal in _stored(_with_seals(kind, laid_aside).where(RowSeal.seal.is_not(None))):
        row_id, key = values["id"], _find_key(kind, values["id"])
        as_it_was = {**values, lost.name: stood.get(row_id)}
        if _fits(before, as_it_was, seal, key) or _fits(table, values, seal, key):
            anew = update(RowSeal).where(RowSeal.table_name == laid_aside, RowSeal.row_id == row_id)
            db.session.execute(anew.values(seal=_sealed(kind, values)["seal"]))
            count += 1
    back = update(RowSeal).where(RowSeal.table_name == laid_aside)
    db.session.execute(back.values(table_name=table.name))
    return count


def check_everything() -> Checked:
    """Look at every sealed row there is, and at every seal whose row is gone."""
    checked, broken = 0, []
    for kind in row_sealed_kinds():
        table = _table(kind)
        for batch in batches(db.session.scalars(select(table.c.id).order_by(table.c.id)).all()):
            _prefetch(kind, batch)
            checked += len(batch)
            broken += [(table.name, row_id) for row_id in sorted(broken_ids(kind, batch))]
        orphans = select(RowSeal.row_id).where(
            RowSeal.table_name == table.name, RowSeal.row_id.not_in(select(table.c.id))
        )
        broken += [(table.name, row_id) for row_id in db.session.scalars(orphans.order_by(RowSeal.row_id))]
    return Checked(checked, broken)


@event.listens_for(Session, "before_flush")
def _look_before(session: Session, _context: object, _instances: object) -> None:
    """Remember changed rows as they were stored, and whether their seals fitted."""
    before: dict[RowSealed, tuple[Values, bool]] = {}
    for kind, rows in _by_kind(session.dirty).items():
        table, known = _table(kind), {row.id: row for row in rows if session.is_modified(row)}
        _prefetch(kind, known)
        for batch in batches(known):
            for values, seal in _stored(_with_seals(kind).where(table.c.id.in_(batch)), session):
                fitted = _fits(table, values, seal, _find_key(kind, values["id"]))
                before[known[values["id"]]] = (values, fitted)
    session.info[SLOT] = before


@event.listens_for(Session, "after_flush")
def _seal_after(session: Session, _context: object) -> None:
    """Seal what was inserted and changed; forget the seals of what was deleted."""
    before: dict[RowSealed, tuple[Values, bool]] = session.info.pop(SLOT, {})
    fresh = [_sealed(kind, _values(row)) for kind, rows in _by_kind(session.new).items() for row in rows]
    gone = _by_kind(session.deleted)
    if not (fresh or before or gone):
        return
    connection = session.connection()
    if fresh:
        connection.execute(insert(RowSeal), fresh)
    for row, (values, fitted) in before.items():
        if fitted:
            changed = _sealed(type(row), {**values, **_values(row)})
            connection.execute(_of(_table(type(row)), [row.id], update(RowSeal)).values(seal=changed["seal"]))
    for kind, rows in gone.items():
        connection.execute(_of(_table(kind), [row.id for row in rows]))


def _by_kind(rows: Iterable[object]) -> dict[type[RowSealed], list[RowSealed]]:
    found: dict[type[RowSealed], list[RowSealed]] = {}
    for row in rows:
        if isinstance(row, RowSealed):
            found.setdefault(type(row), []).append(row)
    return found


def _of(table: Table, row_ids: Collection[uuid.UUID], statement: Any = None) -> Any:
    which = (RowSeal.table_name == table.name, RowSeal.row_id.in_(row_ids))
    return (delete(RowSeal) if statement is None else statement).where(*which)


def _sealed(kind: type[RowSealed], values: Values) -> dict[str, Any]:
    key = _find_key(kind, values["id"])
    if key is None:
        raise Unreadable
    table = _table(kind)
    return {"table_name": table.name, "row_id": values["id"], "seal": seal_over(table, values, key)}


def _fits(table: Table, values: Values, seal: bytes | None, key: DataKey | None) -> bool:
    if seal is None or key is None:
        return False
    return hmac.compare_digest(bytes(seal), seal_over(table, values, key))


def _find_key(kind: type[RowSealed], row_id: uuid.UUID) -> DataKey | None:
    try:
        return keys().of_service(kind.sealed_under) if kind.sealed_under else keys().of_subject(row_id)
    except Unreadable:
        return None


def _prefetch(kind: type[RowSealed], row_ids: Iterable[uuid.UUID]) -> None:
    if kind.sealed_under is None:
        keys().prefetch(row_ids)


def _table(kind: type[RowSealed]) -> Table:
    table = inspect(kind).local_table
    assert isinstance(table, Table)  # noqa: S101  # every kind has a table of its own
    return table


def _values(row: RowSealed) -> dict[str, Any]:
    """What a row holds in memory, by column; what was never loaded or set is left out."""
    known = inspect(row).dict
    return {name: known[key] for name, key in _attributes(inspect(type(row))) if key in known}


@functools.cache
def _attributes(mapper: Mapper[Any]) -> list[tuple[str, str]]:
    """Each column with the attribute that holds it."""
    return [(column.name, mapper.get_property_by_column(column).key) for column in mapper.local_table.columns]


def _with_seals(kind: type[RowSealed], name: str | None = None) -> Select[Any]:
    table = _table(kind)
    belongs = and_(RowSeal.table_name == (name or table.name), RowSeal.row_id == table.c.id)
    return select(table, RowSeal.seal.label("its_seal")).outerjoin(RowSeal, belongs)


def _stored(statement: Select[Any], session: Session | None = None) -> Iterator[tuple[Values, bytes | None]]:
    """Rows as they lie in the database, each with its seal, past what the session holds in memory."""
    connection = (session or db.session()).connection()
    for row in connection.execute(statement):
        values = row._asdict()
        yield values, values.pop("its_seal")
