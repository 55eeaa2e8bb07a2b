"""The page of a plan through the front door: phases, strengths, ratings, agreements, versions, the end and its end."""

import re
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from casework.database.base import db
from casework.database.moments import today
from casework.plans.agreement_models import PlanAgreement
from casework.plans.goal_models import Goal
from casework.plans.models import IntegrationPlan
from casework.plans.rating_models import PlanRating
from casework.plans.strength_models import PlanStrength
from tests import factories
from tests.caseload import Caseload

WORDING = "Ich möchte als Pflegehelferin arbeiten und dafür den Kurs am Abend besuchen, nicht am Vormittag."
BEGUN = today() - timedelta(days=60)


def german(day: date) -> str:
    return f"{day:%d.%m.%Y}"


@pytest.fixture
def plan(client: FlaskClient, app: Flask, world: Caseload) -> str:
    """The address of a plan with one goal."""
    factories.sign_in(client, world.kim)
    said = {
        "wording": WORDING,
        "field_of_action": "ARB",
        "responsible": "CLIENT",
        "agreed_on": german(BEGUN),
    }
    assert client.post(f"/people/{world.layla.id}/goals/new", data=said).status_code == 302
    with app.app_context():
        return f"/plans/{db.session.scalars(db.select(IntegrationPlan.id)).one()}"


def told(client: FlaskClient, address: str, **said: str) -> str:
    """Say something, and the page that comes then."""
    answer = client.post(address, data=said, follow_redirects=True)
    assert answer.status_code == 200, answer.text
    return answer.text


def words(page: str) -> str:
    """What a page says, without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_the_smallest_plan_shows_nothing_that_nobody_touched(
    client: FlaskClient, world: Caseload, plan: str
) -> None:
    page = client.get(plan).text
    assert WORDING in page
    for untouched in ("Phasen des Plans", "Vereinbarungen", "Stärken", "Alle Einschätzungen", "Abschluss"):
        assert untouched not in page
    assert "Vorschlag: Umsetzung" in page
    tab = client.get(f"/people/{world.layla.id}?tab=plan").text
    assert plan in tab
    lead = client.application.test_client()
    factories.sign_in(lead, world.lead)
    assert 'aria-current="true"' not in lead.get(plan).text, "no page of the office lies above it"
    assert "Plan (0 von 1 Zielen erreicht)" in words(client.get(f"/people/{world.layla.id}").text)


def test_a_person_sets_the_phase_that_the_plan_proposes(client: FlaskClient, plan: str) -> None:
    assert re.search(r'checked[^>]*value="IMPLEMENT"', client.get(f"{plan}/phase").text)
    page = told(client, f"{plan}/phase", phase="IMPLEMENT", begins_on=german(BEGUN))
    assert "● Umsetzung (jetzt)" in words(page)
    assert "Vorschlag" not in page
    review = {"reviewed_on": german(today()), "next_on": german(today() + timedelta(days=90))}
    assert client.post(f"{plan}/review", data=review).status_code == 302
    assert "Vorschlag: Überprüfung" in client.get(plan).text
    assert "Der Plan ruht" in told(client, f"{plan}/phase", phase="PAUSED", begins_on=german(today()))
    back = told(client, f"{plan}/phase", phase="MONITOR", begins_on=german(today()))
    assert "● Überprüfung (jetzt)" in words(back), "one told of the same day is corrected"
    assert "Der Plan ruht" not in back
    early = client.post(
        f"{plan}/phase", data={"phase": "PLAN", "begins_on": german(BEGUN - timedelta(days=1))}
    )
    assert early.status_code == 422
    taken_back = re.search(rf'action="({plan}/statements/[^"]+)"', client.get(f"{plan}/phase").text)
    assert taken_back
    assert "● Überprüfung (jetzt)" in words(told(client, taken_back[1])), "the later one still holds"


def test_strengths_are_worded_anew_and_taken_back(app: Flask, client: FlaskClient, plan: str) -> None:
    assert client.post(f"{plan}/strengths/new", data={"noted_on": german(today())}).status_code == 422
    told(client, f"{plan}/strengths/new", text="Spricht drei Sprachen", noted_on=german(BEGUN))
    with app.app_context():
        strength = db.session.scalars(db.select(PlanStrength)).one()
        address, row_id = f"{plan}/strengths/{strength.strength_id}", strength.id
    page = told(client, address, text="Spricht vier Sprachen", noted_on=german(BEGUN))
    assert "Spricht vier Sprachen" in page
    assert "Spricht drei Sprachen" not in page
    history = words(client.get(f"/history/plan-strength/{row_id}").text)
    assert "Spricht drei Sprachen → jetzt: Spricht vier Sprachen" in history
    back = re.search(rf'action="({plan}/statements/[^"]+)"', client.get(address).text)
    assert back
    assert "Spricht vier Sprachen" not in told(client, back[1])
    assert client.post(back[1]).status_code == 409, "taken back already"
    assert client.get(address).status_code == 409


def test_several_fields_are_rated_at_once_and_over_time(app: Flask, client: FlaskClient, plan: str) -> None:
    first = {"level_PSY": "2", "remark_PSY": "schläft schlecht", "level_WOH": "3"}
    told(client, f"{plan}/situation", rated_on=german(BEGUN), **first)
    refused = client.post(f"{plan}/situation", data={"rated_on": german(today()), "remark_ARB": "sucht"})
    assert refused.status_code == 422
    assert "Werten" not in refused.text
    assert "Wert von 1 bis 5" in refused.text
    assert "sucht" in refused.text
    assert client.post(f"{plan}/situation", data={"rated_on": german(today())}).status_code == 422
    page = words(told(client, f"{plan}/situation", rated_on=german(today()), level_PSY="4", level_WOH="3"))
    assert "4 – geht meist allein" in page
    assert "↑ besser, um 2" in page
    assert "→ gleich" in page
    assert f"2 am {german(BEGUN)}, 4 am {german(today())}" in page, "the line says what it shows"
    assert "Gesundheit" not in page, "nobody asked about it"
    told(client, f"{plan}/situation", rated_on=german(today()), level_PSY="1")
    assert "↓ schwieriger, um 1" in words(client.get(plan).text), "the same day is corrected"
    with app.app_context():
        rows = db.session.scalars(db.select(PlanRating)).all()
        assert len(rows) == 5, "nothing is overwritten"
        assert {bytes(row._field_of_action).find(b"PSY") for row in rows} == {-1}, (
            "not even the field lies in clear"
        )
        now = next(row for row in rows if row.superseded_at is None and row.level == "1")
        address = f"{plan}/situation/{now.rating_id}"
    assert "Psychosoziale Belastung" in client.get(address).text
    page = told(client, address, level="3", remark="besser", rated_on=german(today()))
    assert "↑ besser, um 1" in words(page)


def test_a_version_stays_as_it_was_agreed(app: Flask, client: FlaskClient, plan: str) -> None:
    told(client, f"{plan}/situation", rated_on=german(BEGUN), level_WOH="2")
    agreed = {"agreed_on": german(today()), "interpreter": "FAMILY", "language": "ar", "copy_language": "ti"}
    page = words(told(client, f"{plan}/agree", outcome="SIGNED", present="Schwester", **agreed))
    assert "Integrationsplan, Version 1" in page
    for said in (WORDING, "auf Papier unterschrieben", "Schwester", "Arabisch", "Tigrinya", "2 – schwierig"):
        assert said in page
    assert "noch nicht vereinbart" not in client.get(plan).text
    with app.app_context():
        goal_id = db.session.scalars(db.select(Goal.id)).one()
    state = {"state": "IN_PROGRESS", "state_on": german(today())}
    assert client.post(f"/goals/{goal_id}/state", data=state).status_code == 302
    assert "noch nicht vereinbart" not in client.get(plan).text, "how far it came needs no new agreement"
    new_words = WORDING.replace("Abend", "Wochenende")
    edited = {"wording": new_words, "field_of_action": "ARB", "responsible": "CLIENT"}
    assert client.post(f"/goals/{goal_id}", data=edited).status_code == 302
    told(client, f"{plan}/situation", rated_on=german(today()), level_WOH="4")
    assert "seit Version 1 geändert, noch nicht vereinbart" in client.get(plan).text
    declined = client.post(f"{plan}/agree", data={"outcome": "DECLINED", **agreed})
    assert declined.status_code == 422
    assert "warum die Person den Plan ablehnt" in declined.text
    page = words(told(client, f"{plan}/agree", outcome="DECLINED", reason="will den Kurs nicht", **agreed))
    assert "will den Kurs nicht" in page
    assert "gestrichen: Abend Ende der Streichung." in page
    assert "eingefügt: Wochenende Ende der Einfügung." in page
    before = words(client.get(f"{plan}/versions/1").text)
    assert WORDING in before
    assert new_words not in before
    assert "4 – geht meist allein" not in before
    assert "in Arbeit" not in before
    assert client.get(f"{plan}/versions/3").status_code == 404


def test_an_agreement_is_corrected_without_touching_the_version(
    app: Flask, client: FlaskClient, plan: str
) -> None:
    told(client, f"{plan}/agree", outcome="ORAL", agreed_on=german(today()))
    told(client, f"{plan}/strengths/new", text="Kam erst danach", noted_on=german(today()))
    said = {"outcome": "SIGNED", "agreed_on": german(today()), "language": "", "copy_language": "ar"}
    page = words(told(client, f"{plan}/versions/1/agreement", **said))
    assert "auf Papier unterschrieben" in page
    assert "Kam erst danach" not in page
    with app.app_context():
        rows = db.session.scalars(db.select(PlanAgreement).order_by(PlanAgreement.recorded_at)).all()
        assert [(row.number, row.outcome) for row in rows] == [(1, "ORAL"), (1, "SIGNED")]
        row_id = rows[-1].id
    told(client, f"{plan}/statements/{row_id}/take-back")
    assert client.get(f"{plan}/versions/1").status_code == 404
    assert "Version 2" in told(client, f"{plan}/agree", outcome="ORAL", agreed_on=german(today())), (
        "never twice"
    )


def test_a_plan_is_closed_with_its_goals_and_taken_up_again(
    app: Flask, client: FlaskClient, world: Caseload, plan: str
) -> None:
    told(client, f"{plan}/phase", phase="IMPLEMENT", begins_on=german(BEGUN))
    told(client, f"{plan}/situation", rated_on=german(BEGUN), level_WOH="2")
    with app.app_context():
        goal = f"goal_{db.session.scalars(db.select(Goal.id)).one().hex}"
    end = {"reason": "INDEPENDENT", "ends_on": german(today()), "handed_over": "Jobcenter, Frau Beispiel"}
    asked = client.post(f"{plan}/close", data=end | {goal: "ABANDONED"})
    assert asked.status_code == 422
    assert "warum das Ziel nicht erreicht wurde" in asked.text
    became = {goal: "ACHIEVED", f"{goal}_reason": "arbeitet jetzt", "level_WOH": "5"}
    closed = told(client, f"{plan}/close", **end, **became)
    assert "Ziele bleiben offen" not in closed
    page = words(client.get(plan).text)
    for said in (
        "erreicht",
        "arbeitet jetzt",
        "5 – gut, selbstständig",
        "Jobcenter, Frau Beispiel",
        "● Abschluss",
    ):
        assert said in page
    assert (
        client.post(f"{plan}/agree", data={"outcome": "ORAL", "agreed_on": german(today())}).status_code
        == 422
    )
    assert client.post(f"{plan}/reopen", data={"reopened_on": german(today())}).status_code == 422
    again = told(client, f"{plan}/reopen", reason="Arbeit verloren", reopened_on=german(today()))
    assert "Plan wieder aufnehmen" not in again
    assert "● Umsetzung" in words(again)
    timeline = words(client.get(f"/people/{world.layla.id}").text)
    for said in ("Plan wieder aufgenommen", "Arbeit verloren", "Phase: Umsetzung", "Lage eingeschätzt"):
        assert said in timeline
    assert (
        client.post(f"{plan}/reopen", data={"reason": "x", "reopened_on": german(today())}).status_code == 422
    )


def test_two_editors_of_a_strength_lose_nothing(app: Flask, client: FlaskClient, plan: str) -> None:
    told(client, f"{plan}/strengths/new", text="Geduld", noted_on=german(BEGUN))
    with app.app_context():
        address = f"{plan}/strengths/{db.session.scalars(db.select(PlanStrength.strength_id)).one()}"
    opened = re.search(r'name="edition"[^>]*value="([^"]*)"', client.get(address).text)
    assert opened
    told(client, address, text="Geduld und Humor", noted_on=german(BEGUN))
    late = {"text": "Viel Geduld", "noted_on": german(BEGUN), "edition": opened[1]}
    answer = client.post(address, data=late)
    assert answer.status_code == 409
    assert "Viel Geduld" in answer.text
    assert "Geduld und Humor" in answer.text
