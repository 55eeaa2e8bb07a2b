"""Goals and plans through the front door."""

import re
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from casework.audit.models import TrailEntry
from casework.database.base import db
from casework.database.moments import today
from casework.plans.goal_models import Goal
from casework.plans.models import IntegrationPlan
from tests import factories
from tests.caseload import Caseload

WORDING = "Canaryziel: Ich möchte als Pflegehelferin arbeiten."


def german(day: date) -> str:
    return f"{day:%d.%m.%Y}"


def goal(**changes: object) -> dict[str, object]:
    return {
        "wording": WORDING,
        "field_of_action": "ARB",
        "due_on": german(today() + timedelta(days=5)),
        "responsible": "CLIENT",
        "agreed_on": german(today() - timedelta(days=30)),
    } | changes


def agree(client: FlaskClient, person: factories.Person, **changes: object) -> None:
    assert client.post(f"/people/{person.id}/goals/new", data=goal(**changes)).status_code == 302


def only_goal() -> Goal:
    return db.session.scalars(db.select(Goal)).one()


def test_the_first_goal_opens_the_plan_and_the_next_joins_it(
    app: Flask, client: FlaskClient, world: Caseload
) -> None:
    factories.sign_in(client, world.kim)
    assert "erste Ziel" in client.get(f"/people/{world.layla.id}/goals/new").text
    agree(client, world.layla)
    assert "erste Ziel" not in client.get(f"/people/{world.layla.id}/goals/new").text
    agree(client, world.layla, wording="Kita-Platz für Sara", field_of_action="KIT", due_on="")
    with app.app_context():
        plan = db.session.scalars(db.select(IntegrationPlan)).one()
        assert plan.person_id == world.layla.id
        assert plan.agreed_on == today() - timedelta(days=30)
        assert plan.review_on
        assert plan.review_on > today() + timedelta(days=140)
        assert [one.wording for one in plan.goals] == [WORDING, "Kita-Platz für Sara"]
        assert all(one.state_code() == "OPEN" for one in plan.goals)
        actions = db.session.scalars(
            db.select(TrailEntry.action).where(TrailEntry.action.startswith("plans:"))
        ).all()
        assert sorted(actions) == ["plans:goal:agreed", "plans:goal:agreed", "plans:plan:opened"]
    tab = client.get(f"/people/{world.layla.id}?tab=plan").text
    assert "0 von 2 Zielen erreicht" in tab
    assert WORDING in client.get("/").text, "due within a week"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"wording": " "}, "Bitte beschreiben Sie das Ziel."),
        ({"field_of_action": ""}, "Bitte wählen Sie das Handlungsfeld."),
        ({"due_on": "30.02.2026"}, "30.02.2026 gibt es nicht"),
        ({"due_on": "01.01.2020"}, "wurde aber erst am"),
        ({"agreed_on": german(today() + timedelta(days=1))}, "liegt in der Zukunft"),
    ],
)
def test_a_refused_goal_loses_nothing(
    app: Flask, client: FlaskClient, world: Caseload, wrong: dict[str, object], sentence: str
) -> None:
    factories.sign_in(client, world.kim)
    answer = client.post(f"/people/{world.layla.id}/goals/new", data=goal(responsible="PARTNER") | wrong)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "wording" in wrong or WORDING in answer.text
    assert re.search(r'checked[^>]*value="PARTNER"', answer.text)
    with app.app_context():
        assert not db.session.scalars(db.select(IntegrationPlan)).all()


def test_the_latest_state_holds_and_the_earlier_ones_stay(
    app: Flask, client: FlaskClient, world: Caseload
) -> None:
    factories.sign_in(client, world.kim)
    agree(client, world.layla)
    with app.app_context():
        address = f"/goals/{only_goal().id}/state"
    days = [today() - timedelta(days=10), today() - timedelta(days=20)]
    for state, day in zip(("ACHIEVED", "IN_PROGRESS"), days, strict=True):
        answer = client.post(
            address, data={"state": state, "state_on": german(day), "reason": f"weil {state}"}
        )
        assert answer.status_code == 302
    with app.app_context():
        found = only_goal()
        assert found.state_code() == "ACHIEVED", "by its day, not by when it was told"
        assert [one.state for one in found.believed_states()] == ["OPEN", "IN_PROGRESS", "ACHIEVED"]
        then = found.state_then(today() - timedelta(days=15))
        assert then
        assert then.state == "IN_PROGRESS"
    page = client.get(f"/people/{world.layla.id}").text
    assert "weil ACHIEVED" in page
    assert WORDING not in client.get("/").text, "what is reached is no longer due"
    for wrong in (today() + timedelta(days=1), today() - timedelta(days=31)):
        refused = client.post(
            address, data={"state": "OPEN", "state_on": german(wrong), "reason": "Bleibt stehen."}
        )
        assert refused.status_code == 422
        assert "Bleibt stehen." in refused.text


def test_a_review_sets_the_next_one(app: Flask, client: FlaskClient, world: Caseload) -> None:
    factories.sign_in(client, world.kim)
    agree(client, world.layla)
    with app.app_context():
        address = f"/plans/{only_goal().plan_id}/review"
    form = {
        "reviewed_on": german(today()),
        "remark": "Läuft gut.",
        "next_on": german(today() + timedelta(days=3)),
    }
    assert client.post(address, data=form | {"next_on": german(today())}).status_code == 422
    assert client.post(address, data=form).status_code == 302
    assert "Läuft gut." in client.get(f"/people/{world.layla.id}").text
    assert "Integrationsplan überprüfen" in client.get("/").text


def test_a_closed_plan_keeps_its_goals_and_a_new_goal_opens_a_new_one(
    app: Flask, client: FlaskClient, world: Caseload
) -> None:
    factories.sign_in(client, world.kim)
    agree(client, world.layla)
    agree(client, world.layla, wording="Zweites Ziel")
    with app.app_context():
        plan_id = db.session.scalars(db.select(IntegrationPlan.id)).one()
    address = f"/plans/{plan_id}/close"
    assert "2 Ziele sind noch offen" in client.get(address).text
    assert client.post(address, data={"ends_on": german(today())}).status_code == 422
    closed = client.post(
        address, data={"ends_on": german(today()), "reason": "TIME_LIMIT"}, follow_redirects=True
    )
    assert "2 Ziele bleiben offen." in closed.text
    assert "Höchstdauer" in closed.text
    assert WORDING not in client.get("/").text, "a closed plan asks for nothing"
    again = client.post(address, data={"ends_on": german(today()), "reason": "TIME_LIMIT"})
    assert again.status_code == 422
    assert "schon am" in again.text
    agree(client, world.layla, agreed_on=german(today()))
    with app.app_context():
        plans = db.session.scalars(db.select(IntegrationPlan).order_by(IntegrationPlan.recorded_at)).all()
        assert [plan.ends_on for plan in plans] == [today(), None]
        assert [len(plan.goals) for plan in plans] == [2, 1]


def test_only_the_own_cases_and_the_own_town(app: Flask, client: FlaskClient, world: Caseload) -> None:
    factories.sign_in(client, world.kim)
    agree(client, world.layla)
    with app.app_context():
        found = only_goal()
        pages = [
            f"/people/{world.layla.id}/goals/new",
            f"/goals/{found.id}",
            f"/goals/{found.id}/state",
            f"/plans/{found.plan_id}/review",
            f"/plans/{found.plan_id}/close",
        ]
    assert [client.get(page).status_code for page in pages] == [200] * len(pages)
    for user in (world.lou, world.stranger):
        visitor = app.test_client()
        factories.sign_in(visitor, user)
        assert [visitor.get(page).status_code for page in pages] == [404] * len(pages)
        assert [visitor.post(page, data=goal()).status_code for page in pages] == [404] * len(pages)
