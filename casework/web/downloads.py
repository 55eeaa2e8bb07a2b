"""Files to take along."""

from flask import Response


def download(content: bytes, kind: str, name: str) -> Response:
    """An answer that a browser keeps as a file of this name."""
    answer = Response(content, mimetype=kind)
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer
