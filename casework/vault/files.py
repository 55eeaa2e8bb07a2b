"""Whole files, sealed in chunks of 64 KiB, so that a large one needs no more memory than a small one.

`alg(1) ‖ generation(2) ‖ salt(16) ‖ nonce prefix(7) ‖ chunks`, each chunk AES-256-GCM under the nonce
`prefix ‖ counter(4) ‖ last(1)` (STREAM): chunks that were cut off, moved, repeated or taken from another file do not
open. The salt makes a key for each file, so that prefixes of two may be alike. The associated data binds a file to
its place like a field.
"""

import io
import os
from collections.abc import Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from casework.vault.envelope import Place
from casework.vault.errors import Unreadable
from casework.vault.keys import DataKey

CHUNKED_AES_256_GCM = 3
CHUNK_BYTES = 64 * 1024
TAG_BYTES = 16
SALT_BYTES = 16
PREFIX_BYTES = 7
HEADER_BYTES = 3 + SALT_BYTES + PREFIX_BYTES
LABEL = b"file/v1"
DOMAIN = b"casework/file/v1"
MOST_CHUNKS = 1 << 32


def seal_file(key: DataKey, source: BinaryIO, target: BinaryIO, place: Place) -> None:
    """Close a file chunk by chunk; it opens only with this key and only at this place."""
    header = CHUNKED_AES_256_GCM.to_bytes(1, "big") + key.generation.to_bytes(2, "big")
    header += os.urandom(SALT_BYTES + PREFIX_BYTES)
    target.write(header)
    stream = _Stream(key, header, place)
    target.writelines(
        stream.cipher.encrypt(stream.nonce(number, is_last), chunk, stream.associated)
        for number, (chunk, is_last) in enumerate(_chunks(source, CHUNK_BYTES))
    )


def unseal_file(key: DataKey, source: BinaryIO, place: Place) -> Iterator[bytes]:
    """The file back, chunk by chunk; raises Unreadable at the first that does not open, at the latest at the end.

    Whoever must not act on a part of a file takes it whole, with `unseal_bytes`.
    """
    header = source.read(HEADER_BYTES)
    is_ours = len(header) == HEADER_BYTES and header[0] == CHUNKED_AES_256_GCM
    if not is_ours or int.from_bytes(header[1:3], "big") != key.generation:
        raise Unreadable
    stream = _Stream(key, header, place)
    for number, (chunk, is_last) in enumerate(_chunks(source, CHUNK_BYTES + TAG_BYTES)):
        try:
            yield stream.cipher.decrypt(stream.nonce(number, is_last), chunk, stream.associated)
        except (InvalidTag, ValueError):
            raise Unreadable from None


def seal_bytes(key: DataKey, content: bytes, place: Place) -> bytes:
    """A file that is in memory already, closed."""
    target = io.BytesIO()
    seal_file(key, io.BytesIO(content), target, place)
    return target.getvalue()


def unseal_bytes(key: DataKey, sealed: bytes, place: Place) -> bytes:
    """The whole file back, or Unreadable and nothing of it."""
    return b"".join(unseal_file(key, io.BytesIO(sealed), place))


class _Stream:
    """The cipher of one file, with the nonce of each of its chunks."""

    def __init__(self, key: DataKey, header: bytes, place: Place) -> None:
        self._prefix = header[-PREFIX_BYTES:]
        self.cipher = AESGCM(key.derive(LABEL + header[3 : 3 + SALT_BYTES]))
        self.associated = place.address(header, DOMAIN)

    def nonce(self, number: int, is_last: bool) -> bytes:  # a byte of the nonce
        if number >= MOST_CHUNKS:
            raise ValueError("a file has at most 2^32 chunks")
        return self._prefix + number.to_bytes(4, "big") + bytes([is_last])


def _chunks(source: BinaryIO, size: int) -> Iterator[tuple[bytes, bool]]:
    """The chunks of a file and whether each is the last; an empty file is one empty chunk."""
    chunk = _read_whole(source, size)
    while following := _read_whole(source, size):
        yield chunk, False
        chunk = following
    yield chunk, True


def _read_whole(source: BinaryIO, size: int) -> bytes:
    """As many bytes as asked for, unless the file ends, however little a single read gives."""
    read = source.read(size)
    while len(read) < size and (more := source.read(size - len(read))):
        read += more
    return read
