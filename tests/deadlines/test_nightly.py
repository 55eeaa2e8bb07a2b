"""What depends on the day alone is gone through once a day, by the command or by itself."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any

from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy import func, select

from casework.commands.nightwatch import catch_up
from casework.database.base import db
from casework.database.moments import today
from casework.database.transaction import transaction
from casework.database.turns import last_recorded_at
from casework.deadlines import nightly
from casework.deadlines.differences import Difference
from casework.deadlines.models import Deadline
from casework.deadlines.nightly import Summary, go_through, waiting_today
from casework.deadlines.rule_operations import enter_rule, take_back_rule
from casework.vocabulary.deadlines import COUNSELLING_LIMIT, TITLE_EXPIRY
from tests import factories
from tests.deadlines.conftest import ENDS, Known


def count() -> int:
    return db.session.scalar(select(func.count()).select_from(Deadline)) or 0


def test_a_second_night_changes_nothing(known: Known) -> None:
    known.state(ENDS)
    before = count()
    assert go_through(known.town.id) == Summary(people=1, changed=0)
    assert go_through(known.town.id) == Summary(people=1, changed=0)
    assert count() == before


def test_what_was_never_computed_is_there_after_a_night(known: Known, monkeypatch) -> None:
    monkeypatch.setattr(nightly, "AT_ONCE", 2)
    known.state(ENDS)
    for number in range(4):
        factories.stay(
            factories.person(known.town, f"Nr. {number}"), stage="VU", starts_on=date(2026, 1, 2 + number)
        )
    there = count()
    db.session.query(Deadline).delete()
    db.session.commit()
    heard: list[tuple[int, int]] = []
    assert go_through(known.town.id, tell=lambda *said: heard.append(said)) == Summary(people=5, changed=5)
    assert count() == there
    assert heard == [(2, 5), (4, 5), (5, 5)]


def test_who_is_saved_while_the_night_looks_is_looked_at_again(app: Flask, known: Known, monkeypatch) -> None:
    known.state(ENDS)
    db.session.query(Deadline).delete()
    db.session.commit()
    look, later = nightly.differences, ENDS + timedelta(days=30)

    def look_and_be_overtaken(*asked: Any) -> list[Difference]:
        found = list(look(*asked))
        with ThreadPoolExecutor() as elsewhere:
            elsewhere.submit(save_elsewhere).result()
        return found

    def save_elsewhere() -> None:
        with app.app_context():
            known.state(later)

    monkeypatch.setattr(nightly, "differences", look_and_be_overtaken)
    assert go_through(known.town.id) == Summary(people=1, changed=1)
    db.session.remove()
    assert known.ends(TITLE_EXPIRY) == [later]
    assert len([held for held in known.held() if held.what.clock == COUNSELLING_LIMIT]) == 1


def test_what_begins_on_a_day_to_come_begins_by_itself(known: Known) -> None:
    """A clock whose matter is long past ends by itself, too: nobody saves anything on that day."""
    known.state(ENDS)
    factories.case(known.layla, known.kim, today() + timedelta(days=1))
    gone_on = today() + timedelta(days=30)
    factories.case(known.layla, known.kim, today() + timedelta(days=1), gone_on)
    assert known.ends(TITLE_EXPIRY) == [ENDS]
    assert go_through(known.town.id, gone_on).changed == 1
    assert known.held() == [], "nothing runs for who is gone"


def test_a_town_waits_until_it_was_gone_through_today(known: Known) -> None:
    assert list(waiting_today()) == [known.town.id]
    go_through(known.town.id, today() - timedelta(days=1))
    assert list(waiting_today()) == [known.town.id]
    go_through(known.town.id)
    assert list(waiting_today()) == []


def test_a_town_waits_again_once_it_goes_by_another_rule(known: Known) -> None:
    known.state(ENDS)
    go_through(known.town.id)
    said = {"applies_from": today(), "warn_before": "120 Tage", "paragraph": "Dienstanweisung"}
    with transaction():
        rule = enter_rule(known.town.id, TITLE_EXPIRY, said)
    assert list(waiting_today()) == [known.town.id]
    assert go_through(known.town.id).changed == 1
    (held,) = [held for held in known.held() if held.what.clock == TITLE_EXPIRY]
    assert (held.what.paragraph, held.what.shown_on) == ("Dienstanweisung", ENDS - timedelta(days=120))
    with transaction():
        take_back_rule(db.session.merge(rule))
    assert list(waiting_today()) == [known.town.id]


def test_whoever_serves_catches_up_once_a_day(known: Known) -> None:
    catch_up()
    assert list(waiting_today()) == []
    done_at = last_recorded_at()
    catch_up()
    assert last_recorded_at() == done_at


def test_the_command_tells_what_it_did(app: Flask, known: Known, runner: FlaskCliRunner) -> None:
    known.state(ENDS)
    factories.municipality("Nebenan")
    done = runner.invoke(args=["deadlines", "recompute", "--json"])
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    assert told["on"] == today().isoformat()
    assert [(one["municipality"], one["people"], one["changed"]) for one in told["municipalities"]] == [
        ("Musterstadt", 1, 0),
        ("Nebenan", 0, 0),
    ]
    done = runner.invoke(args=["deadlines", "recompute", "--municipality", "Musterstadt"])
    assert "Musterstadt: 1 Personen durchgesehen, bei 0 hat sich etwas geändert" in done.stdout
    assert runner.invoke(args=["deadlines", "recompute", "--municipality", "Nirgends"]).exit_code == 2


def test_the_command_shows_what_runs_on_a_day(known: Known, runner: FlaskCliRunner) -> None:
    known.state(date(2028, 6, 19))
    number = known.layla.case_number
    asked = ["deadlines", "show", "--case-number", number, "--on"]
    found = json.loads(runner.invoke(args=[*asked, "2028-03-21", "--json"]).stdout)
    assert found["on"] == "2028-03-21"
    (line,) = [line for line in found["deadlines"] if line["clock"] == TITLE_EXPIRY]
    assert (line["case_number"], line["due_on"], line["level"]) == (number, "2028-06-19", 1)
    assert (line["warned_on"][0], line["is_overdue"]) == ("2028-03-21", False)
    (line,) = [
        line
        for line in json.loads(runner.invoke(args=[*asked, "20.06.2028", "--json"]).stdout)["deadlines"]
        if line["clock"] == TITLE_EXPIRY
    ]
    assert line["is_overdue"]
    words = runner.invoke(args=[*asked, "20.06.2028"]).stdout
    assert "19.06.2028" in words
    assert "überfällig" in words
    gone = runner.invoke(args=["deadlines", "show", "--case-number", "gibt es nicht", "--json"])
    assert gone.exit_code == 2
    assert "error" in json.loads(gone.stdout)
