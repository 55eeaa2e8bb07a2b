"""A sealed value opens at its place with its key and nowhere else."""

import os
import uuid
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st

from casework.vault.envelope import Place, address_of_column, address_of_subject, header_of, seal, unseal
from casework.vault.errors import Unreadable

pytestmark = pytest.mark.engine_independent

CIPHER = AESGCM(bytes(range(32)))
HEADER = header_of(1)


PLACE = Place(b"subject", "person", "family_name", uuid.UUID(int=1))


@given(st.binary(max_size=300))
def test_what_was_sealed_opens(plaintext: bytes) -> None:
    assert (
        unseal(CIPHER, HEADER, seal(CIPHER, HEADER, plaintext, PLACE.address(HEADER)), PLACE.address(HEADER))
        == plaintext
    )


@pytest.mark.parametrize(
    "elsewhere",
    [
        replace(PLACE, subject=b"somebody"),
        replace(PLACE, table="household"),
        replace(PLACE, column="given_names"),
        replace(PLACE, row=uuid.UUID(int=2)),
    ],
    ids=["person", "table", "column", "row"],
)
def test_moved_elsewhere_it_stays_shut(elsewhere: Place) -> None:
    with pytest.raises(Unreadable):
        unseal(
            CIPHER, HEADER, seal(CIPHER, HEADER, b"Haddad", PLACE.address(HEADER)), elsewhere.address(HEADER)
        )


def test_every_truncation_and_every_flipped_bit_is_the_same_error() -> None:
    sealed = seal(CIPHER, HEADER, b"Haddad", PLACE.address(HEADER))
    damaged = [sealed[:length] for length in range(len(sealed))]
    damaged += [
        sealed[:place] + bytes([sealed[place] ^ (1 << bit)]) + sealed[place + 1 :]
        for place in range(len(sealed))
        for bit in range(8)
    ]
    for value in damaged:
        with pytest.raises(Unreadable, match="nicht lesbar"):
            unseal(CIPHER, HEADER, value, PLACE.address(HEADER))


@pytest.mark.parametrize("algorithm", [0, 2, 3, 255])
def test_an_unknown_algorithm_is_refused(algorithm: int) -> None:
    sealed = seal(CIPHER, HEADER, b"Haddad", PLACE.address(HEADER))
    with pytest.raises(Unreadable):
        unseal(CIPHER, HEADER, bytes([algorithm]) + sealed[1:], PLACE.address(HEADER))


def test_another_key_or_generation_is_refused() -> None:
    sealed = seal(CIPHER, HEADER, b"Haddad", PLACE.address(HEADER))
    with pytest.raises(Unreadable):
        unseal(AESGCM(os.urandom(32)), HEADER, sealed, PLACE.address(HEADER))
    with pytest.raises(Unreadable):
        unseal(CIPHER, header_of(2), sealed, PLACE.address(HEADER))


def test_nonces_differ_and_short_values_have_one_size() -> None:
    sealed = [seal(CIPHER, HEADER, b"x" * (number % 32), PLACE.address(HEADER)) for number in range(10_000)]
    assert len({value[3:15] for value in sealed}) == 10_000
    assert {len(value) for value in sealed} == {3 + 12 + 32 + 16}


def test_the_parts_of_an_address_make_the_whole() -> None:
    parts = address_of_subject(HEADER, b"subject") + address_of_column("person", "family_name")
    assert parts + PLACE.row.bytes == PLACE.address(HEADER)
