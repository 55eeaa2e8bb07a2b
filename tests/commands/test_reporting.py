"""`report jour-fixe` on the command line."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner

from casework.audit.models import TrailEntry
from casework.database.base import db
from tests.reports.reading import text_of
from tests.reports.town import Town, build


@pytest.fixture
def town(app: Flask) -> Town:
    """The small town of the report's tests."""
    return build(app)


def run(runner: FlaskCliRunner, *options: object) -> Any:
    return runner.invoke(args=["report", "jour-fixe", *map(str, options)])


def test_the_paper_is_pseudonymous_unless_asked(runner: FlaskCliRunner, town: Town, tmp_path: Path) -> None:
    target = tmp_path / "jf.pdf"
    done = run(runner, "--on", "2025-06-30", "--output", target)
    assert done.exit_code == 0, done.output
    assert "Am 30.06.2025 lebten 4 Geflüchtete in Musterstadt" in done.stdout
    assert hashlib.sha256(target.read_bytes()).hexdigest() in done.stdout
    text = text_of(target.read_bytes())
    assert "01.06.2025 – 30.06.2025" in text
    assert town.persons["cyrillic"].case_number in text
    assert "Олександр" not in text


def test_the_internal_edition_names_people_and_json_stands_alone(
    app: Flask, runner: FlaskCliRunner, town: Town, tmp_path: Path
) -> None:
    target = tmp_path / "jf.pdf"
    options = ("--on", "30.06.2025", "--from", "10.06.2025", "--edition", "internal", "--json")
    done = run(runner, *options, "--output", target, "--municipality", "Musterstadt")
    assert done.exit_code == 0, done.output
    said = json.loads(done.stdout)
    assert said["sha256"] == hashlib.sha256(target.read_bytes()).hexdigest()
    assert (said["on"], said["from"], said["edition"]) == ("2025-06-30", "2025-06-10", "internal")
    assert "Олександр" in text_of(target.read_bytes())
    with app.app_context():
        entry = db.session.scalars(
            db.select(TrailEntry).where(TrailEntry.action == "reports:jour-fixe:exported")
        ).one()
        assert (entry.actor_id, entry.about_id) == (None, town.municipality.id)


def test_the_same_knowledge_makes_the_same_bytes(runner: FlaskCliRunner, town: Town, tmp_path: Path) -> None:
    papers = []
    for name in ("one.pdf", "two.pdf"):
        target = tmp_path / name
        run(runner, "--on", "2025-06-30", "--as-known-at", "2099-01-01", "--output", target)
        papers.append(target.read_bytes())
    assert papers[0] == papers[1]


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--on", "31.02.2025"), "31.02.2025 gibt es nicht"),
        (("--on", "2025-06-30", "--from", "2025-07-01"), "Der Zeitraum endet (30.06.2025), bevor er beginnt"),
        (("--on", "2025-06-30", "--as-known-at", "neulich"), "„neulich“ ist kein Zeitpunkt"),
        (("--on", "2025-06-30", "--municipality", "Nirgendwo"), "Die Kommune „Nirgendwo“ gibt es nicht"),
    ],
)
def test_a_wrong_question_ends_with_2_and_writes_nothing(
    runner: FlaskCliRunner, town: Town, tmp_path: Path, options: tuple[str, ...], sentence: str
) -> None:
    target = tmp_path / "jf.pdf"
    done = run(runner, *options, "--output", target)
    assert done.exit_code == 2
    assert sentence in done.stderr
    assert not target.exists()


def test_a_folder_that_is_not_there_is_refused(runner: FlaskCliRunner, town: Town, tmp_path: Path) -> None:
    done = run(runner, "--on", "2025-06-30", "--output", tmp_path / "nowhere" / "jf.pdf", "--json")
    assert done.exit_code == 2
    assert "lässt sich nicht schreiben" in json.loads(done.stdout)["error"]


def test_an_unknown_edition_is_a_usage_error(runner: FlaskCliRunner, town: Town, tmp_path: Path) -> None:
    done = run(runner, "--on", "2025-06-30", "--edition", "public", "--output", tmp_path / "jf.pdf")
    assert done.exit_code == 2
