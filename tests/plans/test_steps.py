"""Steps, hints, reasons and the review of a whole plan through the front door."""

import re
import uuid
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from casework.access.roles import Role
from casework.database.base import db
from casework.database.moments import today
from casework.database.transaction import transaction
from casework.partners.operations import enter_partner
from casework.people.models import Person
from casework.plans.goal_models import Goal
from casework.plans.goals import agree_goal
from casework.plans.step_models import Step
from tests import factories
from tests.caseload import Caseload

AGREED = today() - timedelta(days=30)


def german(day: date) -> str:
    return f"{day:%d.%m.%Y}"


@pytest.fixture
def goal_id(app: Flask, client: FlaskClient, world: Caseload) -> str:
    """A goal that Kim has agreed with Layla a month ago."""
    factories.sign_in(client, world.kim)
    with app.app_context(), transaction():
        layla = db.session.get_one(Person, world.layla.id)
        return str(agree_goal(layla, field_of_action="SPR", wording="Deutsch lernen", agreed_on=AGREED).id)


def the_goal(goal_id: str) -> Goal:
    return db.session.scalars(db.select(Goal).where(Goal.id == uuid.UUID(goal_id))).one()


def step_ids(app: Flask) -> list[str]:
    with app.app_context():
        steps = db.session.scalars(
            db.select(Step).where(Step.superseded_at.is_(None)).order_by(Step.position)
        )
        return [str(step.step_id) for step in steps]


def test_steps_are_added_in_a_line_ticked_off_and_undone(
    app: Flask, client: FlaskClient, world: Caseload, goal_id: str
) -> None:
    tab = f"/people/{world.layla.id}?tab=plan"
    for what, who in (("Zur Einstufung gehen", "CLIENT"), ("Kurs beantragen", "CASE_MANAGER")):
        added = client.post(
            f"/goals/{goal_id}/steps?next={tab}",
            data={"what": what, "due_on": german(today() + timedelta(days=2)), "responsible": who},
        )
        assert added.headers["Location"].endswith(f"#step-{goal_id}"), "the next one can be typed at once"
    assert client.post(f"/goals/{goal_id}/steps", data={"what": " "}).status_code == 422
    first, second = step_ids(app)
    home = client.get("/").text
    assert "Zur Einstufung gehen (Klient/in)" in home
    assert f"/steps/{first}/done" in home, "ticked off on Mein Tag"
    done = client.post(f"/steps/{first}/done?next={tab}", follow_redirects=True).text
    assert "Der Schritt ist erledigt." in done
    assert f"/steps/{first}/reopen" in done
    assert "Zur Einstufung gehen" not in client.get("/").text
    assert "Zur Einstufung gehen – erledigt" in client.get(f"/people/{world.layla.id}").text
    client.post(f"/steps/{first}/reopen")
    client.post(f"/steps/{second}/up")
    assert step_ids(app) == [second, first]
    with app.app_context():
        versions = db.session.scalars(db.select(Step).where(Step.step_id == uuid.UUID(first)))
        assert [one.outcome for one in sorted(versions, key=lambda one: one.recorded_at)] == [
            None,
            "DONE",
            None,
        ]


def test_a_step_is_dropped_for_a_reason_and_a_partner_is_named(
    app: Flask, client: FlaskClient, world: Caseload, goal_id: str
) -> None:
    with app.app_context(), transaction():
        for name in ("Volkshochschule Musterstadt", "Volksbank"):
            enter_partner(world.layla.municipality.id, {"name": name, "kind": "OTHER"})
    client.post(f"/goals/{goal_id}/steps", data={"what": "Kurs suchen", "responsible": "CLIENT"})
    (step,) = step_ids(app)
    said = {"what": "Kurs suchen", "responsible": "PARTNER", "outcome": "", "reason": ""}
    unsure = client.post(f"/steps/{step}", data=said | {"partner_name": "volks"})
    assert unsure.status_code == 422
    assert "Welche Stelle ist gemeint: „Volksbank“, „Volkshochschule Musterstadt“?" in unsure.text
    assert client.post(f"/steps/{step}", data=said | {"partner_name": "volkshoch"}).status_code == 302
    gone = {"outcome": "DROPPED", "ended_on": german(today()), "reason": "kein Platz am Abend"}
    assert client.post(f"/steps/{step}", data=said | {"partner_name": "volkshoch"} | gone).status_code == 302
    tab = client.get(f"/people/{world.layla.id}?tab=plan").text
    assert re.search(r"Volkshochschule Musterstadt, fallen gelassen.*kein Platz am Abend", tab)
    with app.app_context():
        row = db.session.scalars(db.select(Step).where(Step.superseded_at.is_(None))).one()
        assert row.changed_on == today()
        told = str(row.id)
    assert "Kurs suchen" in client.get(f"/history/step/{told}").text
    assert client.post(f"/steps/{step}/retract").status_code == 302
    assert step_ids(app) == []


def test_hints_come_once_and_not_again(
    app: Flask, client: FlaskClient, world: Caseload, goal_id: str
) -> None:
    tab = f"/people/{world.layla.id}?tab=plan"
    assert "Woran merken Sie beide" in client.get(tab).text
    typed = client.post("/goal-hints", data={"wording": "Deutsch lernen", "indicator": "Zertifikat"}).text
    assert "Bis wann?" in typed
    assert "Woran merken" not in typed
    client.post(f"/goals/{goal_id}/no-hints")
    assert "Woran merken Sie beide" not in client.get(tab).text


def test_a_goal_is_given_up_for_a_reason_which_can_be_taken_back(
    app: Flask, client: FlaskClient, world: Caseload, goal_id: str
) -> None:
    given_up = {"state": "ABANDONED", "state_on": german(today()), "reason": "zieht zur Schwester"}
    refused = client.post(f"/goals/{goal_id}/state", data=given_up)
    assert refused.status_code == 422
    assert "warum das Ziel nicht erreicht wurde" in refused.text
    assert client.post(f"/goals/{goal_id}/state", data=given_up | {"why": "MOVED"}).status_code == 302
    assert "Umzug – zieht zur Schwester" in client.get(f"/people/{world.layla.id}?tab=plan").text
    with app.app_context():
        first, last = (str(state.id) for state in the_goal(goal_id).believed_states())
    corrected = given_up | {"state": "PARTIAL", "why": ""}
    assert client.post(f"/goal-states/{last}", data=corrected).status_code == 302
    shown = client.get(f"/goal-states/{last}").text
    assert re.search(r'<input checked[^>]*value="PARTIAL"', shown), "its address leads to what holds now"
    with app.app_context():
        [*_before, holds] = the_goal(goal_id).believed_states()
        assert (str(holds.id) != last, holds.state) == (True, "PARTIAL")
    assert client.post(f"/goal-states/{last}/retract").status_code == 302
    client.post(f"/goal-states/{first}/retract")
    with app.app_context():
        goal = the_goal(goal_id)
        assert goal.state_code() == "OPEN", "the agreement itself stays"
        assert [state.state for state in goal.states] == ["OPEN", "ABANDONED", "PARTIAL"]
    client.post(f"/goals/{goal_id}/retract")
    assert "Deutsch lernen" not in client.get(f"/people/{world.layla.id}?tab=plan").text


def test_a_plan_is_gone_through_in_one_act(
    app: Flask, client: FlaskClient, world: Caseload, goal_id: str
) -> None:
    town = world.layla.municipality
    with app.app_context():
        head = factories.user(town, Role.ADMINISTRATOR, name="Verwaltung")
    office = app.test_client()
    factories.sign_in(office, head)
    assert office.post("/plans/interval", data={"months": "3"}).status_code == 302
    assert office.post("/plans/interval", data={"months": "30"}).status_code == 422
    with app.app_context(), transaction():
        layla = db.session.get_one(Person, world.layla.id)
        other = agree_goal(layla, field_of_action="KIT", wording="Kita-Platz für Sara", agreed_on=AGREED)
        other_id, plan_id = str(other.id), str(other.plan_id)
    client.post(f"/goals/{goal_id}/steps", data={"what": "Zur Einstufung gehen", "responsible": "CLIENT"})
    (step,) = step_ids(app)
    address = f"/plans/{plan_id}/review"
    page = client.get(address).text
    assert "Kita-Platz für Sara" in page
    (next_on,) = re.findall(r'name="next_on"[^>]*value="([\d.]+)"', page) or re.findall(
        r'value="([\d.]+)"[^>]*name="next_on"|name="next_on".*?value="([\d.]+)"', page
    )
    said = {
        "reviewed_on": german(today()),
        "next_on": next_on,
        "remark": "Zusammen durchgesehen.",
        "goals-0-goal_id": goal_id,
        "goals-0-done": step,
        "goals-0-state": "",
        "goals-1-goal_id": other_id,
        "goals-1-state": "ABANDONED",
    }
    assert client.post(address, data=said).status_code == 422
    assert step_ids(app) == [step]
    with app.app_context():
        assert the_goal(goal_id).open_steps(), "nothing of a refused review is kept"
    assert client.post(address, data=said | {"goals-1-why": "NO_OFFER"}).status_code == 302
    with app.app_context():
        first, second = the_goal(goal_id), the_goal(other_id)
        assert (first.state_code(), first.open_steps()) == ("OPEN", [])
        assert second.state_then().because == "Angebot oder Platz fehlt"
        (held,) = first.plan.believed_reviews()
        assert 85 < (held.next_on - today()).days < 95, "as the municipality does it"
        review_id = str(held.review_id)
    corrected = {key: said[key] for key in ("reviewed_on", "next_on")} | {"remark": "Am Telefon."}
    assert client.post(f"/reviews/{review_id}", data=corrected).status_code == 302
    assert "Am Telefon." in client.get(f"/people/{world.layla.id}").text
    assert client.post(f"/reviews/{review_id}/retract").status_code == 302
    assert "Am Telefon." not in client.get(f"/people/{world.layla.id}").text
