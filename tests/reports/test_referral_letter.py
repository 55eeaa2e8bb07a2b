"""The letter to the partner: who writes, what is asked, the very data that went out, and how to answer."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from casework.database.base import db
from casework.database.moments import today
from casework.database.transaction import transaction
from casework.organisation.operations import head_letters
from casework.partners.operations import enter_partner
from casework.people.models import Person
from casework.referrals.operations import refer
from tests import factories
from tests.caseload import Caseload, caseload
from tests.reports.reading import opened, text_of

CODE = re.compile(r"/answer\?token=([0-9A-Z-]{34})")
HEAD = {
    "office": "Stadt Musterstadt, Integrationsmanagement",
    "street": "Rathausplatz 1",
    "town": "70000 Musterstadt",
    "phone": "0711 123-45",
    "email": "",
}


@pytest.fixture
def world(app: Flask) -> Caseload:
    with app.app_context():
        return caseload()


@pytest.fixture
def address(app: Flask, client: FlaskClient, world: Caseload) -> str:
    """Layla goes to the advice centre by herself; Kim is signed in."""
    with app.app_context(), transaction():
        head_letters(world.kim.municipality.id, HEAD)
        partner = enter_partner(
            world.kim.municipality.id, {"name": "Schuldnerberatung", "kind": "COUNSELLING"}
        )
        person = db.session.get_one(Person, world.layla.id)
        made = refer(person, partner, referred_on=today(), purpose="Canaryanliegen", feedback_due_on=today())
        factories_address = f"/referrals/{made.id}"
    factories.sign_in(client, world.kim)
    return factories_address


def test_of_somebody_who_goes_alone_the_letter_says_nothing(client: FlaskClient, address: str) -> None:
    answer = client.get(f"{address}/letter.pdf")
    assert answer.mimetype == "application/pdf"
    text = text_of(answer.data)
    for said in (*(line for line in HEAD.values() if line), "Schuldnerberatung", "V-", "Kim Beispiel"):
        assert said in text
    assert "Angaben über sie übermitteln wir Ihnen nicht." in text
    for hidden in ("Haddad", "Layla", "Canary", "Entwurf", "Code"):
        assert hidden not in text
    with opened(answer.data) as made, made.open_metadata() as told:
        assert len(made.pages) == 1
        assert told["pdfuaid:part"] == "1"
        assert (told["pdfaid:part"], told["pdfaid:conformance"]) == ("3", "A")


def test_the_code_of_a_link_stands_in_the_letter_printed_along_with_it(
    app: Flask, client: FlaskClient, address: str, world: Caseload
) -> None:
    found = CODE.search(client.post(f"{address}/link", data={"days": "14"}).text)
    assert found
    text = text_of(client.post(f"{address}/letter.pdf", data={"token": found[1]}).data)
    assert found[1] in text
    assert "http://localhost/answer" in text
    assert "?token=" not in text
    assert found[1] not in text_of(client.get(f"{address}/letter.pdf").data)
    assert client.post(f"{address}/letter.pdf", data={"token": "guess"}).status_code == 404


def test_the_letterhead_is_said_by_those_who_may_and_stands_on_letters_at_once(
    app: Flask, client: FlaskClient, address: str, world: Caseload
) -> None:
    assert client.get("/letterhead").status_code == 403
    lead = app.test_client()
    factories.sign_in(lead, world.lead)
    page = lead.get("/letterhead")
    assert "Rathausplatz 1" in page.text
    edition = re.findall(r'name="edition"[^>]*value="([^"]+)"', page.text)[0]
    assert lead.post("/letterhead", data=HEAD | {"office": "", "edition": edition}).status_code == 422
    assert (
        lead.post("/letterhead", data=HEAD | {"street": "Neue Gasse 2", "edition": edition}).status_code
        == 302
    )
    text = text_of(client.get(f"{address}/letter.pdf").data)
    assert "Neue Gasse 2" in text
    assert "Rathausplatz" not in text
    stranger = app.test_client()
    factories.sign_in(stranger, world.stranger)
    assert "Neue Gasse" not in stranger.get("/letterhead").text
