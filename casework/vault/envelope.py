"""One sealed value: `alg(1) ‖ generation(2) ‖ nonce(12) ‖ ciphertext ‖ tag(16)`, padded to 32-byte steps.

The associated data binds a value to its subject, table, column and row: anything moved, cut or flipped
fails to open, always with the same error.
"""

import os
import uuid
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from casework.vault.errors import Unreadable

AES_256_GCM = 1
HEADER_BYTES = 3
NONCE_BYTES = 12
PADDING_STEP = 32
DOMAIN = b"casework/field/v1"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sealed value belongs; it opens nowhere else."""

    subject: bytes
    table: str
    column: str
    row: uuid.UUID

    def associated_data(self, header: bytes, domain: bytes = DOMAIN) -> bytes:
        parts = (domain, header, self.subject, self.table.encode(), self.column.encode(), self.row.bytes)
        return b"".join(len(part).to_bytes(2, "big") + part for part in parts)


def seal(cipher: AESGCM, generation: int, plaintext: bytes, place: Place) -> bytes:
    """Close a value so that it opens only with this key and only at this place."""
    header = AES_256_GCM.to_bytes(1, "big") + generation.to_bytes(2, "big")
    nonce = os.urandom(NONCE_BYTES)
    return header + nonce + cipher.encrypt(nonce, _pad(plaintext), place.associated_data(header))


def unseal(cipher: AESGCM, generation: int, sealed: bytes, place: Place) -> bytes:
    """The value back, or Unreadable for every kind of damage and every wrong key, row, column or person."""
    header, nonce, body = (
        sealed[:HEADER_BYTES],
        sealed[HEADER_BYTES : HEADER_BYTES + NONCE_BYTES],
        sealed[HEADER_BYTES + NONCE_BYTES :],
    )
    if (
        len(header) < HEADER_BYTES
        or header[0] != AES_256_GCM
        or int.from_bytes(header[1:], "big") != generation
    ):
        raise Unreadable
    try:
        return _unpad(cipher.decrypt(nonce, body, place.associated_data(header)))
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
