"""Requests whose uploads stay in memory: a list of names must not lie in the temporary folder, not for a moment."""

from io import BytesIO
from typing import IO

from flask import Request


class InMemoryRequest(Request):
    """A request that never spools a file to disk; the upload limit bounds what it may hold."""

    def _get_file_stream(self, *_about: object, **_more: object) -> IO[bytes]:
        return BytesIO()
