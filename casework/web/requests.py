"""Requests whose uploads stay in memory: a list of names must not lie in the temporary folder, not for a moment."""

from collections.abc import Callable
from io import BytesIO
from typing import IO, Any, TypeVar

from flask import Request, current_app

View = TypeVar("View", bound=Callable[..., Any])


def takes_large_files(view: View) -> View:
    """Declare that people bring scans to this view, for which the limit is higher than elsewhere."""
    view.takes_large_files = True  # type: ignore[attr-defined]
    return view


class InMemoryRequest(Request):
    """A request that never spools a file to disk; the upload limit of its view bounds what it may hold."""

    def _get_file_stream(self, *_about: object, **_more: object) -> IO[bytes]:
        return BytesIO()

    def _get_max_content_length(self) -> int | None:
        view = current_app.view_functions.get(self.endpoint or "")
        if getattr(view, "takes_large_files", False):
            limit: int = current_app.config["LARGE_FILES_LENGTH"]
            return limit
        return super().max_content_length

    max_content_length = property(_get_max_content_length, Request.max_content_length.fset)  # type: ignore[attr-defined]
