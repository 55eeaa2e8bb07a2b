"""`search` on the command line."""

import json

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner

from casework.audit.models import TrailEntry
from casework.database.base import db
from tests import factories


@pytest.fixture(autouse=True)
def people(app: Flask) -> None:
    with app.app_context():
        town = factories.municipality()
        factories.person(
            town, "Haddad", given_names="Layla", birth_date="00.00.1990", case_number="2025-0001"
        )
        factories.person(
            town, "Haddadin", given_names="Omar", birth_date="17.06.1985", case_number="2025-0002"
        )
        factories.person(town, "Öztürk", given_names="Layla", case_number="2025-0003")
        other = factories.municipality("Beispielingen")
        factories.person(other, "Haddad", given_names="Fremd", case_number="2025-0004")


def search(runner: FlaskCliRunner, *words: str) -> list[dict[str, object]]:
    done = runner.invoke(args=["search", *words, "--json"])
    assert done.exit_code == 0, done.output
    found: list[dict[str, object]] = json.loads(done.stdout)
    return found


def test_whole_words_come_before_parts_and_other_towns_not_at_all(runner: FlaskCliRunner) -> None:
    found = search(runner, "haddad")
    assert found[0] == {
        "case_number": "2025-0001",
        "name": "Layla Haddad",
        "birth_date": "1990",
        "score": 0.75,  # a whole word, and half of what she is called
    }
    assert search(runner, "haddad", "layla")[0]["score"] == 1.0
    assert [hit["case_number"] for hit in found] == ["2025-0001", "2025-0002"]
    assert 0 < float(str(found[1]["score"])) < 1


def test_every_word_must_apply_and_accents_do_not_count(runner: FlaskCliRunner) -> None:
    assert [hit["case_number"] for hit in search(runner, "Layla", "ozturk")] == ["2025-0003"]
    assert search(runner, "Layla", "Niemand") == []
    assert search(runner, "2025-0002")[0]["birth_date"] == "1985-06-17"


def test_a_limit_and_plain_words(runner: FlaskCliRunner) -> None:
    assert len(search(runner, "layla", "--limit", "1")) == 1
    assert "Haddad, Layla" in runner.invoke(args=["search", "haddad"]).stdout
    assert "Niemand gefunden" in runner.invoke(args=["search", "xyzxyz"]).stdout


def test_a_search_is_an_entry_of_the_trail(app: Flask, runner: FlaskCliRunner) -> None:
    search(runner, "haddad")
    with app.app_context():
        entry = db.session.query(TrailEntry).order_by(TrailEntry.sequence.desc()).first()
        assert entry is not None
        assert entry.action == "people:register:searched"
        db.session.remove()


def test_without_a_town_the_answer_is_a_sentence(runner: FlaskCliRunner) -> None:
    assert runner.invoke(args=["search"]).exit_code == 2
