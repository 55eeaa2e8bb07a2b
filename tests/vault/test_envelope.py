"""A sealed value opens at its place with its key and nowhere else."""

import os
import uuid
from dataclasses import dataclass, replace

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st

from casework.vault.envelope import address_of_column, address_of_subject, header_of, seal, unseal
from casework.vault.errors import Unreadable

pytestmark = pytest.mark.engine_independent

CIPHER = AESGCM(bytes(range(32)))
HEADER = header_of(1)


@dataclass(frozen=True)
class Place:
    """Where a value belongs."""

    subject: bytes
    table: str
    column: str
    row: uuid.UUID

    @property
    def address(self) -> bytes:
        return (
            address_of_subject(HEADER, self.subject)
            + address_of_column(self.table, self.column)
            + self.row.bytes
        )


PLACE = Place(b"subject", "person", "family_name", uuid.UUID(int=1))


@given(st.binary(max_size=300))
def test_what_was_sealed_opens(plaintext: bytes) -> None:
    assert unseal(CIPHER, HEADER, seal(CIPHER, HEADER, plaintext, PLACE.address), PLACE.address) == plaintext


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
        unseal(CIPHER, HEADER, seal(CIPHER, HEADER, b"Haddad", PLACE.address), elsewhere.address)


def test_every_truncation_and_every_flipped_bit_is_the_same_error() -> None:
    sealed = seal(CIPHER, HEADER, b"Haddad", PLACE.address)
    damaged = [sealed[:length] for length in range(len(sealed))]
    damaged += [
        sealed[:place] + bytes([sealed[place] ^ (1 << bit)]) + sealed[place + 1 :]
        for place in range(len(sealed))
        for bit in range(8)
    ]
    for value in damaged:
        with pytest.raises(Unreadable, match="nicht lesbar"):
            unseal(CIPHER, HEADER, value, PLACE.address)


def test_another_key_or_generation_is_refused() -> None:
    sealed = seal(CIPHER, HEADER, b"Haddad", PLACE.address)
    with pytest.raises(Unreadable):
        unseal(AESGCM(os.urandom(32)), HEADER, sealed, PLACE.address)
    with pytest.raises(Unreadable):
        unseal(CIPHER, header_of(2), sealed, PLACE.address)


def test_nonces_differ_and_short_values_have_one_size() -> None:
    sealed = [seal(CIPHER, HEADER, b"x" * (number % 32), PLACE.address) for number in range(10_000)]
    assert len({value[3:15] for value in sealed}) == 10_000
    assert {len(value) for value in sealed} == {3 + 12 + 32 + 16}
