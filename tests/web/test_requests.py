"""Uploaded files stay in memory."""

import io
import tempfile
from typing import Any

import pytest
from flask import Flask, request

from casework.web.requests import InMemoryRequest

pytestmark = pytest.mark.engine_independent


def test_a_large_upload_makes_no_temporary_file(monkeypatch: pytest.MonkeyPatch) -> None:
    app = Flask(__name__)
    app.request_class = InMemoryRequest

    @app.post("/")
    def length() -> str:
        return str(len(request.files["file"].read()))

    part = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'
    body = io.BytesIO(part + b"Haddad;" * 500_000 + b"\r\n--x--\r\n")

    def refuse(*_args: Any, **_options: Any) -> None:
        raise AssertionError("a temporary file")

    for name in ("TemporaryFile", "NamedTemporaryFile", "SpooledTemporaryFile", "mkstemp"):
        monkeypatch.setattr(tempfile, name, refuse)
    monkeypatch.setattr("werkzeug.formparser.TemporaryFile", refuse, raising=False)
    monkeypatch.setattr("werkzeug.formparser.SpooledTemporaryFile", refuse, raising=False)
    answer = app.test_client().post("/", data=body, content_type="multipart/form-data; boundary=x")
    assert answer.text == "3500000"
