"""A stamp lies inside what it vouches for and names what that was made from, so a second start has nothing to do."""

import hashlib
from pathlib import Path

NAME = ".casework-stamp"


def fingerprint(*made_from: Path | str) -> str:
    """One mark for the contents of these files and these words, in this order."""
    whole = hashlib.sha256()
    for part in made_from:
        content = part.read_bytes() if isinstance(part, Path) else part.encode()
        whole.update(len(content).to_bytes(8, "big"))
        whole.update(content)
    return whole.hexdigest()


def read(folder: Path, name: str = NAME) -> str | None:
    """The mark on this folder; None if it was never finished."""
    try:
        return (folder / name).read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return None


def press(folder: Path, mark: str, name: str = NAME) -> None:
    """Vouch for this folder, as the last act of making it."""
    draft = folder / f"{name}.new"
    draft.write_text(f"{mark}\n", encoding="ascii")
    draft.replace(folder / name)


def remove(folder: Path, name: str = NAME) -> None:
    """Vouch for this folder no longer, before changing it."""
    (folder / name).unlink(missing_ok=True)
