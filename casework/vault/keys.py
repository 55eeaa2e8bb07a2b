"""Data keys live as long as the database session that asked; keys of many subjects come in one query."""

import hmac
import os
import uuid
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from weakref import WeakKeyDictionary

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand
from sqlalchemy import select
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from casework.database.base import db
from casework.vault.errors import KeyMissing, Unreadable
from casework.vault.keyring import KEY_BYTES, Keyring
from casework.vault.models import ServiceKey, SubjectKey

FIRST_GENERATION = 1
SESSION_SLOT = "data keys"
QUERY_BATCH = 500
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
    USER_ROWS = "rowseal:user"


@dataclass(frozen=True)
class DataKey:
    """An opened key with its owner's name, which stands in the associated data of all it seals."""

    owner: bytes
    generation: int
    _secret: bytes

    @cached_property
    def cipher(self) -> AESGCM:
        return AESGCM(self.derive(b"field/v1"))

    def derive(self, label: bytes) -> bytes:
        """A 32-byte key of its own for another way of closing (`rowseal/v1`, `file/v1`)."""
        return HKDFExpand(SHA256(), KEY_BYTES, label).derive(self._secret)

    def digest(self, text: str) -> bytes:
        """A 16-byte blind index of a normalised text: equal texts meet, nothing else can be read from it."""
        return hmac.digest(self._secret, text.encode(), "sha256")[:16]

    def __repr__(self) -> str:
        return f"DataKey(owner={self.owner!r})"


class Keys:
    """The data keys one database session has opened so far."""

    def __init__(self, session: Session, keyring: Keyring) -> None:
        self._session = session
        self._keyring = keyring
        self._subjects: dict[uuid.UUID, DataKey] = {}
        self._services: dict[str, DataKey] = {}
        self._lost: set[uuid.UUID] = set()

    def create_subject(self, subject_id: uuid.UUID | None = None) -> uuid.UUID:
        """A new subject with a random key of its own."""
        subject_id = subject_id or uuid.uuid4()
        secret = os.urandom(KEY_BYTES)
        wrapped = self._keyring.wrap(secret, subject_id.bytes)
        self._session.add(
            SubjectKey(
                id=subject_id, generation=FIRST_GENERATION, kek_id=self._keyring.kek_id, wrapped=wrapped
            )
        )
        self._subjects[subject_id] = DataKey(subject_id.bytes, FIRST_GENERATION, secret)
        return subject_id

    def prefetch(self, subject_ids: Iterable[uuid.UUID]) -> None:
        """Open the keys of many subjects with one query per 500; one that is gone or damaged stops no other."""
        missing = list(set(subject_ids) - self._subjects.keys() - self._lost)
        for start in range(0, len(missing), QUERY_BATCH):
            batch = missing[start : start + QUERY_BATCH]
            with self._session.no_autoflush:
                rows = self._session.execute(
                    select(SubjectKey.id, SubjectKey.generation, SubjectKey.kek_id, SubjectKey.wrapped).where(
                        SubjectKey.id.in_(batch)
                    )
                )
            for subject_id, generation, kek_id, wrapped in rows:
                with suppress(Unreadable, KeyMissing):
                    secret = self._keyring.unwrap(kek_id, wrapped, subject_id.bytes)
                    self._subjects[subject_id] = DataKey(subject_id.bytes, generation, secret)
            self._lost.update(batch)
        self._lost.difference_update(self._subjects)

    def of_subject(self, subject_id: uuid.UUID) -> DataKey:
        """The key of one subject; Unreadable if it was erased or damaged."""
        if subject_id not in self._subjects:
            self.prefetch([subject_id])
        try:
            return self._subjects[subject_id]
        except KeyError:
            raise Unreadable from None

    def of_service(self, purpose: str) -> DataKey:
        """The key of one declared purpose; raises KeyMissing before `init` has made it."""
        if purpose not in self._services:
            name = purpose.encode()
            with self._session.no_autoflush:
                row = self._session.get(ServiceKey, purpose)
            if row is None:
                raise KeyMissing(
                    "Der Dienstschlüssel „%(purpose)s“ fehlt. Bitte „python3 -m casework init“ ausführen.",
                    purpose=purpose,
                )
            secret = self._keyring.unwrap(row.kek_id, row.wrapped, name)
            self._services[purpose] = DataKey(name, row.generation, secret)
        return self._services[purpose]

    def services(self) -> set[str]:
        """The purposes that have a key."""
        return set(self._session.scalars(select(ServiceKey.purpose)))

    def create_services(self) -> None:
        """Make the key of every declared purpose that has none yet."""
        for purpose in sorted(set(ServicePurpose) - self.services()):
            wrapped = self._keyring.wrap(os.urandom(KEY_BYTES), purpose.encode())
            self._session.add(
                ServiceKey(
                    purpose=purpose, generation=FIRST_GENERATION, kek_id=self._keyring.kek_id, wrapped=wrapped
                )
            )


def open_with(engine: Engine, source: Callable[[], Keyring]) -> None:
    """Tell the vault where the master key of a database comes from; it is asked for at the first sealed value."""
    _sources[engine] = source


def keys(session: Session | None = None) -> Keys:
    """The opened data keys of a session (the running one unless told otherwise)."""
    session = session or db.session()
    if SESSION_SLOT not in session.info:
        session.info[SESSION_SLOT] = Keys(session, _sources[db.engine]())
    found: Keys = session.info[SESSION_SLOT]
    return found
