"""A key file on disk: for its owner only, written whole or not at all, and read again when it has changed."""

import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from casework.vault.errors import KeyMissing

OWNER_READS = 0o400
OWNER_ONLY = 0o700


@dataclass(frozen=True, slots=True)
class Stamp:
    """What changes whenever a file is replaced."""

    inode: int
    size: int
    modified_ns: int
    changed_ns: int


def stamp_of(path: Path) -> Stamp:
    """The stamp of a file. Raises KeyMissing if it is absent or open to others."""
    try:
        found = path.stat()
    except OSError:
        raise KeyMissing(
            "Die Schlüsseldatei %(path)s fehlt. Ohne sie sind die Daten nicht lesbar. "
            "Neue Installation: „python3 -m casework init“; sonst die gesicherte Datei zurücklegen.",
            path=path,
        ) from None
    if found.st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise KeyMissing(
            "Die Schlüsseldatei %(path)s ist für andere lesbar. Bitte „chmod 400“ setzen.", path=path
        )
    return Stamp(found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)


def read(path: Path) -> str:
    """The text of a key file. Raises KeyMissing if it cannot be read or is no text."""
    try:
        return path.read_text("ascii")
    except (OSError, UnicodeDecodeError):
        raise damaged(path) from None


def damaged(path: Path) -> KeyMissing:
    """The fault that a key file does not say what a key file says."""
    return KeyMissing(
        "Die Schlüsseldatei %(path)s ist beschädigt oder nicht lesbar. Bitte die gesicherte Kopie einspielen.",
        path=path,
    )


def write_new(path: Path, text: str) -> bool:
    """Lay a file where there is none, for its owner only; whether it was laid."""
    with _written_beside(path, text) as draft:
        try:
            path.hardlink_to(draft)
        except FileExistsError:
            return False
    _settle(path.parent)
    return True


def replace(path: Path, text: str) -> None:
    """Put a new text in the place of the old one: whoever reads sees one or the other, after a crash too.

    For one writer at a time: drafts that somebody left behind when they were killed are thrown away.
    """
    for draft in path.parent.glob(f".{path.name}.*"):
        draft.unlink(missing_ok=True)
    with _written_beside(path, text) as draft:
        draft.replace(path)
    _settle(path.parent)


@contextmanager
def _written_beside(path: Path, text: str) -> Iterator[Path]:
    draft = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=OWNER_ONLY)
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        draft = Path(name)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            os.fchmod(descriptor, OWNER_READS)
            file.write(text)
            file.flush()
            os.fsync(descriptor)
        yield draft
    except OSError as error:
        raise KeyMissing(
            "Die Schlüsseldatei %(path)s lässt sich nicht schreiben: %(why)s.", path=path, why=error.strerror
        ) from None
    finally:
        if draft is not None:
            draft.unlink(missing_ok=True)


def _settle(folder: Path) -> None:
    """See to it that a renaming outlives a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
