"""Referrals through the front door."""

from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from casework.audit.models import TrailEntry
from casework.database.base import db
from casework.database.moments import now, today
from casework.database.transaction import transaction
from casework.partners.models import Partner
from casework.partners.operations import enter_partner
from casework.referrals.models import Referral
from casework.referrals.queries import open_referrals
from casework.vocabulary.working_days import working_day_after
from tests import factories
from tests.caseload import Caseload

PURPOSE = "Canaryanliegen: Beratung zu Schulden."


def german(day: date) -> str:
    return f"{day:%d.%m.%Y}"


@pytest.fixture
def partner(app: Flask, world: Caseload) -> str:
    """The Volkshochschule of the town."""
    with app.app_context(), transaction():
        details = {"name": "Volkshochschule Öhringen", "kind": "ADULT_EDUCATION", "offers": "Sprachkurse"}
        return str(enter_partner(world.kim.municipality.id, details).id)


def referral(partner: str, **changes: object) -> dict[str, object]:
    return {
        "partner_id": partner,
        "new_partner": "",
        "new_partner_kind": "",
        "purpose": PURPOSE,
        "referred_on": german(today() - timedelta(days=10)),
        "feedback_due_on": german(today() + timedelta(days=2)),
    } | changes


def only_referral() -> Referral:
    return db.session.scalars(db.select(Referral)).one()


def test_a_person_is_referred_and_the_answer_is_awaited(
    app: Flask, client: FlaskClient, world: Caseload, partner: str
) -> None:
    factories.sign_in(client, world.kim)
    form = client.get(f"/people/{world.layla.id}/referrals/new").text
    assert "Volkshochschule Öhringen</label>" in form
    assert client.post(f"/people/{world.layla.id}/referrals/new", data=referral(partner)).status_code == 302
    home = client.get("/").text
    assert "Volkshochschule Öhringen: Canaryanliegen" in home
    assert PURPOSE in client.get(f"/people/{world.layla.id}?tab=referrals").text
    assert PURPOSE in client.get(f"/people/{world.layla.id}").text
    with app.app_context():
        found = only_referral()
        assert found.case_manager_id == world.kim.id
        address = f"/referrals/{found.id}/state"
        actions = db.session.scalars(
            db.select(TrailEntry.action).where(TrailEntry.about_id == world.layla.id)
        )
        assert "partners:referral:made" in actions.all()
    state = {"state": "CLOSED", "state_on": german(today()), "remark": "Plan zur Tilgung steht."}
    for wrong in (today() + timedelta(days=1), today() - timedelta(days=11)):
        refused = client.post(address, data=state | {"state_on": german(wrong)})
        assert refused.status_code == 422
        assert "Plan zur Tilgung steht." in refused.text
    assert client.post(address, data=state).status_code == 302
    assert "Canaryanliegen" not in client.get("/").text
    assert "Plan zur Tilgung steht." in client.get(f"/people/{world.layla.id}").text


def test_an_unknown_partner_is_entered_on_the_way(app: Flask, client: FlaskClient, world: Caseload) -> None:
    factories.sign_in(client, world.kim)
    new = referral("", new_partner="Tafel", new_partner_kind="VOLUNTEERS")
    assert client.post(f"/people/{world.layla.id}/referrals/new", data=new).status_code == 302
    with app.app_context():
        assert only_referral().partner.name == "Tafel"
    twice = client.post(f"/people/{world.layla.id}/referrals/new", data=new)
    assert twice.status_code == 422
    assert "„Tafel“ steht schon im Partnerverzeichnis." in twice.text
    assert PURPOSE in twice.text


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"partner_id": ""}, "Bitte wählen Sie eine Stelle"),
        ({"new_partner": "Tafel", "new_partner_kind": "VOLUNTEERS"}, "nicht beides"),
        ({"partner_id": "", "new_partner": "Tafel"}, "Art der neuen Stelle"),
        ({"purpose": ""}, "Bitte geben Sie das Anliegen an."),
        ({"referred_on": german(today() + timedelta(days=1))}, "liegt in der Zukunft"),
        ({"feedback_due_on": "01.01.2020"}, "liegt vor der Vermittlung"),
    ],
)
def test_a_refused_referral_loses_nothing(
    app: Flask, client: FlaskClient, world: Caseload, partner: str, wrong: dict[str, str], sentence: str
) -> None:
    factories.sign_in(client, world.kim)
    answer = client.post(f"/people/{world.layla.id}/referrals/new", data=referral(partner) | wrong)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "purpose" in wrong or PURPOSE in answer.text
    assert "partner_id" in wrong or f'value="{partner}" checked' in answer.text
    assert not wrong.get("new_partner") or 'value="Tafel"' in answer.text
    with app.app_context():
        assert not db.session.scalars(db.select(Referral)).all()
        assert db.session.scalar(db.select(db.func.count()).select_from(Partner)) == 1


def test_open_referrals_on_a_day_as_known_at_a_moment(
    app: Flask, client: FlaskClient, world: Caseload, partner: str
) -> None:
    factories.sign_in(client, world.kim)
    client.post(f"/people/{world.layla.id}/referrals/new", data=referral(partner))
    with app.app_context():
        found = only_referral()
        address, before = f"/referrals/{found.id}/state", found.recorded_at
    closed_on = today() - timedelta(days=5)
    client.post(address, data={"state": "CLOSED", "state_on": german(closed_on)})
    town = world.kim.municipality.id
    with app.app_context():
        assert not open_referrals(town, today())
        assert not open_referrals(town, today() - timedelta(days=11)), "not yet referred"
        assert [state.state for _one, state in open_referrals(town, closed_on - timedelta(days=1))] == [
            "SENT"
        ]
        assert [one.purpose for one, _state in open_referrals(town, today(), before)] == [PURPOSE]
        assert not open_referrals(world.stranger.municipality.id, today(), before)


def test_only_the_own_cases_and_the_own_town(
    app: Flask, client: FlaskClient, world: Caseload, partner: str
) -> None:
    factories.sign_in(client, world.kim)
    client.post(f"/people/{world.layla.id}/referrals/new", data=referral(partner))
    with app.app_context():
        pages = [f"/people/{world.layla.id}/referrals/new", f"/referrals/{only_referral().id}/state"]
    assert [client.get(page).status_code for page in pages] == [200, 200]
    for user in (world.lou, world.stranger):
        visitor = app.test_client()
        factories.sign_in(visitor, user)
        assert [visitor.get(page).status_code for page in pages] == [404, 404]
        assert [visitor.post(page, data=referral(partner)).status_code for page in pages] == [404, 404]


def test_one_asks_again_and_the_day_moves_on(
    app: Flask, client: FlaskClient, world: Caseload, partner: str
) -> None:
    factories.sign_in(client, world.kim)
    client.post(f"/people/{world.layla.id}/referrals/new", data=referral(partner))
    with app.app_context():
        found = only_referral()
        address = f"/referrals/{found.id}/ask"
        due_on = found.feedback_due_on
    assert client.post(f"{address}?next=/", data={}).location == "/"
    with app.app_context():
        found = only_referral()
        assert found.feedback_due_on == working_day_after(today(), 5) != due_on
        assert [state.state for state in found.states] == ["SENT"]
    assert "nachgefragt" in client.get(f"/referrals/{found.id}").text
    assert "Nachfrage" in client.get(f"/people/{world.layla.id}").text
    too_early = client.post(address, data={"feedback_due_on": german(today() - timedelta(days=1))})
    assert too_early.status_code == 422


def test_a_wrong_state_is_corrected_and_stays_known(
    app: Flask, client: FlaskClient, world: Caseload, partner: str
) -> None:
    factories.sign_in(client, world.kim)
    client.post(f"/people/{world.layla.id}/referrals/new", data=referral(partner))
    with app.app_context():
        address = f"/referrals/{only_referral().id}/state"
    client.post(address, data={"state": "CLOSED", "state_on": german(today())})
    with app.app_context():
        wrong = only_referral().state_then()
        assert wrong
        before = now()
    again = {"state": "WAITING_LIST", "state_on": german(today()), "remark": "Platz 3"}
    assert client.post(f"/referrals/states/{wrong.id}", data=again).status_code == 302
    with app.app_context():
        found = only_referral()
        assert [state.state for state in found.believed_states()] == ["SENT", "WAITING_LIST"]
        assert [state.state for state in found.believed_states(moment=before)] == ["SENT", "CLOSED"]
        assert found.is_open
    assert "Platz 3" in client.get(f"/referrals/states/{wrong.id}").text, "the address leads to what holds"


def test_the_household_is_referred_at_once(
    app: Flask, client: FlaskClient, world: Caseload, partner: str
) -> None:
    factories.sign_in(client, world.kim)
    both = referral(partner, people=[str(world.amir.id)], way="WITH_DATA")
    made = client.post(f"/people/{world.layla.id}/referrals/new", data=both)
    with app.app_context():
        found = db.session.scalars(db.select(Referral)).all()
        assert {one.person_id for one in found} == {world.layla.id, world.amir.id}
        assert [state.state for one in found for state in one.states] == ["PREPARED", "PREPARED"]
    assert made.location.startswith("/referrals/")
    assert "gesperrt" in client.get(made.location).text
    stranger = referral(partner, people=[str(world.single.id)])
    assert client.post(f"/people/{world.layla.id}/referrals/new", data=stranger).status_code == 422
