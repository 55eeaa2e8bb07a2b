"""Master keys in a file: a line `casework-kek <number> <64 hex digits>` for each, the primary first."""

import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from casework.errors import Fault
from casework.vault import keyfile
from casework.vault.errors import KeyMissing
from casework.vault.keyring import Keyring
from casework.vault.keysource import KeySource
from casework.vault.masterkey import KEY_BYTES, LocalKey, fresh_key

FIRST_KEK_ID = 1
PREFIX = "casework-kek"
HIGHEST_KEK_ID = 2**31 - 1

Keys = tuple[LocalKey, ...]


class FileSource(KeySource):
    """A key file; every process follows when another one changes it."""

    kind = "Schlüsseldatei"

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.RLock()
        self._stamp: keyfile.Stamp | None = None
        self._keys: Keys = ()

    @property
    def file(self) -> Path:
        return self._path

    def keyring(self) -> Keyring:
        return Keyring(self._current())

    def create(self) -> None:
        """Write a fresh master key, readable by its owner only; an existing file is left alone."""
        if not self._path.exists():
            keyfile.write_new(self._path, self._written([fresh_key(FIRST_KEK_ID)]))

    def add(self, kek_id: int) -> None:
        self._change(lambda keys: keys if _find(keys, kek_id) else (*keys, fresh_key(kek_id)))

    def promote(self, kek_id: int) -> None:
        self._change(lambda keys: tuple(sorted(keys, key=lambda key: key.kek_id != kek_id)))

    def retire(self, kek_id: int) -> str:
        """Move a key to a file of its own beside the others; what lies there already is never overwritten."""
        with self._lock:
            key = _find(self._current(), kek_id)
            if key is None:
                return str(self._retired_file(kek_id))
            place = self._laid_down(key)
            self._change(lambda keys: tuple(other for other in keys if other is not key))
            return str(place)

    def _retired_file(self, kek_id: int, copy: str = "") -> Path:
        return self._path.with_name(f"{self._path.stem}-{kek_id}{copy}{self._path.suffix}.retired")

    def _laid_down(self, key: LocalKey) -> Path:
        place, number = self._retired_file(key.kek_id), 1
        while not (keyfile.write_new(place, self._written([key])) or self._holds(place, key)):
            number += 1
            place = self._retired_file(key.kek_id, f"-{number}")
        return place

    def _holds(self, place: Path, key: LocalKey) -> bool:
        """Whether a key was laid there before somebody was interrupted."""
        try:
            return self._parsed(keyfile.read(place)) == (key,)
        except Fault:
            return False

    def _current(self) -> Keys:
        with self._lock:
            stamp = keyfile.stamp_of(self._path)
            if stamp != self._stamp:
                self._keys = self._parsed(keyfile.read(self._path))
                self._stamp = stamp
            return self._keys

    def _change(self, change: Callable[[Keys], Keys]) -> None:
        with self._lock:
            present = self._current()
            wanted = change(present)
            if wanted != present:
                keyfile.replace(self._path, self._written(wanted))

    def _parsed(self, text: str) -> Keys:
        """The keys a text holds. Raises KeyMissing when it is not what we write."""
        keys = tuple(self._key_in(line) for line in text.splitlines() if line.strip())
        return self._checked(keys)

    def _written(self, keys: Sequence[LocalKey]) -> str:
        return "".join(f"{PREFIX} {key.kek_id} {key.secret.hex()}\n" for key in keys)

    def _key_in(self, line: str) -> LocalKey:
        kek_id, secret = self._number_and_octets(line, PREFIX)
        if len(secret) != KEY_BYTES:
            raise keyfile.damaged(self._path)
        return LocalKey(kek_id, secret)

    def _number_and_octets(self, line: str, prefix: str) -> tuple[int, bytes]:
        match line.split():
            case [found, number, octets] if found == prefix and number.isdecimal():
                try:
                    kek_id, opened = int(number), bytes.fromhex(octets)
                except ValueError:
                    raise keyfile.damaged(self._path) from None
                if FIRST_KEK_ID <= kek_id <= HIGHEST_KEK_ID:
                    return kek_id, opened
        raise keyfile.damaged(self._path)

    def _checked(self, keys: Keys) -> Keys:
        if not keys:
            raise keyfile.damaged(self._path)
        if len({key.kek_id for key in keys}) != len(keys):
            raise KeyMissing(
                "In der Schlüsseldatei %(path)s steht eine Nummer zweimal. Bitte die richtige Zeile behalten.",
                path=self._path,
            )
        return keys


def _find(keys: Keys, kek_id: int) -> LocalKey | None:
    return next((key for key in keys if key.kek_id == kek_id), None)
