"""A master key (KEK): it wraps data keys and opens them again, and need not leave the device it lives in."""

import os
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from casework.vault.errors import Unreadable

KEY_BYTES = 32
NONCE_BYTES = 12


class MasterKey(Protocol):
    """One master key, known by its number, which stands beside everything it has wrapped."""

    @property
    def kek_id(self) -> int:
        """The number; 1 or higher, never used again for another key."""

    def wrap(self, key: bytes, name: bytes) -> bytes:
        """A data key closed under this one, bound to the name of its owner."""

    def unwrap(self, wrapped: bytes, name: bytes) -> bytes:
        """The data key back. Raises Unreadable for anything damaged or wrapped for another name."""


@dataclass(frozen=True)
class LocalKey:
    """A master key held in the memory of this process: AES-256-GCM under a random nonce."""

    kek_id: int
    secret: bytes = field(repr=False)

    @cached_property
    def _cipher(self) -> AESGCM:
        return AESGCM(self.secret)

    def wrap(self, key: bytes, name: bytes) -> bytes:
        nonce = os.urandom(NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, key, name)

    def unwrap(self, wrapped: bytes, name: bytes) -> bytes:
        try:
            return self._cipher.decrypt(wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:], name)
        except (InvalidTag, ValueError):
            raise Unreadable from None


def fresh_key(kek_id: int) -> LocalKey:
    """A new random master key."""
    return LocalKey(kek_id, os.urandom(KEY_BYTES))
