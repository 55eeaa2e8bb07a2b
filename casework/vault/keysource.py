"""Where master keys come from and where a new one is made: a file, a passphrase, or a device of the town's own."""

from pathlib import Path
from typing import Protocol

from casework.vault.errors import WrongPassphrase
from casework.vault.keyring import Keyring


class KeySource(Protocol):
    """What the vault asks of a place for master keys; docs/operations.md shows how to write one.

    A rotation calls `add`, `promote` and `retire` in this order, and after an interruption again: each must do nothing
    when its work is done already.
    """

    kind: str
    """What it is, in German, for `keys status`."""

    @property
    def file(self) -> Path | None:
        """Where the keys lie as a file, if they do."""
        return None

    @property
    def is_locked(self) -> bool:
        """Whether somebody must give a passphrase first."""
        return False

    def unlock(self, passphrase: str) -> None:  # noqa: ARG002  # what is never locked, no passphrase opens
        """Open it until the process ends; before `create`, choose the passphrase. Raises WrongPassphrase."""
        raise WrongPassphrase

    def keyring(self) -> Keyring:
        """The keys as they are now, also after another process has changed them; asked for often, so it is quick.

        Raises KeyMissing, or Locked.
        """
        raise NotImplementedError

    def create(self) -> None:
        """Make the first key, unless there is one."""
        raise NotImplementedError

    def add(self, kek_id: int) -> None:
        """Make a new key of this number that only reads for now."""
        raise NotImplementedError

    def promote(self, kek_id: int) -> None:
        """Let the key of this number wrap from now on; the others only read."""
        raise NotImplementedError

    def retire(self, kek_id: int) -> str:
        """Take a key out of use without destroying it; where it is kept from now on, as it is told to people."""
        raise NotImplementedError
