"""The master key (KEK) lies in a file outside the database and wraps every other key."""

import os
import stat
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

from casework.vault.errors import KeyMissing, Unreadable

KEY_BYTES = 32
NONCE_BYTES = 12
FIRST_KEK_ID = 1
PREFIX = "casework-kek"


@dataclass(frozen=True, slots=True)
class Keyring:
    """The master key in use, known by its number."""

    kek_id: int
    _kek: bytes

    def __repr__(self) -> str:
        return f"Keyring(kek_id={self.kek_id})"

    def wrap(self, key: bytes, name: bytes) -> bytes:
        """A data key closed under the master key, bound to the name of its owner."""
        nonce = os.urandom(NONCE_BYTES)
        return nonce + AESGCM(self._kek).encrypt(nonce, key, name)

    def unwrap(self, kek_id: int, wrapped: bytes, name: bytes) -> bytes:
        """The data key back; never tries a second master key."""
        if kek_id != self.kek_id:
            raise KeyMissing(
                "Der Hauptschlüssel Nr. %(kek_id)s fehlt. Bitte die zugehörige Schlüsseldatei einspielen.",
                kek_id=kek_id,
            )
        try:
            return AESGCM(self._kek).decrypt(wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:], name)
        except (InvalidTag, ValueError):
            raise Unreadable from None

    def derive(self, purpose: str) -> bytes:
        """A 32-byte secret for something that may change with the master key (the signature of session cookies)."""
        return HKDFExpand(SHA256(), KEY_BYTES, purpose.encode()).derive(self._kek)


def create_key_file(path: Path) -> None:
    """Write a fresh master key, readable by its owner only; an existing file is left alone."""
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
    with os.fdopen(descriptor, "w") as file:
        file.write(f"{PREFIX} {FIRST_KEK_ID} {os.urandom(KEY_BYTES).hex()}\n")


def open_key_file(path: Path) -> Keyring:
    """The master key out of its file; raises KeyMissing if it is absent, malformed or readable by others."""
    if not path.is_file():
        raise KeyMissing(
            "Die Schlüsseldatei %(path)s fehlt. Ohne sie sind die Daten nicht lesbar. "
            "Neue Installation: „python3 -m casework init“; sonst die gesicherte Datei zurücklegen.",
            path=path,
        )
    if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise KeyMissing(
            "Die Schlüsseldatei %(path)s ist für andere lesbar. Bitte „chmod 400“ setzen.", path=path
        )
    prefix, _, rest = path.read_text().strip().partition(" ")
    number, _, secret = rest.partition(" ")
    try:
        kek_id, kek = int(number), bytes.fromhex(secret)
    except ValueError:
        kek_id, kek = 0, b""
    if prefix != PREFIX or len(kek) != KEY_BYTES:
        raise KeyMissing(
            "Die Schlüsseldatei %(path)s ist beschädigt. Bitte die gesicherte Kopie einspielen.", path=path
        )
    return Keyring(kek_id, kek)
