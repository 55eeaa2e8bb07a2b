"""A paper loses „Übersetzung nicht geprüft“ once a team lead has confirmed on screen all that it says."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from casework.database.base import db
from casework.database.moments import today
from casework.database.transaction import transaction
from casework.partners.operations import enter_partner
from casework.people.models import Person
from casework.plans.goals import agree_goal
from casework.referrals.operations import refer
from tests import factories
from tests.caseload import Caseload, caseload
from tests.reports.reading import text_of

MARK = "nicht geprüft"


@pytest.fixture
def world(app: Flask) -> Caseload:
    with app.app_context():
        return caseload()


@pytest.fixture
def papers(app: Flask, world: Caseload) -> dict[str, str]:
    """The address of every paper of one person."""
    with app.app_context(), transaction():
        person = db.session.get_one(Person, world.layla.id)
        goal = agree_goal(person, field_of_action="KIT", wording="Kita", case_manager_id=world.kim.id)
        clinic = enter_partner(world.kim.municipality.id, {"name": "Klinik", "kind": "PSYCHOSOCIAL"})
        sent = refer(person, clinic, purpose="Termin", referred_on=today())
        db.session.flush()
        return {
            "plan": f"/plans/{goal.plan.id}/paper.pdf?language=tr",
            "consent": f"/people/{person.id}/consent-form",
            "release": f"/people/{person.id}/release-form",
            "slip": f"/referrals/{sent.id}/slip",
        }


def marked(client: FlaskClient, papers: dict[str, str]) -> set[str]:
    """The papers in Turkish that say nobody has confirmed them."""
    said = {"language": "tr", "place": "Klinik", "partner_id": "", "purpose": "", "direction": ""}
    return {
        name
        for name, address in papers.items()
        if MARK in text_of((client.get(address) if name == "plan" else client.post(address, data=said)).data)
    }


def confirm(lead: FlaskClient, sheet: str) -> None:
    address = f"/phrases/{sheet}/tr"
    read = re.search(r'name="mark"[^>]*value="([^"]*)"', lead.get(address).text)
    assert read
    assert lead.post(address, data={"mark": read[1]}).status_code == 302


def test_every_paper_loses_its_mark_with_what_it_says(
    app: Flask, client: FlaskClient, world: Caseload, papers: dict[str, str]
) -> None:
    lead = app.test_client()
    factories.sign_in(lead, world.lead)
    factories.sign_in(client, world.kim)
    assert marked(client, papers) == set(papers)
    for sheet in ("common", "plan", "slip", "release"):
        confirm(lead, sheet)
    assert marked(client, papers) == {"consent", "release"}, "a release says sentences of a consent"
    confirm(lead, "consent")
    assert marked(client, papers) == set()
