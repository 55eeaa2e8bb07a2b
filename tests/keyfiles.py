"""Key files as a test needs them."""

from pathlib import Path

from casework.vault.filesource import FileSource
from casework.vault.passphrase import Hardness, PassphraseSource

CHEAP = Hardness(memory_kib=8, passes=1)


def put(path: Path, text: str) -> None:
    """A key file that says this, for its owner only."""
    path.parent.mkdir(exist_ok=True)
    path.unlink(missing_ok=True)
    path.write_text(text)
    path.chmod(0o400)


class _UnderPassphrase(PassphraseSource):
    def text_of(self, keys: tuple[object, ...]) -> str:
        return self._written(keys)  # type: ignore[arg-type]


def put_under_passphrase(path: Path, passphrase: str) -> None:
    """The same master key in the same place, from now on under a passphrase."""
    key = FileSource(path).keyring().primary
    path.unlink()
    source = _UnderPassphrase(path, CHEAP)
    source.unlock(passphrase)
    put(path, source.text_of((key,)))
