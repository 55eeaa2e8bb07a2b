"""What every answer tells the browser."""

from pathlib import Path

import pytest
from flask import Flask, Response
from flask.testing import FlaskClient

from casework.web.headers import install, script_nonce

pytestmark = pytest.mark.engine_independent


@pytest.fixture
def client(tmp_path: Path) -> FlaskClient:
    (tmp_path / "a.css").write_text("p {}")
    app = Flask(__name__, static_folder=str(tmp_path), static_url_path="/static")
    install(app)
    app.add_url_rule("/", "page", script_nonce)
    app.add_url_rule("/kept", "kept", lambda: Response("x", headers={"Cache-Control": "private, max-age=60"}))
    return app.test_client()


def policy(answer: Response) -> dict[str, str]:
    return dict(part.split(" ", 1) for part in answer.headers["Content-Security-Policy"].split("; "))


def test_nothing_runs_but_our_own_files_and_the_word_of_this_answer(client: FlaskClient) -> None:
    answer = client.get("/")
    rules = policy(answer)
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == f"'self' 'nonce-{answer.text}'"
    assert rules["img-src"] == "'self' data:"
    assert rules["frame-ancestors"] == "'none'"
    assert "unsafe" not in answer.headers["Content-Security-Policy"]


def test_the_word_is_new_in_every_answer(client: FlaskClient) -> None:
    assert client.get("/").text != client.get("/").text


def test_pages_are_never_stored_and_never_guessed(client: FlaskClient) -> None:
    headers = client.get("/").headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]


def test_a_view_may_say_otherwise(client: FlaskClient) -> None:
    assert client.get("/kept").headers["Cache-Control"] == "private, max-age=60"


def test_style_sheets_with_a_fingerprint_are_kept_for_good(client: FlaskClient) -> None:
    with client.get("/static/a.css?v=1") as answer:
        assert "immutable" in answer.headers["Cache-Control"]
    with client.get("/static/a.css") as answer:
        assert answer.headers["Cache-Control"] == "public, max-age=3600"


def test_https_is_remembered_once_it_is_there(client: FlaskClient) -> None:
    assert "Strict-Transport-Security" not in client.get("/").headers
    assert (
        "max-age=31536000"
        in client.get("/", base_url="https://localhost").headers["Strict-Transport-Security"]
    )
