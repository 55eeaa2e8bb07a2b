"""Nothing that was typed lies readable on disk: not in the database, its log, our logs or temporary files."""

import logging
import tempfile
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from casework.access.roles import Role
from casework.database.base import db
from casework.database.moments import now, today
from casework.statistics.question import Question
from config import Config
from reports import render
from reports.jour_fixe import report_of
from reports.persons import Edition
from tests import factories
from tests.vault.filled_town import Filled, filled
from tests.vault.stored_values import flipped, overwrite, stored

CANARIES = (
    *(
        "Haddad",
        "Layla",
        "Leyla",
        "Amir",
        "Tesfay",
        "Yonas",
        "17.06.1990",
        "1990-06-17",
        "HH-7",
        "AZR 1",
        "BAMF 1",
    ),
    *(
        "Kitaplatz",
        "Antrag liegt",
        "Deutsch lernen",
        "Kurs begonnen",
        "läuft gut",
        "Sprachkurs",
        "Platz zugesagt",
        "noch zu Ende",
    ),
    *("Bescheid von", "im Briefkasten"),
    *("bis auf Weiteres", "Zuweisung nach Plan", "liste.csv", "Lou Anders", "lou.anders@"),
)


@pytest.fixture
def town(app: Flask) -> Filled:
    return filled(app)


@pytest.fixture
def places(config: Config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for temporary files of its own."""
    if not config.database_url.startswith("sqlite:///"):
        pytest.skip("looks into the files of SQLite")
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    return temporary


def found_in(files: list[Path]) -> list[str]:
    forms = [(word, word.encode(code)) for word in CANARIES for code in ("utf-8", "utf-16-le")]
    return [
        f"{word} in {file.name}"
        for file in files
        for octets in [file.read_bytes()]
        for word, form in forms
        if form in octets
    ]


def test_no_canary_is_found(
    app: Flask, client: FlaskClient, config: Config, town: Filled, places: Path, tmp_path: Path
) -> None:
    log = logging.FileHandler(tmp_path / "casework.log")
    logging.getLogger().addHandler(log)
    logging.getLogger().setLevel(logging.DEBUG)
    factories.sign_in(client, town.staff[Role.TEAM_LEAD])
    for page in (
        "/",
        "/people?q=Haddad",
        f"/people/{town.layla.id}",
        f"/imports/{town.ids['upload_id']}",
        f"/documents/{town.ids['document_id']}/files/1",
    ):
        assert client.get(page).status_code == 200
    with app.app_context():
        asked = Question(town.municipality.id, town.municipality.name, today(), now(), date(2025, 1, 1))
        render.pdf(report_of(asked, Edition.INTERNAL).html())
        db.session.remove()
        overwrite("person", "family_name", flipped(stored("person", "family_name")))
    assert "nicht lesbar" in client.get(f"/people/{town.layla.id}").text
    with app.app_context():
        overwrite("consultation", "content", [(town.ids["consultation_id"], b"kaputt")])  # type: ignore[list-item]
    assert client.get(f"/people/{town.layla.id}?tab=talks").status_code == 200
    logging.getLogger().removeHandler(log)
    log.close()
    database = Path(config.database_url.removeprefix("sqlite:///"))
    files = [file for file in database.parent.glob(f"{database.name}*") if file.is_file()]
    assert len(files) >= 2, "the write-ahead log is part of what is searched"
    assert found_in(files) == []
    assert found_in([tmp_path / "casework.log"]) == []
    assert found_in([file for file in places.rglob("*") if file.is_file()]) == []


def test_the_search_can_find(tmp_path: Path) -> None:
    told = tmp_path / "told"
    told.write_text("… Kitaplatz …")
    assert found_in([told]) == ["Kitaplatz in told"]
