"""Master keys under a passphrase: Argon2id opens the key file, and the application starts locked.

The first line of the file says `casework-passphrase argon2id t=<passes> m=<KiB> p=<lanes> <salt>`; then comes a line
`casework-kek-sealed <number> <hex digits>` for each key, the primary first.
"""

import os
import re
import stat
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from casework.vault import keyfile
from casework.vault.errors import KeyMissing, Locked, WrongPassphrase
from casework.vault.filesource import FileSource, Keys
from casework.vault.masterkey import KEY_BYTES, NONCE_BYTES, LocalKey

PREFIX = "casework-passphrase"
KEY_PREFIX = "casework-kek-sealed"
SALT_BYTES = 16
LANES = 1
FEWEST_CHARACTERS = 12
MOST_CHARACTERS = 1024
MOST_MEMORY_KIB = 4 * 1024 * 1024
MOST_PASSES = 100
_HEADER = re.compile(rf"{PREFIX} argon2id t=(\d{{1,3}}) m=(\d{{1,8}}) p=(\d) ([0-9a-f]{{32}})")


@dataclass(frozen=True, slots=True)
class Hardness:
    """What one guess at the passphrase costs."""

    memory_kib: int = 256 * 1024
    passes: int = 4


@dataclass(frozen=True, slots=True)
class Header:
    """How the key that opens the file is made from the passphrase."""

    passes: int
    memory_kib: int
    lanes: int
    salt: bytes

    def __str__(self) -> str:
        return f"{PREFIX} argon2id t={self.passes} m={self.memory_kib} p={self.lanes} {self.salt.hex()}"

    def opener(self, passphrase: str) -> bytes:
        """The key that opens the file; the same letters are the same passphrase, however they were composed."""
        kdf = Argon2id(
            salt=self.salt,
            length=KEY_BYTES,
            iterations=self.passes,
            lanes=self.lanes,
            memory_cost=self.memory_kib,
        )
        return kdf.derive(unicodedata.normalize("NFKC", passphrase).encode())


class PassphraseSource(FileSource):
    """A key file that only a passphrase opens; what is kept in memory is the key made from it, not the passphrase."""

    kind = "Schlüsseldatei unter einer Passphrase"

    def __init__(self, path: Path, hardness: Hardness) -> None:
        super().__init__(path)
        self._hardness = hardness
        self._header: Header | None = None
        self._opener = b""

    @property
    def is_locked(self) -> bool:
        with self._lock:
            if not self._path.exists():
                return self._header is None
            keyfile.stamp_of(self._path)
            return self._header is None or self._header_in(keyfile.read(self._path)) != self._header

    def unlock(self, passphrase: str) -> None:
        """Open the file with this passphrase, or, while there is none yet, choose it. Raises WrongPassphrase."""
        if not self._path.exists():
            self._choose(passphrase)
            return
        keyfile.stamp_of(self._path)
        text = keyfile.read(self._path)
        header = self._header_in(text)
        opener = header.opener(passphrase)
        self._opened(text, header, opener)
        with self._lock:
            self._header, self._opener, self._stamp = header, opener, None

    def create(self) -> None:
        if not self._path.exists() and self._header is None:
            raise Locked
        super().create()

    def _choose(self, passphrase: str) -> None:
        if not FEWEST_CHARACTERS <= len(passphrase) <= MOST_CHARACTERS:
            raise KeyMissing(
                "Die Passphrase braucht mindestens %(fewest)s Zeichen, am besten einen Satz aus fünf bis sechs "
                "Wörtern. Angelegt wurde nichts.",
                fewest=FEWEST_CHARACTERS,
            )
        header = Header(self._hardness.passes, self._hardness.memory_kib, LANES, os.urandom(SALT_BYTES))
        self._header, self._opener = header, header.opener(passphrase)

    def _parsed(self, text: str) -> Keys:
        header = self._header_in(text)
        if self._header != header:
            raise Locked
        return self._opened(text, header, self._opener)

    def _opened(self, text: str, header: Header, opener: bytes) -> Keys:
        lines = [line for line in text.splitlines()[1:] if line.strip()]
        return self._checked(tuple(self._opened_key(line, header, opener) for line in lines))

    def _opened_key(self, line: str, header: Header, opener: bytes) -> LocalKey:
        kek_id, sealed = self._number_and_octets(line, KEY_PREFIX)
        nonce, body = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
        try:
            return LocalKey(kek_id, AESGCM(opener).decrypt(nonce, body, _place_of(header, kek_id)))
        except (InvalidTag, ValueError):
            raise WrongPassphrase from None

    def _written(self, keys: Sequence[LocalKey]) -> str:
        if self._header is None:
            raise Locked
        lines = [str(self._header)]
        for key in keys:
            nonce = os.urandom(NONCE_BYTES)
            place = _place_of(self._header, key.kek_id)
            sealed = nonce + AESGCM(self._opener).encrypt(nonce, key.secret, place)
            lines.append(f"{KEY_PREFIX} {key.kek_id} {sealed.hex()}")
        return "\n".join(lines) + "\n"

    def _header_in(self, text: str) -> Header:
        found = _HEADER.fullmatch(text.partition("\n")[0].strip())
        if found is None:
            raise keyfile.damaged(self._path)
        passes, memory_kib, lanes = (int(found[place]) for place in (1, 2, 3))
        if not (0 < passes <= MOST_PASSES and 8 * lanes <= memory_kib <= MOST_MEMORY_KIB and lanes):
            raise keyfile.damaged(self._path)
        return Header(passes, memory_kib, lanes, bytes.fromhex(found[4]))


def _place_of(header: Header, kek_id: int) -> bytes:
    return f"casework/kek/v1 {header} {kek_id}".encode()


def is_under_passphrase(path: Path) -> bool:
    """Whether a key file says that a passphrase opens it."""
    try:
        with path.open("rb") as file:
            return file.read(len(PREFIX)) == PREFIX.encode()
    except OSError:
        return False


def passphrase_in(path: Path) -> str:
    """The passphrase out of a file that others cannot read; the end of the line does not count. Raises KeyMissing."""
    try:
        if path.stat().st_mode & stat.S_IRWXO:
            raise KeyMissing(
                "Die Datei %(path)s mit der Passphrase ist für alle lesbar. Bitte „chmod 400“ setzen.",
                path=path,
            )
        return path.read_text("utf-8").removesuffix("\n").removesuffix("\r")
    except (OSError, UnicodeDecodeError):
        raise KeyMissing(
            "Die Datei %(path)s mit der Passphrase lässt sich nicht lesen (CASEWORK_PASSPHRASE_FILE).",
            path=path,
        ) from None
