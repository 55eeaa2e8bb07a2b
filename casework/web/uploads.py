"""Uploaded files stay in memory: the usual way writes larger ones, with names in clear, to the temporary folder."""

import io
from typing import IO

from flask import Flask, Request


class InMemoryRequest(Request):
    """A request whose files never touch the disk; how long they may be, MAX_CONTENT_LENGTH says."""

    def _get_file_stream(
        self,
        total_content_length: int | None,  # noqa: ARG002  # the library's signature
        content_type: str | None,  # noqa: ARG002
        filename: str | None = None,  # noqa: ARG002
        content_length: int | None = None,  # noqa: ARG002
    ) -> IO[bytes]:
        return io.BytesIO()


def install(app: Flask) -> None:
    """Let every request keep its files in memory."""
    app.request_class = InMemoryRequest
