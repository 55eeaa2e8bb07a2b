"""One sealed value: `alg(1) ‖ generation(2) ‖ nonce(12) ‖ ciphertext ‖ tag(16)`, padded to 32-byte steps.

The associated data binds a value to its subject, table, column and row: anything moved, cut or flipped
fails to open, always with the same error.
"""

import os
import uuid
from dataclasses import dataclass
from functools import cache, lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from casework.vault.errors import Unreadable

AES_256_GCM = 1
HEADER_BYTES = 3
NONCE_BYTES = 12
PADDING_STEP = 32
_BODY = HEADER_BYTES + NONCE_BYTES
DOMAIN = b"casework/field/v1"


@dataclass(slots=True)
class Place:
    """Where a sealed value belongs; it opens nowhere else."""

    subject: bytes
    table: str
    column: str
    row: uuid.UUID

    def associated_data(self, header: bytes) -> bytes:
        """Domain, header, subject, table, column and row, each with its length before it."""
        return b"".join(
            (_opening(header), _part(self.subject), _column(self.table, self.column), _part(self.row.bytes))
        )


def _part(value: bytes) -> bytes:
    return len(value).to_bytes(2, "big") + value


@lru_cache(maxsize=1000)
def _opening(header: bytes) -> bytes:
    return _part(DOMAIN) + _part(header)


@cache
def _column(table: str, column: str) -> bytes:
    return _part(table.encode()) + _part(column.encode())


@lru_cache(maxsize=1000)
def _header(generation: int) -> bytes:
    return AES_256_GCM.to_bytes(1, "big") + generation.to_bytes(2, "big")


def seal(cipher: AESGCM, generation: int, plaintext: bytes, place: Place) -> bytes:
    """Close a value so that it opens only with this key and only at this place."""
    header = _header(generation)
    nonce = os.urandom(NONCE_BYTES)
    return header + nonce + cipher.encrypt(nonce, _pad(plaintext), place.associated_data(header))


def unseal(cipher: AESGCM, generation: int, sealed: bytes, place: Place) -> bytes:
    """The value back, or Unreadable for every kind of damage and every wrong key, row, column or person."""
    header = sealed[:HEADER_BYTES]
    if header != _header(generation):
        raise Unreadable
    try:
        return _unpad(
            cipher.decrypt(sealed[HEADER_BYTES:_BODY], sealed[_BODY:], place.associated_data(header))
        )
    except (InvalidTag, ValueError):
        raise Unreadable from None


def _pad(plaintext: bytes) -> bytes:
    filled = plaintext + b"\x80"
    return filled + bytes(-len(filled) % PADDING_STEP)


def _unpad(padded: bytes) -> bytes:
    stripped = padded.rstrip(b"\x00")
    if not stripped.endswith(b"\x80"):
        raise Unreadable
    return stripped[:-1]
