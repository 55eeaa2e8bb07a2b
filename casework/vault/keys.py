"""Data keys live as long as the database session that asked; keys of many subjects come in one query."""

import hmac
import os
import uuid
from collections.abc import Callable, Collection, Iterable, Sequence
from enum import StrEnum
from typing import Any
from weakref import WeakKeyDictionary

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import ColumnElement, Select, delete, select
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from casework.database.base import db
from casework.database.bulk import batches, key_of
from casework.database.turns import hold_turn
from casework.vault.envelope import address_of_subject, header_of
from casework.vault.errors import KeyMissing, MasterKeyMissing, Unreadable
from casework.vault.keyring import Keyring
from casework.vault.masterkey import KEY_BYTES
from casework.vault.models import ServiceKey, SubjectKey

FIRST_GENERATION = 1
SESSION_SLOT = "data keys"
KeyRow = type[SubjectKey] | type[ServiceKey]
_sources: WeakKeyDictionary[Engine, Callable[[], Keyring]] = WeakKeyDictionary()


class ServicePurpose(StrEnum):
    """What the installation seals under keys of its own, because it must be opened in bulk or without its person."""

    REGISTER = "register"
    STATISTICS = "statistics"
    ACCOUNTS = "accounts"
    TRAIL = "trail"
    UPLOADS = "uploads"
    NUMBERS_INDEX = "bidx:numbers"
    EMAIL_INDEX = "bidx:email"
    DRAFTS_INDEX = "bidx:drafts"
    PUT_OFF_INDEX = "bidx:put-off"
    SESSIONS = "session"
    USER_ROWS = "rowseal:user"


class DataKey:
    """An opened key with its owner's name, which stands in the address of all it seals."""

    def __init__(self, owner: bytes, generation: int, secret: bytes) -> None:
        self.owner = owner
        self.generation = generation
        self._secret = secret
        self.header = header_of(generation)
        self.address = address_of_subject(self.header, owner)
        self.cipher = AESGCM(self.derive(b"field/v1"))

    def derive(self, label: bytes) -> bytes:
        """A 32-byte key of its own for another way of closing or signing (`rowseal/v1`, `file/v1`, `cookie/v1`).

        HKDF-Expand with SHA-256 (RFC 5869 §2.3), of which 32 bytes are the first block.
        """
        return hmac.digest(self._secret, label + b"\x01", "sha256")

    def digest(self, text: str) -> bytes:
        """A 16-byte blind index of a normalised text: equal texts meet, nothing else can be read from it."""
        return hmac.digest(self._secret, text.encode(), "sha256")[:16]

    def __repr__(self) -> str:
        return f"DataKey(owner={self.owner!r})"


class Keys:
    """The data keys one database session has opened so far.

    Master keys are asked for at the moment of wrapping and opening, never kept: they may change at any time.
    """

    def __init__(self, session: Session, keyring: Callable[[], Keyring]) -> None:
        self._session = session
        self._keyring = keyring
        self._subjects: dict[bytes, DataKey] = {}
        self._services: dict[str, DataKey] = {}
        self._service_rows: dict[str, Sequence[Any]] = {}
        self._lost: dict[bytes, Unreadable] = {}

    def create_subject(self, subject_id: uuid.UUID | None = None) -> uuid.UUID:
        """A new subject with a random key of its own; within a writer's turn, which a rotation waits for."""
        subject_id = subject_id or uuid.uuid4()
        secret = os.urandom(KEY_BYTES)
        self._session.add(SubjectKey(id=subject_id, **self._wrapped(secret, subject_id.bytes)))
        self._subjects[subject_id.bytes] = DataKey(subject_id.bytes, FIRST_GENERATION, secret)
        return subject_id

    def has_subject(self, subject_id: uuid.UUID) -> bool:
        """Whether a subject has a key of its own, whether or not it opens."""
        wanted = select(SubjectKey.id).where(SubjectKey.id == subject_id)
        return subject_id.bytes in self._subjects or self._session.scalar(wanted) is not None

    def ensure_subject(self, subject_id: uuid.UUID) -> uuid.UUID:
        """The same subject, which from now on has a key of its own."""
        return subject_id if self.has_subject(subject_id) else self.create_subject(subject_id)

    def subject_shared_by(
        self, row_id: uuid.UUID, subject_ids: Collection[uuid.UUID], *, is_new: bool = False
    ) -> uuid.UUID:
        """Under whose key a row about these people is closed: the one person's, else one of the row's own.

        For a row that is new nobody looks whether it has a key already.
        """
        if len(subject_ids) == 1:
            return next(iter(subject_ids))
        return self.create_subject(row_id) if is_new else self.ensure_subject(row_id)

    def destroy(self, subject_ids: Collection[uuid.UUID]) -> None:
        """Throw keys away: with the commit nothing that they sealed opens any more."""
        self._session.flush()
        self._session.execute(delete(SubjectKey).where(SubjectKey.id.in_(subject_ids)))
        for subject_id in subject_ids:
            self._subjects.pop(subject_id.bytes, None)

    def prefetch(self, subject_ids: Iterable[uuid.UUID]) -> None:
        """Open the keys of many subjects with one query per 500; one that is gone or damaged stops no other."""
        wanted = {subject_id.bytes: subject_id for subject_id in subject_ids}
        missing = [wanted[name] for name in wanted.keys() - self._subjects.keys() - self._lost.keys()]
        for batch in batches(missing):
            with self._session.no_autoflush:
                rows = self._session.execute(_subject_rows(batch)).all()
            self._lost |= {subject_id.bytes: Unreadable() for subject_id in batch}
            keyring = self._keyring()
            for key, *row in rows:
                name = bytes.fromhex(key)
                try:
                    self._subjects[name] = _opened(keyring, row, name) or self._opened_late(
                        SubjectKey, SubjectKey.id == uuid.UUID(key), name
                    )
                except Unreadable as error:
                    self._lost[name] = error
                else:
                    del self._lost[name]

    def of_subject(self, subject_id: uuid.UUID) -> DataKey:
        """The key of one subject; Unreadable if it was erased or damaged, or if its master key is not there."""
        name = subject_id.bytes
        if name not in self._subjects:
            self.prefetch([subject_id])
        try:
            return self._subjects[name]
        except KeyError:
            raise self._lost[name].with_traceback(None) from None

    def of_service(self, purpose: str) -> DataKey:
        """The key of one declared purpose; raises KeyMissing before `init` has made it, or if it is damaged."""
        if purpose not in self._services:
            row = self._find_service_row(purpose)
            if row is None:
                raise KeyMissing(
                    "Der Dienstschlüssel „%(purpose)s“ fehlt. Bitte „python3 -m casework init“ ausführen.",
                    purpose=purpose,
                )
            name = purpose.encode()
            try:
                self._services[purpose] = _opened(self._keyring(), row, name) or self._opened_late(
                    ServiceKey, ServiceKey.purpose == purpose, name
                )
            except MasterKeyMissing as error:  # of everything, not of one record: a fault and nothing else
                raise KeyMissing(error.sentence, **error.facts) from None
            except Unreadable:
                raise KeyMissing(
                    "Der Dienstschlüssel „%(purpose)s“ ist beschädigt. Bitte die Datenbank aus der Sicherung "
                    "zurückholen.",
                    purpose=purpose,
                ) from None
        return self._services[purpose]

    def _find_service_row(self, purpose: str) -> Sequence[Any] | None:
        """The wrapped key of a purpose: the few there are come in one query, and each is opened when it is needed."""
        if purpose not in self._service_rows:
            with self._session.no_autoflush:
                self._service_rows = {name: row for name, *row in self._session.execute(_SERVICE_ROWS)}
        return self._service_rows.get(purpose)

    def services(self) -> set[str]:
        """The purposes that have a key."""
        return set(self._session.scalars(select(ServiceKey.purpose)))

    def create_services(self) -> None:
        """Make the key of every declared purpose that has none yet; a rotation waits for it."""
        if set(ServicePurpose) - self.services():
            hold_turn(self._session.connection())
        for purpose in sorted(set(ServicePurpose) - self.services()):
            wrapped = self._wrapped(os.urandom(KEY_BYTES), purpose.encode())
            self._session.add(ServiceKey(purpose=purpose, **wrapped))

    def _wrapped(self, secret: bytes, name: bytes) -> dict[str, Any]:
        primary = self._keyring().primary
        return {
            "generation": FIRST_GENERATION,
            "kek_id": primary.kek_id,
            "wrapped": primary.wrap(secret, name),
        }

    def _opened_late(self, kind: KeyRow, is_it: ColumnElement[bool], name: bytes) -> DataKey:
        """The data key in a row whose master key was retired since this session read it: as it is committed now.

        Raises Unreadable if it was erased meanwhile, MasterKeyMissing if that is really not there.
        """
        with db.engine.connect() as connection:
            row = connection.execute(_rows(kind, is_it)).one_or_none()
        if row is None:
            raise Unreadable
        keyring = self._keyring()
        found = _opened(keyring, row, name)
        if found is None:
            raise MasterKeyMissing([row.kek_id])
        return found


def _subject_rows(subject_ids: list[uuid.UUID]) -> Select[str, int, int, bytes]:
    """The wrapped keys of many subjects, each by its id in hexadecimal: an object would cost more than opening it."""
    columns = (SubjectKey.generation, SubjectKey.kek_id, SubjectKey.wrapped)
    return select(key_of(SubjectKey.id), *columns).where(SubjectKey.id.in_(subject_ids))


_SERVICE_ROWS = select(ServiceKey.purpose, ServiceKey.generation, ServiceKey.kek_id, ServiceKey.wrapped)


def _rows(kind: KeyRow, is_it: ColumnElement[bool]) -> Select[int, int, bytes]:
    return select(kind.generation, kind.kek_id, kind.wrapped).where(is_it)


def _opened(keyring: Keyring, row: Sequence[Any], name: bytes) -> DataKey | None:
    """The data key in a row; None if its master key is not on the ring."""
    generation, kek_id, wrapped = row
    if kek_id not in keyring:
        return None
    return DataKey(name, generation, keyring[kek_id].unwrap(wrapped, name))


def open_with(engine: Engine, source: Callable[[], Keyring]) -> None:
    """Tell the vault where the master keys of a database come from; they are asked for whenever one is needed."""
    _sources[engine] = source


def keys(session: Session | None = None) -> Keys:
    """The opened data keys of a session (the running one unless told otherwise)."""
    session = session or db.session()
    if SESSION_SLOT not in session.info:
        session.info[SESSION_SLOT] = Keys(session, _sources[db.engine])
    found: Keys = session.info[SESSION_SLOT]
    return found
