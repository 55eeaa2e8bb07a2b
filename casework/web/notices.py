"""The line after an act: what happened, and the way back where there is one."""

from typing import Literal

from flask import flash

Kind = Literal["success", "info", "warning", "danger"]


def say(sentence: str, kind: Kind = "success", *, undo_url: str | None = None) -> None:
    """Tell the reader on the next page what happened; undo_url takes a POST that undoes it.

    Until then the sentence travels in a cookie that anybody at the browser can read: no name, no number, no file.
    """
    flash({"sentence": str(sentence), "undo_url": undo_url} if undo_url else str(sentence), kind)  # type: ignore[arg-type]
