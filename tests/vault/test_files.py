"""A sealed file opens whole, at its place, with its key, and otherwise not at all."""

import base64
import io
import os
import tracemalloc
import uuid
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.access.roles import Role
from casework.database.base import db
from casework.database.transaction import transaction
from casework.errors import Refused
from casework.exchange import uploads
from casework.exchange.models import UploadedList
from casework.vault.envelope import Place, seal
from casework.vault.errors import Unreadable
from casework.vault.files import (
    CHUNK_BYTES,
    HEADER_BYTES,
    TAG_BYTES,
    seal_bytes,
    seal_file,
    unseal_bytes,
    unseal_file,
)
from casework.vault.keys import DataKey, ServicePurpose, keys
from tests import factories
from tests.vault.stored_values import flipped, overwrite, stored

KEY = DataKey(b"owner", 1, bytes(range(32)))
PLACE = Place(b"owner", "uploaded_list", "content", uuid.UUID(int=1))
SEALED_CHUNK = CHUNK_BYTES + TAG_BYTES
MIB = 1024 * 1024
LIST = b"Aktenzeichen;Familienname\nX-1;Haddad\n;\n"


def content(size: int) -> bytes:
    return (bytes(range(251)) * (size // 251 + 1))[:size]


def chunks(sealed: bytes) -> tuple[bytes, list[bytes]]:
    header, body = sealed[:HEADER_BYTES], sealed[HEADER_BYTES:]
    return header, [body[start : start + SEALED_CHUNK] for start in range(0, len(body), SEALED_CHUNK)]


def refuses(sealed: bytes, key: DataKey = KEY, place: Place = PLACE) -> None:
    with pytest.raises(Unreadable, match="nicht lesbar"):
        unseal_bytes(key, sealed, place)


@pytest.mark.engine_independent
@pytest.mark.parametrize(
    "size", [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 2 * CHUNK_BYTES, 5 * MIB + 7]
)
def test_every_size_comes_back(size: int) -> None:
    sealed = seal_bytes(KEY, content(size), PLACE)
    assert unseal_bytes(KEY, sealed, PLACE) == content(size)
    count = max(1, -(-size // CHUNK_BYTES))
    assert len(sealed) == HEADER_BYTES + size + count * TAG_BYTES


@pytest.mark.engine_independent
@settings(max_examples=30, deadline=None)
@given(st.integers(0, 3 * CHUNK_BYTES), st.data())
def test_cut_anywhere_or_one_bit_turned_it_stays_shut(size: int, data: st.DataObject) -> None:
    sealed = seal_bytes(KEY, content(size), PLACE)
    refuses(sealed[: data.draw(st.integers(0, len(sealed) - 1))])
    place, bit = data.draw(st.integers(0, len(sealed) - 1)), data.draw(st.integers(0, 7))
    refuses(sealed[:place] + bytes([sealed[place] ^ (1 << bit)]) + sealed[place + 1 :])
    refuses(sealed + b"\0")


@pytest.mark.engine_independent
def test_every_byte_of_the_header_counts() -> None:
    sealed = seal_bytes(KEY, b"Haddad", PLACE)
    for place in range(HEADER_BYTES):
        refuses(sealed[:place] + bytes([sealed[place] ^ 1]) + sealed[place + 1 :])


@pytest.mark.engine_independent
def test_chunks_cannot_be_cut_moved_repeated_or_exchanged() -> None:
    header, parts = chunks(seal_bytes(KEY, content(3 * CHUNK_BYTES), PLACE))
    _other, foreign = chunks(seal_bytes(KEY, content(3 * CHUNK_BYTES), PLACE))
    first, second, third = parts
    for wrong in (
        [],
        [first],
        [first, second],
        [second, third],
        [second, first, third],
        [first, first, second, third],
        [first, second, third, third],
        [first, foreign[1], third],
        [first, second, foreign[2]],
    ):
        refuses(header + b"".join(wrong))


@pytest.mark.engine_independent
@pytest.mark.parametrize(
    "elsewhere",
    [
        replace(PLACE, subject=b"other"),
        replace(PLACE, table="other"),
        replace(PLACE, column="other"),
        replace(PLACE, row=uuid.UUID(int=2)),
    ],
    ids=["person", "table", "column", "row"],
)
def test_moved_elsewhere_it_stays_shut(elsewhere: Place) -> None:
    refuses(seal_bytes(KEY, b"Haddad", PLACE), place=elsewhere)


@pytest.mark.engine_independent
def test_another_key_generation_or_way_of_closing_is_refused() -> None:
    sealed = seal_bytes(KEY, b"Haddad", PLACE)
    refuses(sealed, DataKey(KEY.owner, 1, os.urandom(32)))
    refuses(sealed, DataKey(KEY.owner, 2, bytes(range(32))))
    refuses(seal(KEY.cipher, KEY.header, b"Haddad", PLACE.address(KEY.header)))


@pytest.mark.engine_independent
def test_two_files_alike_do_not_look_alike() -> None:
    sealed = {seal_bytes(KEY, b"Haddad", PLACE) for _time in range(1000)}
    assert len({one[3:HEADER_BYTES] for one in sealed}) == 1000
    assert len({one[HEADER_BYTES:] for one in sealed}) == 1000


class Endless(io.RawIOBase):
    """A source that gives so many bytes, a little at a time, and holds none of them."""

    def __init__(self, size: int) -> None:
        self._left = size

    def read(self, size: int = -1) -> bytes:
        given = min(self._left, size, 10_000)
        self._left -= given
        return bytes(given)


@pytest.mark.engine_independent
def test_a_large_file_needs_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "sealed"
    tracemalloc.start()
    with path.open("wb") as target:
        seal_file(KEY, Endless(8 * MIB), target, PLACE)  # type: ignore[arg-type]
    with path.open("rb") as source:
        size = sum(len(chunk) for chunk in unseal_file(KEY, source, PLACE))
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert size == 8 * MIB
    assert peak < MIB


def test_an_uploaded_list_lies_in_chunks_and_comes_back(app: Flask) -> None:
    with app.app_context():
        lead = factories.user(factories.municipality(), Role.TEAM_LEAD)
        with transaction():
            upload_id = uploads.keep(lead.viewer, "personen", "liste.csv", LIST).id
        db.session.remove()
        lies = stored("uploaded_list", "content", upload_id)[upload_id]
        assert len(lies) == HEADER_BYTES + len(LIST) + TAG_BYTES
        assert b"Haddad" not in lies
        upload = uploads.get_upload(lead.viewer, upload_id)
        assert uploads.content_of(upload) == LIST
        assert uploads.preview(upload).numbers()["new"] == 1
        db.session.remove()
        overwrite("uploaded_list", "content", flipped({upload_id: lies}))
        with pytest.raises(Refused, match="nicht lesbar"):
            uploads.preview(uploads.get_upload(lead.viewer, upload_id))
        with pytest.raises(Unreadable):
            UploadedList.content.strictly(uploads.get_upload(lead.viewer, upload_id))


def test_a_list_that_waited_before_there_were_chunks_still_opens(app: Flask) -> None:
    with app.app_context():
        lead = factories.user(factories.municipality(), Role.TEAM_LEAD)
        with transaction():
            upload_id = uploads.keep(lead.viewer, "personen", "liste.csv", LIST).id
        key = keys().of_service(ServicePurpose.UPLOADS)
        place = Place(key.owner, "uploaded_list", "content", upload_id)
        older = seal(
            key.cipher, key.header, f'"{base64.b64encode(LIST).decode()}"'.encode(), place.address(key.header)
        )
        db.session.remove()
        overwrite("uploaded_list", "content", [(upload_id, older)])
        assert uploads.content_of(uploads.get_upload(lead.viewer, upload_id)) == LIST
