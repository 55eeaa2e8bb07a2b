"""What stays open in memory: found by the same row, bytes and key alone, and forgotten when nobody asks."""

import uuid

import pytest

from casework.vault import kept_open
from casework.vault.kept_open import KeptOpen

ROW, OTHER = uuid.uuid4(), uuid.uuid4()


def test_a_value_is_found_by_row_bytes_and_key_alone() -> None:
    kept: KeptOpen[str] = KeptOpen(2)
    kept.keep(ROW, b"sealed", b"key", "Duldung")
    assert kept.find(ROW, b"sealed", b"key") == "Duldung"
    assert kept.find(OTHER, b"sealed", b"key") is None
    assert kept.find(ROW, b"changed", b"key") is None
    assert kept.find(ROW, b"sealed", b"another key") is None


def test_it_never_keeps_more_than_it_may_and_what_is_asked_for_the_longest() -> None:
    kept: KeptOpen[int] = KeptOpen(2)
    rows = [uuid.uuid4() for _ in range(9)]
    for number, row in enumerate(rows):
        kept.keep(row, b"sealed", b"key", number)
        assert kept.find(rows[0], b"sealed", b"key") == 0
    assert sum(kept.find(row, b"sealed", b"key") is not None for row in rows) <= 4


def test_what_nobody_asks_for_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    kept: KeptOpen[str] = KeptOpen(2)
    kept.keep(ROW, b"sealed", b"key", "Duldung")
    monkeypatch.setattr(kept_open, "FORGOTTEN_AFTER_SECONDS", 0)
    kept.forget_old()
    assert kept.find(ROW, b"sealed", b"key") is None
