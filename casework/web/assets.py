"""Addresses of style sheets and scripts change when the file does, so that browsers may keep them."""

import hashlib
from functools import lru_cache
from pathlib import Path

from flask import Flask, current_app, url_for


@lru_cache(maxsize=256)
def _fingerprint(path: Path, _changed_at: float) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


def asset(name: str) -> str:
    """The address of a static file, with its fingerprint."""
    path = Path(current_app.static_folder or "") / name
    if not path.is_file():
        return url_for("static", filename=name)
    return url_for("static", filename=name, v=_fingerprint(path, path.stat().st_mtime))


def install(app: Flask) -> None:
    """Give the templates the addresses."""
    app.jinja_env.globals["asset"] = asset
