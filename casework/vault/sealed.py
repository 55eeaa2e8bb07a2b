"""Attributes that lie sealed in the database and open only with the key of the row's subject."""

import base64
import json
import uuid
from collections.abc import Callable
from typing import Any, Generic, Protocol, Self, TypeVar, cast, get_args, overload

from sqlalchemy import LargeBinary, inspect
from sqlalchemy.orm import InstrumentedAttribute, mapped_column

from casework.database.retention import Retention
from casework.vault.columns import Declaration
from casework.vault.envelope import AES_256_GCM, Place, address_of_column, seal, unseal
from casework.vault.errors import Unreadable
from casework.vault.files import seal_bytes, unseal_bytes
from casework.vault.kept_open import KeptOpen, mark_of
from casework.vault.keys import DataKey, ServicePurpose, keys
from casework.vault.unreadable import (
    Damage,
    NotReadable,
    NotReadableFile,
    NotReadableText,
    is_unreadable,
    stand_in,
)

T = TypeVar("T")
_KEY = "_key_of_subject"


class SealedRow(Protocol):
    """A row that knows whose key closes it."""

    __tablename__: str
    id: uuid.UUID

    @property
    def subject_id(self) -> uuid.UUID: ...


class Sealed(Generic[T]):
    """A sealed text (or any JSON value) over a binary column of the same name.

    `under` names a service key, or finds it for a row, where values must be opened in bulk or have no person;
    without it the key of `row.subject_id` is used. Empty text is kept as None.
    Of anything moved, damaged or erased (or empty, where the annotation has no None), reading gives what `unreadable`
    makes (a text: „nicht lesbar“) and tells whoever watches; written back, it leaves the bytes as they are.
    `strictly` raises Unreadable instead. What is opened in bulk stays open for a while in `kept_open`, if there is one.
    """

    def __init__(
        self,
        label: str,
        *,
        purpose: str,
        retention: Retention | None = None,
        under: ServicePurpose | Callable[[Any], ServicePurpose | None] | None = None,
        write: Callable[[Any], Any] = lambda value: value,
        read: Callable[[Any], Any] | None = None,
        unreadable: Callable[[], NotReadable] = NotReadableText,
        kept_open: KeptOpen[T] | None = None,
    ) -> None:
        self.declaration = Declaration(label, True, purpose, retention or "")
        self._under = under
        self._write = write
        self._read = read
        self._unreadable = unreadable
        self._kept_open = kept_open
        self._addresses: dict[str, bytes] = {}

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name
        self._owner = cast("type[SealedRow]", owner)
        self._attribute = f"_{name}"
        self._may_be_empty = type(None) in get_args(next(iter(get_args(owner.__annotations__[name])), None))
        column = mapped_column(name, LargeBinary, nullable=True, info={"declaration": self.declaration})
        setattr(owner, self._attribute, column)

    @overload
    def __get__(self, row: None, owner: type) -> Self: ...
    @overload
    def __get__(self, row: object, owner: type) -> T: ...
    def __get__(self, row: object | None, owner: type) -> Self | T:
        if row is None:
            return self
        try:
            return self.strictly(row)
        except Unreadable:
            found = cast("SealedRow", row)
            town_id = getattr(row, "municipality_id", None)
            damage = Damage(found.__tablename__, self._name, found.id, town_id)
            return self._stand_in(damage, getattr(row, self._attribute))

    def __set__(self, row: object, value: T | None) -> None:
        kept = getattr(row, self._attribute)
        if kept is not None and self.__get__(row, type(row)) == value:
            return
        sealed = None
        if isinstance(value, NotReadable):
            sealed = value.sealed
        elif value not in (None, "", [], ()):
            key = self._key(row)
            sealed = self._close(value, key, cast("SealedRow", row))
        setattr(row, self._attribute, sealed)

    def strictly(self, row: object) -> T:
        """The value of a row, for whoever decides on it; raises Unreadable."""
        sealed = getattr(row, self._attribute)
        if sealed is None and (self._may_be_empty or not inspect(row).has_identity):
            return cast("T", None)
        if sealed is None:
            raise Unreadable
        key = self._key(row)
        found = cast("SealedRow", row)
        return self._open(sealed, key, found.__tablename__, found.id)

    def find_written(self, row: object, sealed: bytes) -> list[Any]:
        """The JSON value in some bytes that lie or lay in this column of a row; nothing where they do not open."""
        key, found = self._key(row), cast("SealedRow", row)
        try:
            plaintext = unseal(
                key.cipher, key.header, sealed, self._address(key, found.__tablename__, found.id)
            )
        except Unreadable:
            return []
        return [_text(plaintext)]

    def as_read(self, written: Any) -> T:
        """What a JSON value of this column says."""
        return cast("T", written if self._read is None else self._read(written))

    def _close(self, value: T, key: DataKey, row: SealedRow) -> bytes:
        plaintext = json.dumps(self._write(value), ensure_ascii=False, separators=(",", ":")).encode()
        return seal(key.cipher, key.header, plaintext, self._address(key, row.__tablename__, row.id))

    def _open(self, sealed: bytes, key: DataKey, table: str, row_id: uuid.UUID) -> T:
        value = _text(unseal(key.cipher, key.header, sealed, self._address(key, table, row_id)))
        return cast("T", value if self._read is None else self._read(value))

    def column(self) -> InstrumentedAttribute[bytes | None]:
        """The sealed bytes, for queries that open many rows at once."""
        found: InstrumentedAttribute[bytes | None] = getattr(self._owner, self._attribute)
        return found

    def opener(self) -> Callable[[uuid.UUID, bytes], T]:
        """Opens bytes of this column in bulk, by row id; for columns under one service key.

        One that does not open stops none of the others: what stands for it is given as for an attribute.
        """
        if not isinstance(self._under, ServicePurpose):
            raise TypeError("only a column under one service key opens in bulk")
        key = keys().of_service(self._under)
        table = self._owner.__tablename__

        def open_value(row_id: uuid.UUID, sealed: bytes) -> T:
            try:
                return self._open(sealed, key, table, row_id)
            except Unreadable:
                return self._stand_in(Damage(table, self._name, row_id), sealed)

        kept = self._kept_open
        if kept is None:
            return open_value
        mark = mark_of(key)
        kept.forget_old()

        def find_value(row_id: uuid.UUID, sealed: bytes) -> T:
            found = kept.find(row_id, sealed, mark)
            if found is None:
                found = open_value(row_id, sealed)
                if not is_unreadable(found):
                    kept.keep(row_id, sealed, mark, found)
            return found

        return find_value

    def _stand_in(self, damage: Damage, sealed: bytes | None) -> T:
        return cast("T", stand_in(self._unreadable(), sealed, damage))

    def _key(self, row: object) -> DataKey:
        purpose = self._under(row) if callable(self._under) else self._under
        if purpose is not None:
            return keys().of_service(purpose)
        kept: DataKey | None = row.__dict__.get(
            _KEY
        )  # as long as the row, which lives as long as its session
        if kept is None:
            kept = row.__dict__[_KEY] = keys().of_subject(cast("SealedRow", row).subject_id)
        return kept

    def _address(self, key: DataKey, table: str, row_id: uuid.UUID) -> bytes:
        """Where the value of a row belongs: it opens nowhere else."""
        found = self._addresses.get(table)
        if found is None:
            found = self._addresses[table] = address_of_column(table, self._name)
        return key.address + found + row_id.bytes


def close_anew(row: Any, subject_id: uuid.UUID) -> None:
    """Close all that a row says with another subject's key; where something does not open, the old key stays."""
    fields = [name for name, found in vars(type(row)).items() if isinstance(found, Sealed)]
    values = {name: getattr(row, name) for name in fields}
    if row.subject_id == subject_id or any(isinstance(value, NotReadable) for value in values.values()):
        return
    for name in fields:
        setattr(row, name, None)
    row.__dict__.pop(_KEY, None)
    row.subject_id = subject_id
    for name, value in values.items():
        setattr(row, name, value)


def _text(plaintext: bytes) -> Any:
    """The value of its JSON; a text without escapes stands there as it is."""
    if plaintext.startswith(b'"') and b"\\" not in plaintext:
        return plaintext[1:-1].decode()
    return json.loads(plaintext)


class SealedFile(Sealed[bytes]):
    """A whole file over a binary column, sealed in chunks; one that does not open reads as an empty `NotReadable`."""

    def __init__(self, label: str, *, purpose: str, under: ServicePurpose | None = None) -> None:
        super().__init__(label, purpose=purpose, under=under, unreadable=NotReadableFile)

    def _close(self, value: bytes, key: DataKey, row: SealedRow) -> bytes:
        return seal_bytes(key, value, Place(key.owner, row.__tablename__, self._name, row.id))

    def _open(self, sealed: bytes, key: DataKey, table: str, row_id: uuid.UUID) -> bytes:
        """Files from before there were chunks (one field of Base64) say so in their first byte and open as such."""
        if sealed[:1] == AES_256_GCM.to_bytes(1, "big"):
            field = unseal(key.cipher, key.header, sealed, self._address(key, table, row_id))
            return base64.b64decode(json.loads(field))
        return unseal_bytes(key, sealed, Place(key.owner, table, self._name, row_id))
