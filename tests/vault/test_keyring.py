"""Several master keys on one ring: the first wraps, the others read, and none is tried in another's place."""

import pytest

from casework.vault.errors import KeyMissing, Unreadable
from casework.vault.keyring import Keyring
from casework.vault.masterkey import LocalKey, fresh_key

pytestmark = pytest.mark.engine_independent


def test_the_first_key_wraps_and_all_read() -> None:
    old, new = fresh_key(1), fresh_key(2)
    ring = Keyring([new, old])
    assert ring.primary is new
    assert ring.kek_ids == (2, 1)
    assert ring[1].unwrap(old.wrap(b"k" * 32, b"one"), b"one") == b"k" * 32


def test_a_wrapped_key_opens_under_its_own_name_only() -> None:
    key = fresh_key(1)
    wrapped = key.wrap(b"k" * 32, b"one")
    assert key.unwrap(wrapped, b"one") == b"k" * 32
    with pytest.raises(Unreadable):
        key.unwrap(wrapped, b"two")


def test_every_truncation_and_every_flipped_bit_of_a_wrapped_key_is_the_same_error() -> None:
    key = fresh_key(1)
    wrapped = key.wrap(b"k" * 32, b"one")
    damaged = [wrapped[:length] for length in range(len(wrapped))]
    damaged += [
        wrapped[:place] + bytes([wrapped[place] ^ (1 << bit)]) + wrapped[place + 1 :]
        for place in range(len(wrapped))
        for bit in range(8)
    ]
    for bad in damaged:
        with pytest.raises(Unreadable) as caught:
            key.unwrap(bad, b"one")
        assert str(caught.value) == str(Unreadable())


def test_an_unknown_master_key_is_refused_without_fallback() -> None:
    ring = Keyring([LocalKey(1, b"k" * 32)])
    same_octets_other_number = LocalKey(2, b"k" * 32).wrap(b"d" * 32, b"one")
    with pytest.raises(KeyMissing, match=r"Nr\. 2"):
        ring[2].unwrap(same_octets_other_number, b"one")


def test_two_keys_of_one_number_or_none_are_no_ring() -> None:
    with pytest.raises(ValueError, match="one number"):
        Keyring([fresh_key(1), fresh_key(1)])
    with pytest.raises(ValueError, match="without a key"):
        Keyring([])


def test_the_keys_are_not_shown_by_accident() -> None:
    key = fresh_key(1)
    for shown in (repr(key), str(key), repr(Keyring([key])), f"{Keyring([key])}"):
        assert key.secret.hex() not in shown
        assert repr(key.secret) not in shown
