"""The baseline: the same application whose columns hold plain JSON instead of sealed values, and no keys at all."""

import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from unittest.mock import patch

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from casework.vault import sealed
from casework.vault.keys import DataKey, Keys

NO_KEY = DataKey(b"plain", 1, bytes(32))


def _as_it_is(_cipher: AESGCM, _header: bytes, value: bytes, _address: bytes) -> bytes:
    return value


def _nothing_to_fetch(_keys: Keys, _subject_ids: Iterable[uuid.UUID]) -> None:
    return None


def _only_an_id(_keys: Keys, subject_id: uuid.UUID | None = None) -> uuid.UUID:
    return subject_id or uuid.uuid4()


@contextmanager
def plain_columns() -> Iterator[None]:
    """Within it nothing is sealed and nothing unsealed: what remains is the price of the page itself."""
    with (
        patch.object(sealed, "seal", _as_it_is),
        patch.object(sealed, "unseal", _as_it_is),
        patch.object(Keys, "prefetch", _nothing_to_fetch),
        patch.object(Keys, "create_subject", _only_an_id),
        patch.object(Keys, "of_subject", lambda _keys, _subject_id: NO_KEY),
    ):
        yield
