"""What a browser is given to keep."""

from flask import Response


def download(content: bytes, kind: str, file_name: str) -> Response:
    """A file with its name; `kind` is its media type."""
    answer = Response(content, mimetype=kind)
    answer.headers.set("Content-Disposition", "attachment", filename=file_name)
    return answer
