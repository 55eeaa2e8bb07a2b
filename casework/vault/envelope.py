"""One sealed value: `alg(1) ‖ generation(2) ‖ nonce(12) ‖ ciphertext ‖ tag(16)`, padded to 32-byte steps.

The associated data, a value's *address*, binds it to its subject, table, column and row: anything moved, cut or flipped
fails to open, always with the same error.
"""

import os
import uuid
from dataclasses import dataclass
from functools import cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from casework.vault.errors import Unreadable

AES_256_GCM = 1
HEADER_BYTES = 3
NONCE_BYTES = 12
ID_BYTES = 16
PADDING_STEP = 32
DOMAIN = b"casework/field/v1"
_BODY = HEADER_BYTES + NONCE_BYTES
_PADDING = tuple(b"\x80" + bytes(-(length + 1) % PADDING_STEP) for length in range(PADDING_STEP))
_END_MARK = 0x80


@cache
def header_of(generation: int) -> bytes:
    """What stands before every value: the algorithm and the generation of its key."""
    return AES_256_GCM.to_bytes(1, "big") + generation.to_bytes(2, "big")


def part(value: bytes) -> bytes:
    """A part of an address, with its length before it."""
    return len(value).to_bytes(2, "big") + value


_DOMAIN_AND_HEADER_LENGTH = part(DOMAIN) + HEADER_BYTES.to_bytes(2, "big")


def address_of_subject(header: bytes, subject: bytes) -> bytes:
    """The beginning of all addresses of one subject."""
    return _DOMAIN_AND_HEADER_LENGTH + header + part(subject)


def address_of_column(table: str, column: str) -> bytes:
    """What follows for one column; the 16 bytes of the row's id come after it."""
    return part(table.encode()) + part(column.encode()) + ID_BYTES.to_bytes(2, "big")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sealed value belongs; it opens nowhere else."""

    subject: bytes
    table: str
    column: str
    row: uuid.UUID

    def address(self, header: bytes, domain: bytes = DOMAIN) -> bytes:
        """The whole address: for who closes one value at a time, and for what is closed in another way than fields."""
        subject = part(domain) + part(header) + part(self.subject)
        return subject + address_of_column(self.table, self.column) + self.row.bytes


def seal(cipher: AESGCM, header: bytes, plaintext: bytes, address: bytes) -> bytes:
    """Close a value so that it opens only with this key and only at this address."""
    nonce = os.urandom(NONCE_BYTES)
    return (
        header + nonce + cipher.encrypt(nonce, plaintext + _PADDING[len(plaintext) % PADDING_STEP], address)
    )


def unseal(cipher: AESGCM, header: bytes, sealed: bytes, address: bytes) -> bytes:
    """The value back, or Unreadable for every kind of damage and every wrong key, row, column or person."""
    if not sealed.startswith(header):
        raise Unreadable
    try:
        padded = cipher.decrypt(sealed[HEADER_BYTES:_BODY], sealed[_BODY:], address).rstrip(b"\x00")
    except (InvalidTag, ValueError):
        raise Unreadable from None
    if not padded or padded[-1] != _END_MARK:
        raise Unreadable
    return padded[:-1]
