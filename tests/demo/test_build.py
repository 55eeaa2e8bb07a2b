"""The demo in the database: the published figures, what was known when, two towns apart, nothing in clear."""

import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from casework.access.roles import Role
from casework.accounts.models import User
from casework.accounts.queries import users_of
from casework.audit.trail import broken_links
from casework.counselling.models import Consultation
from casework.database.base import db
from casework.database.moments import end_of, today
from casework.database.transaction import transaction
from casework.database.turns import last_recorded_at
from casework.demo.build import fill
from casework.demo.names import names
from casework.demo.office import DEMO_PASSWORD, address_of
from casework.demo.towns import BEISPIELINGEN, MUSTERSTADT, TOWNS
from casework.documents.models import DocumentFile
from casework.errors import Refused
from casework.housing.stays import StageEpisode
from casework.organisation.operations import create_municipality
from casework.organisation.queries import get_municipality
from casework.partners.models import Partner
from casework.people.models import IntegrationCase
from casework.people.register import cards
from casework.plans.goal_models import GoalState
from casework.referrals.models import ReferralState
from casework.vocabulary.counselling import GOAL_STATES, PARTNER_KINDS, REFERRAL_STATES, TALK_FORMS

pytestmark = pytest.mark.slow
WORDS = re.compile(rb"(?:[\w '.-]|[\xc2-\xf4][\x80-\xbf]{1,3}){4,}")
"""Runs of letters of any script, and of what stands between them in names."""
BEFORE_ALL_ELSE = 2015
"""Dates of the houses and of stays, which are no secret, begin with this year."""
PUBLISHED = {"VU": 140, "AU": 821, "UMA": 53}


@pytest.fixture
def there(demo: Flask) -> Iterator[None]:
    """Inside the demo."""
    with demo.app_context():
        yield
        db.session.remove()


def figures(demo: Flask, *options: str) -> dict[str, Any]:
    done = demo.test_cli_runner().invoke(args=["figures", *options, "--json"])
    assert done.exit_code == 0, done.output
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def by_stage(found: dict[str, Any]) -> dict[str, int]:
    return {stage: count for stage, count in found["stock"]["by_stage"].items() if count}


def test_the_published_day_and_the_days_round_it_reconcile(demo: Flask) -> None:
    found = figures(demo, "--on", "2020-06-17", "--from", "2020-06-17")
    assert found["stock"]["total"] == 1014
    assert by_stage(found) == PUBLISHED
    movement = found["movement"]
    assert movement["stage_changes"] == [{"from": "VU", "to": "AU", "persons": 1}]
    assert (movement["opening"], movement["arrivals"], movement["departures"]) == (1014, 0, 0)
    before = figures(demo, "--on", "2020-06-16", "--from", "2020-06-01")
    assert by_stage(before) == {"VU": 141, "AU": 820, "UMA": 53}
    after = figures(demo, "--on", "2020-06-30", "--from", "2020-06-18")["movement"]
    assert after["opening"] == 1014
    assert after["closing"] == 1014 + after["arrivals"] - after["departures"]


def test_the_second_published_day_is_met_too(demo: Flask) -> None:
    assert by_stage(figures(demo, "--on", "2021-02-15")) == {"VU": 93, "AU": 790, "UMA": 45}


def test_what_was_known_then_differs_by_the_late_report(demo: Flask) -> None:
    then = figures(demo, "--on", "2020-08-31", "--as-known-at", "2020-09-02")["stock"]["total"]
    now = figures(demo, "--on", "2020-08-31")["stock"]["total"]
    assert then > now


def test_what_was_published_was_known_on_the_day(demo: Flask) -> None:
    found = figures(demo, "--on", "2020-06-17", "--as-known-at", "2020-06-17")
    assert by_stage(found) == PUBLISHED


def test_neither_town_sees_the_others_people(demo: Flask) -> None:
    with demo.app_context():
        ours, theirs = (
            {
                c.case_number + c.name
                for c in cards().values()
                if c.municipality_id == get_municipality(t.name).id
            }
            for t in TOWNS
        )
        stranger = next(
            card
            for card in cards().values()
            if card.municipality_id == get_municipality(BEISPIELINGEN.name).id
            and card.case_number + card.name not in ours
        )
        person_id, name = stranger.person_id, stranger.name
        db.session.remove()
    assert ours
    assert theirs
    for mailbox in ("integration", "leitung", "verwaltung"):
        client = demo.test_client()
        signed_in = client.post(
            "/sign-in", data={"email": address_of(MUSTERSTADT, mailbox), "password": DEMO_PASSWORD}
        )
        assert signed_in.status_code == 302
        assert client.get(f"/people/{person_id}").status_code in (403, 404)
        found = client.get("/people", query_string={"q": name})
        assert stranger.case_number not in found.text or mailbox != "verwaltung"
        assert str(person_id) not in found.text


def test_everything_a_page_shows_is_there(there: None) -> None:
    town = get_municipality()
    assert set(db.session.scalars(select(Partner.kind))) <= set(PARTNER_KINDS.codes())
    assert db.session.scalar(select(func.count(Partner.id)).where(Partner.municipality_id == town.id)) >= 25
    assert set(db.session.scalars(select(GoalState.state))) == set(GOAL_STATES.codes())
    assert set(db.session.scalars(select(ReferralState.state))) == set(REFERRAL_STATES.codes())
    recent = today() - timedelta(days=28)
    held = select(func.count(Consultation.id)).where(Consultation.municipality_id == town.id)
    assert db.session.scalar(held) > 300
    assert db.session.scalar(held.where(Consultation.held_on > recent)) > 10
    assert set(db.session.scalars(select(DocumentFile.form))) == {"PNG"}
    due = held.where(Consultation.next_step_on.between(today(), today() + timedelta(days=14)))
    assert db.session.scalar(due) > 3
    by_form = select(Consultation.talk_form, func.count()).where(Consultation.municipality_id == town.id)
    forms = dict(db.session.execute(by_form.group_by(Consultation.talk_form)).all())
    assert set(forms) == set(TALK_FORMS.codes())
    assert min(forms.values()) > 10


def test_nobody_leads_more_cases_than_one_can(there: None) -> None:
    day = today()
    for town in TOWNS:
        for manager in users_of(get_municipality(town.name).id, Role.CASE_MANAGER):
            led = db.session.scalar(
                select(func.count(IntegrationCase.id)).where(
                    IntegrationCase.case_manager_id == manager.id,
                    IntegrationCase.superseded_at.is_(None),
                    IntegrationCase.starts_on <= day,
                    IntegrationCase.ends_on.is_(None) | (IntegrationCase.ends_on > day),
                )
            )
            assert 0 < led <= 85


def test_names_are_of_several_scripts_and_dates_of_all_kinds(there: None) -> None:
    known = [card for card in cards().values() if card.municipality_id == get_municipality().id]
    leading = "".join(card.name for card in known)
    others = "".join(spelling for card in known for spelling in card.other_spellings)
    for text in (leading, others):
        assert any("\u0600" <= letter <= "\u06ff" for letter in text), "Arabic"
        assert any("\u0400" <= letter <= "\u04ff" for letter in text), "Cyrillic"
        assert any("\u1200" <= letter <= "\u137f" for letter in text), "Ethiopic"
    assert any(card.given_names == "-" for card in known)
    assert any(card.given_names is None for card in known)
    births = [card.birth_date for card in known if card.birth_date]
    assert any(birth.is_fictive for birth in births)
    assert any(birth.month is None for birth in births)
    assert any(birth.is_exact for birth in births)


def test_the_trail_is_whole(there: None) -> None:
    assert list(broken_links()) == []


def test_all_that_was_told_is_known(there: None) -> None:
    """A page asked right after the demo was built counts with the last recording."""
    last = db.session.scalar(select(func.max(StageEpisode.recorded_at)))
    assert last <= last_recorded_at()


def test_history_was_recorded_in_its_own_time(there: None) -> None:
    late = select(func.count(Consultation.id)).where(Consultation.recorded_at > end_of(date(2020, 12, 31)))
    early = select(func.count(Consultation.id)).where(Consultation.recorded_at <= end_of(date(2020, 12, 31)))
    assert db.session.scalar(late)
    assert db.session.scalar(early)


@pytest.mark.engine_independent
def test_no_name_and_no_birth_date_lies_in_the_file(demo: Flask) -> None:
    file = Path(demo.extensions["casework config"].database_url.removeprefix("sqlite:///"))
    with demo.app_context():
        births = [
            card.birth_date for card in cards().values() if card.birth_date and card.birth_date.is_exact
        ]
        db.session.remove()
    at_rest = b"".join(part.read_bytes() for part in (file, Path(f"{file}-wal")) if part.exists())
    assert len(at_rest) > 1_000_000
    legible = b"\n".join(WORDS.findall(at_rest))
    assert b"Musterstadt" in legible
    public = " ".join(town.name + str(town.houses) for town in TOWNS)
    telling = [name for table in names().values() for name in table if len(name.latin) > 5]
    for name in telling:
        assert name.latin in public or name.latin.encode() not in legible, name
        assert len(name.original) < 4 or name.original.encode() not in legible, name
    german_days = set(re.findall(rb"\d\d\.\d\d\.\d{4}", at_rest))
    iso_days = set(re.findall(rb"\d{4}-\d\d-\d\d", at_rest))
    assert german_days.isdisjoint(str(birth).encode() for birth in births)
    assert iso_days.isdisjoint(birth.iso().encode() for birth in births if birth.year < BEFORE_ALL_ELSE)


def test_it_refuses_an_installation_that_is_in_use(app: Flask) -> None:
    with app.app_context():
        with transaction():
            create_municipality("Echtstadt")
        with pytest.raises(Refused, match="enthält schon Daten"):
            fill(persons=3)
        assert db.session.scalar(select(func.count(User.id))) == 0


def test_what_init_made_is_no_obstacle_and_a_second_time_is(app: Flask) -> None:
    runner = app.test_cli_runner()
    assert runner.invoke(args=["init"]).exit_code == 0
    assert runner.invoke(args=["demo", "--persons", "3"]).exit_code == 0
    again = runner.invoke(args=["demo", "--persons", "3"])
    assert again.exit_code == 2
    assert "enthält schon Daten" in again.stderr


def test_two_builds_with_one_seed_show_the_same(app: Flask, demo: Flask, engine: Any, template: Any) -> None:
    """The figures of a small town built here equal those of its twin in another database."""
    exports = []
    for _ in range(2):
        name = f"twin_{len(exports)}"
        exports.append(_export(engine, template, name))
        engine.drop(name)
    assert exports[0] == exports[1]


def _export(engine: Any, template: Any, name: str) -> Any:
    from dataclasses import replace

    from casework.app import create_app

    app = create_app(replace(template.config, database_url=engine.copy(template.name, name)))
    with app.app_context():
        fill(persons=25, seed=4)
        people = sorted(
            (
                c.case_number,
                c.list_name,
                c.other_spellings,
                str(c.birth_date),
                c.sex,
                c.nationalities,
                c.numbers,
            )
            for c in cards().values()
        )
        talks = sorted(
            (t.held_on, t.topics, t.content, t.result or "", t.minutes)
            for t in db.session.scalars(select(Consultation))
        )
        db.session.remove()
    found = figures(app, "--on", "2020-06-17", "--from", "2019-01-01", "--as-known-at", "2024-01-01")
    with app.app_context():
        db.engine.dispose()
    return people, talks, found
