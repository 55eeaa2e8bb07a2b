"""Millions of rows into a table at once: binary COPY on PostgreSQL, plain tuples on SQLite."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from sqlalchemy import Connection, Table, Uuid

Array = np.ndarray
CHUNK = 500_000
POSTGRES_DAY = 730_120  # the ordinal of 2000-01-01
POSTGRES_MOMENT = 946_684_800_000_000  # the same in microseconds since 1970
HEAD, TAIL = b"PGCOPY\n\xff\r\n\x00" + bytes(8), b"\xff\xff"
NONE = -1


@dataclass(frozen=True)
class Coded:
    """A column of words or ids by code; NONE is empty."""

    codes: Array
    words: Sequence[str] | Array


@dataclass(frozen=True)
class Days:
    """A column of days (ordinals), empty from `never` on."""

    days: Array
    never: int


@dataclass(frozen=True)
class Moments:
    """A column of moments (microseconds since 1970); NONE is empty."""

    moments: Array


Column = Coded | Days | Moments
Part = Mapping[str, Column]


def ids(how_many: int, chance: np.random.Generator) -> Array:
    """So many random ids of 16 bytes."""
    return np.frombuffer(chance.bytes(16 * how_many), "V16")


def fill(connection: Connection, table: Table, columns: Mapping[str, Column], seed: int) -> None:
    """Write the rows, each under an id of its own."""
    chance = np.random.default_rng(seed)
    size = len(_values(next(iter(columns.values()))))
    write = _into_sqlite if connection.dialect.name == "sqlite" else _into_postgresql
    parts = (slice(start, start + CHUNK) for start in range(0, size, CHUNK))
    write(connection, table, ["id", *columns], (_part(columns, part, chance) for part in parts))


def _values(column: Column) -> Array:
    match column:
        case Coded():
            return column.codes
        case Days():
            return column.days
        case Moments():
            return column.moments


def _part(columns: Mapping[str, Column], part: slice, chance: np.random.Generator) -> dict[str, Column]:
    found: dict[str, Column] = {}
    for name, column in columns.items():
        match column:
            case Coded():
                found[name] = Coded(column.codes[part], column.words)
            case Days():
                found[name] = Days(column.days[part], column.never)
            case Moments():
                found[name] = Moments(column.moments[part])
    size = len(_values(next(iter(found.values()))))
    return {"id": Coded(np.arange(size), ids(size, chance))} | found


def _into_sqlite(connection: Connection, table: Table, names: Sequence[str], parts: Iterable[Part]) -> None:
    cursor = connection.connection.cursor()
    holders = ", ".join("?" * len(names))
    insert = f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({holders})"  # noqa: S608 – our own names
    for part in parts:
        cursor.executemany(insert, zip(*(_texts(part[name]) for name in names), strict=True))


def _texts(column: Column) -> list[Any]:
    match column:
        case Coded():
            words = [bytes(word).hex() if isinstance(word, np.void) else word for word in column.words]
            return [None if code == NONE else words[code] for code in column.codes.tolist()]
        case Days():
            codes, inverse = np.unique(column.days, return_inverse=True)
            words = [None if day >= column.never else date.fromordinal(int(day)).isoformat() for day in codes]
            return [words[code] for code in inverse.tolist()]
        case Moments():
            texts = np.datetime_as_string(column.moments.astype("datetime64[us]")).tolist()
            empty = (column.moments == NONE).tolist()
            return [None if none else text.replace("T", " ") for text, none in zip(texts, empty, strict=True)]


def _into_postgresql(
    connection: Connection, table: Table, names: Sequence[str], parts: Iterable[Part]
) -> None:
    """Rows that are equally long and empty in the same places make one block of bytes."""
    cursor: Any = connection.connection.cursor()
    kinds = [table.columns[name].type for name in names]
    with cursor.copy(f"COPY {table.name} ({', '.join(names)}) FROM STDIN (FORMAT BINARY)") as copy:
        copy.write(HEAD)
        for part in parts:
            prepared = [_binary(part[name], kind) for name, kind in zip(names, kinds, strict=True)]
            shape = np.zeros(len(prepared[0][1]), np.int64)
            for _values_at, length in prepared:
                _lengths, code = np.unique(length, return_inverse=True)
                shape = shape * 8 + code
            for one in np.unique(shape):
                copy.write(_block(prepared, np.flatnonzero(shape == one)))
        copy.write(TAIL)


def _binary(column: Column, kind: Any) -> tuple[Any, Array]:
    """A way to the values by place, and the length of each in bytes (NONE where empty)."""
    match column:
        case Days():
            values = (column.days - POSTGRES_DAY).astype(">i4")
            return values.__getitem__, np.where(column.days >= column.never, NONE, 4)
        case Moments():
            values = (column.moments - POSTGRES_MOMENT).astype(">i8")
            return values.__getitem__, np.where(column.moments == NONE, NONE, 8)
        case Coded(codes, words) if isinstance(kind, Uuid):
            ids_of = np.asarray(words)
            return lambda places: ids_of[codes[places]], np.where(codes == NONE, NONE, 16)
        case Coded(codes, words):
            written = np.array([str(word).encode() for word in words] or [b""])
            lengths = np.array([len(word) for word in written.tolist()])
            return lambda places: written[codes[places]], np.where(codes == NONE, NONE, lengths[codes])
    raise TypeError(kind)


def _block(prepared: Sequence[tuple[Any, Array]], places: Array) -> bytes:
    fields: list[tuple[str, Any]] = [("columns", ">i2")]
    values: list[tuple[str, Any]] = [("columns", len(prepared))]
    for number, (values_at, lengths) in enumerate(prepared):
        length = int(lengths[places[0]])
        fields.append((f"length{number}", ">i4"))
        values.append((f"length{number}", length))
        if length != NONE:
            found = values_at(places)
            kind = f"S{length}" if found.dtype.kind == "S" else found.dtype
            fields.append((f"value{number}", kind))
            values.append((f"value{number}", found))
    block = np.empty(len(places), np.dtype(fields))
    for name, value in values:
        block[name] = value
    return block.tobytes()
