"""After a day's work no name and no birth date lies readable on disk or in the browser's cookie."""

import logging
import tempfile
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from casework.database.base import db
from config import Config
from tests import factories
from tests.cookies import cookie_text
from tests.journeys.conftest import Town, Walk


def spellings(town: Town) -> list[bytes]:
    """Names and birth dates as bytes in the encodings in which they could lie about."""
    words = town.names + town.birth_dates
    forms = {word.encode(code) for word in words for code in ("utf-8", "utf-16-le")}
    escaped = {word.encode("unicode_escape") for word in words}
    return sorted(forms | escaped)


def readable(files: list[Path], words: list[bytes]) -> list[str]:
    return [f"{word!r} in {file.name}" for file in files for word in words if word in file.read_bytes()]


def database_files(config: Config) -> list[Path]:
    """The files of SQLite; those of a PostgreSQL server belong to the server."""
    if not config.database_url.startswith("sqlite:///"):
        pytest.skip("looks into the files of SQLite")
    database = Path(config.database_url.removeprefix("sqlite:///"))
    return [file for file in database.parent.glob(f"{database.name}*") if file.is_file()]


def test_disk_and_cookie_after_a_days_work(
    walk: Walk, town: Town, config: Config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, app: Flask
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    log = logging.FileHandler(tmp_path / "casework.log")
    logging.getLogger().addHandler(log)
    logging.getLogger().setLevel(logging.DEBUG)
    walk.sign_in(town.lead)
    walk.open("/people?q=Alnahhas")
    walk.follow("Alnahhas, Layaal")
    walk.follow("Umziehen")
    walk.page.get_by_label("Unterkunft und Zimmer").select_option(label="GU Nord, N2 · 2 frei")
    walk.press("Umzug festhalten")
    (cookie,) = [one["value"] for one in walk.page.context.cookies() if one["name"] == "session"]
    walk.open(f"/accommodations/{town.north.id}")
    walk.page.goto(f"{town.address}/people/{town.layla.id}/geheim-Alnahhas")
    logging.getLogger().removeHandler(log)
    log.close()
    words = spellings(town)
    assert not [word for word in town.names + town.birth_dates if word in cookie_text(cookie)]
    assert readable([tmp_path / "casework.log"], words) == []
    assert readable([path for path in temporary.rglob("*") if path.is_file()], words) == []
    files = database_files(config)
    assert len(files) >= 2, "the write-ahead log is part of what is searched"
    assert readable(files, words) == []


def test_the_search_for_leaks_can_fail(
    app: Flask, client: FlaskClient, config: Config, tmp_path: Path
) -> None:
    with app.app_context():
        town = factories.municipality("Alnahhasen")
        assert town.name == db.session.execute(text("SELECT name FROM municipality")).scalar_one()
        db.session.remove()
    assert readable(database_files(config), [b"Alnahhas"]) != []
