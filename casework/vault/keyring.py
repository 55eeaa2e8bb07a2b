"""The master keys in use: the first one wraps, the others only open what they wrapped before."""

from collections.abc import Iterable

from casework.vault.errors import MasterKeyMissing
from casework.vault.masterkey import MasterKey


class Keyring:
    """Some master keys by their numbers. A value is only ever tried with the key whose number stands beside it."""

    def __init__(self, keys: Iterable[MasterKey]) -> None:
        """Raises ValueError without a key, or when two have the same number."""
        self._keys: dict[int, MasterKey] = {}
        for key in keys:
            if key.kek_id in self._keys:
                raise ValueError("two master keys of one number")
            self._keys[key.kek_id] = key
        if not self._keys:
            raise ValueError("a ring without a key")

    def __repr__(self) -> str:
        return f"Keyring({', '.join(str(kek_id) for kek_id in self._keys)})"

    @property
    def kek_ids(self) -> tuple[int, ...]:
        """The numbers, the primary's first."""
        return tuple(self._keys)

    @property
    def primary(self) -> MasterKey:
        """The key that wraps."""
        return next(iter(self._keys.values()))

    def __contains__(self, kek_id: int) -> bool:
        return kek_id in self._keys

    def __getitem__(self, kek_id: int) -> MasterKey:
        """The key of a number. Raises MasterKeyMissing if it is not here; there is no other to try."""
        if kek_id not in self._keys:
            raise MasterKeyMissing([kek_id])
        return self._keys[kek_id]
