"""The proof: a quarter of the demo counted by hand from its rows, and what the evidence and `figures` say of it."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from openpyxl import load_workbook

from casework.accounts.queries import names_of
from casework.database.base import db
from casework.database.turns import last_recorded_at
from casework.demo.towns import BEISPIELINGEN, MUSTERSTADT
from casework.organisation.models import WorkerFigures
from casework.organisation.queries import get_municipality, teams_of
from casework.statistics.question import Question
from casework.vocabulary.counselling import FIELDS_OF_ACTION
from casework.web.components import number
from reports.funding.asked import Asked
from reports.funding.evidence import evidence_of
from tests.reports.by_hand import ByHand
from tests.reports.reading import rows_of

pytestmark = pytest.mark.slow
FIRST, ON = date(2020, 4, 1), date(2020, 6, 30)
BY_TOPIC = ("counselling.by_main_topic", "counselling.topic_mentions")


@pytest.fixture(params=[MUSTERSTADT.name, BEISPIELINGEN.name])
def town(request: pytest.FixtureRequest) -> str:
    """Either town of the demo."""
    name: str = request.param
    return name


def run(demo: Flask, *options: object) -> dict[str, Any]:
    period = ("--from", FIRST.isoformat(), "--on", ON.isoformat(), "--json")
    done = demo.test_cli_runner().invoke(args=[*map(str, options), *period])
    assert done.exit_code == 0, done.output
    said: dict[str, Any] = json.loads(done.stdout)
    return said


def written(value: Any) -> str:
    return number(value, -int(value.as_tuple().exponent) if isinstance(value, Decimal) else 0)


def test_each_team_and_each_post_of_the_quarter_has_what_one_counts_by_hand(demo: Flask, town: str) -> None:
    with demo.app_context():
        municipality = get_municipality(town)
        by_hand = ByHand(municipality.id, FIRST, ON)
        asked = Asked(
            Question(municipality.id, town, ON, last_recorded_at(), FIRST),
            names_workers=True,
            withholds_small=False,
        )
        teams = evidence_of(asked).table
        db.session.add(WorkerFigures(municipality_id=municipality.id))
        db.session.flush()
        posts = evidence_of(asked).table
        db.session.rollback()
        ids = {team.name: team.id for team in teams_of(municipality.id)}
        names = {name: user_id for user_id, name in names_of(post.user_id for post in by_hand.posts).items()}
        for share in teams.shares if teams else ():
            if not share.is_withheld:
                counted = by_hand.figures(by_hand.of_team(ids.get(share.label)))
                assert share.values == {name: counted[name] for name in share.values}, share.label
        assert posts
        assert len(posts.shares) > 1
        for share in posts.shares:
            if share.label in names:
                counted = by_hand.figures(by_hand.of_worker(names[share.label]))
                assert share.values == {name: counted[name] for name in share.values}, share.label


def test_the_evidence_of_a_quarter_is_what_one_counts_by_hand(demo: Flask, town: str, tmp_path: Path) -> None:
    with demo.app_context():
        by_hand = ByHand(get_municipality(town).id, FIRST, ON).figures()
    figures = run(demo, "figures", "--municipality", town)
    evidence = ("report", "funding", "--exact-topics", "--municipality", town, "--output")
    for form in ("xlsx", "pdf"):
        run(demo, *evidence, tmp_path / f"nachweis.{form}")
    book = load_workbook(tmp_path / "nachweis.xlsx")
    in_excel = {row[4]: row for row in book["Nachweis"].iter_rows(values_only=True)}
    on_paper = rows_of((tmp_path / "nachweis.pdf").read_bytes())
    for name, value in by_hand.items():
        part, _dot, key = name.rpartition(".")
        if part in figures or not part:
            said = (figures[part] if part else figures)[key]
            assert said == (value if value is None or name in BY_TOPIC else float(value)), name
        if name not in BY_TOPIC:
            _part, label, told, unit, _name = in_excel[name]
            assert told == ("–" if value is None else float(value)), name
            assert any(row.endswith(f"{label} {written(value)} {unit}") for row in on_paper), name
    main, mentions = (by_hand[name] for name in BY_TOPIC)
    topics = list(book["Themen"].iter_rows(values_only=True))
    assert {row[0]: (row[1], row[3]) for row in topics[1:-1]} == {
        FIELDS_OF_ACTION.label(code): (main[code], mentions[code]) for code in mentions
    }
    assert topics[-1] == ("Zusammen", main.total(), None, mentions.total())
    for code in mentions:
        label = FIELDS_OF_ACTION.label(code)
        rows = [row for row in on_paper if row.startswith(f"{label} {main[code]} ")]
        assert any(row.endswith(f" {mentions[code]}") for row in rows), label
