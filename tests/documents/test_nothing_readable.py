"""A scan on its way into the product, through the real server, leaves nothing readable on disk."""

import http.client
import io
import tempfile
from pathlib import Path

import pikepdf
import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.test import encode_multipart

from config import Config
from tests import factories
from tests.caseload import Caseload
from tests.documents.filing import address, only_document
from tests.serving import served

pytestmark = pytest.mark.engine_independent
WORD, NAME = b"Kanarienvogel 4711 ", "Ablehnung-Haddad.pdf"
REMARK = "liegt dem Anwalt vor"
PATIENCE_SECONDS = 60


def scan() -> bytes:
    """Two megabytes of readable words on a page."""
    made, kept = pikepdf.new(), io.BytesIO()
    made.add_blank_page()
    made.pages[0].Contents = made.make_stream(b"% " + WORD * 100_000 + b"\n")
    made.save(kept, compress_streams=False)
    assert kept.getvalue().count(WORD) == 100_000
    return kept.getvalue()


def found_in(folder: Path) -> list[str]:
    forms = (WORD, NAME.encode(), REMARK.encode(), b"%PDF-", b"JFIF", b"endobj")
    files = [file for file in folder.rglob("*") if file.is_file()]
    return [f"{form!r} in {file.name}" for file in files for form in forms if form in file.read_bytes()]


def test_neither_content_nor_name_of_a_scan_is_written_anywhere_in_clear(
    app: Flask,
    client: FlaskClient,
    world: Caseload,
    config: Config,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if not config.database_url.startswith("sqlite:///"):
        pytest.skip("looks into the files of SQLite")

    def refuse(*_about: object, **_options: object) -> None:
        raise AssertionError("a temporary file")

    for name in ("TemporaryFile", "NamedTemporaryFile", "SpooledTemporaryFile", "mkstemp"):
        monkeypatch.setattr(tempfile, name, refuse)
    factories.sign_in(client, world.kim)
    content = scan()
    typed = MultiDict({"kind": "DECISION_NOTICE", "people": str(world.layla.id), "remark": REMARK})
    typed.add("files", FileStorage(io.BytesIO(content), NAME))
    boundary, body = encode_multipart(typed)
    headers = {
        "Content-Type": f"multipart/form-data; boundary={boundary}",
        "Cookie": "; ".join(f"{cookie.key}={cookie.value}" for cookie in client._cookies.values()),
    }
    with served(app) as port:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)
        connection.request("POST", address(world.layla), body=body, headers=headers)
        answer = connection.getresponse()
        assert answer.status == 302, answer.read().decode()
        answer.read()
        with app.app_context():
            where = f"/documents/{only_document().id}/files/1"
        connection.request("GET", where, headers={"Cookie": headers["Cookie"]})
        assert connection.getresponse().read() == content
        connection.close()
        database = Path(config.database_url.removeprefix("sqlite:///"))
        beside = [file for file in database.parent.glob(f"{database.name}*") if file.is_file()]
        assert len(beside) >= 2, "the write-ahead log is part of what is searched"
        assert sum(file.stat().st_size for file in beside) > len(content)
        together = tmp_path / "copied"
        together.mkdir()
        for file in beside:
            (together / file.name).write_bytes(file.read_bytes())
        assert found_in(tmp_path) == []


def test_the_search_can_find(tmp_path: Path) -> None:
    (tmp_path / "told").write_bytes(b"..." + WORD)
    assert found_in(tmp_path) == [f"{WORD!r} in told"]
