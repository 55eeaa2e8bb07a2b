"""A link shows a partner what they were sent with consent, word for word, and nothing once it is revoked."""

import re
import uuid

import pytest
from flask import Flask
from flask.testing import FlaskClient

from casework.consents.models import Consent
from casework.consents.operations import give_consent, revoke_consent
from casework.database.base import db
from casework.database.moments import today
from casework.database.transaction import transaction
from casework.errors import Refused
from casework.partners.operations import enter_partner
from casework.people.models import Person
from casework.referrals.links import make_link
from casework.referrals.models import Referral
from casework.referrals.operations import refer
from casework.referrals.sharing import transmit
from casework.referrals.transmission_models import Part
from tests import factories
from tests.caseload import Caseload
from tests.reports.reading import text_of

CONSENT = {"purpose": "REFERRAL", "form": "WRITTEN", "categories": ["NAME", "REQUEST"]}
PARTS = [Part("NAME", "Name", "Layla Haddad"), Part("REQUEST", "Anliegen", "Briefe der Bank\nseit Mai")]


@pytest.fixture
def referral_id(app: Flask, world: Caseload) -> uuid.UUID:
    """Layla consents to be referred to the advice centre; nothing has gone out yet."""
    with app.app_context(), transaction():
        person = db.session.get_one(Person, world.layla.id)
        partner = enter_partner(
            world.kim.municipality.id, {"name": "Schuldnerberatung", "kind": "COUNSELLING"}
        )
        give_consent(person, partner, CONSENT | {"given_on": today()})
        made = refer(person, partner, referred_on=today(), purpose="Canaryanliegen", way="WITH_DATA")
        return made.id


def link_to(app: Flask, referral_id: uuid.UUID) -> str:
    with app.app_context(), transaction():
        return make_link(db.session.get_one(Referral, referral_id))


def send(app: Flask, referral_id: uuid.UUID) -> None:
    with app.app_context(), transaction():
        transmit(db.session.get_one(Referral, referral_id), PARTS, channel="POST")


def revoke(app: Flask) -> None:
    with app.app_context(), transaction():
        consent = db.session.scalars(db.select(Consent)).one()
        revoke_consent(consent, revoked_on=today(), revoked_by="ORAL")


def test_the_page_shows_exactly_what_went_out(
    app: Flask, client: FlaskClient, world: Caseload, referral_id: uuid.UUID
) -> None:
    token = link_to(app, referral_id)
    before = client.get(f"/answer?token={token}").text
    assert "Layla" not in before
    send(app, referral_id)
    page = client.get(f"/answer?token={token}").text
    for part in PARTS:
        assert part.label in page
        assert part.value in page
    for hidden in ("Canary", "1990", "Arab", "Kim"):
        assert hidden not in page


def test_when_the_consent_is_revoked_nothing_is_shown_and_nothing_taken(
    app: Flask, client: FlaskClient, world: Caseload, referral_id: uuid.UUID
) -> None:
    token = link_to(app, referral_id)
    send(app, referral_id)
    form = {"token": token, "said": "ACCEPTED"}
    assert "Layla" in client.post("/answer", data=form).text
    revoke(app)
    for answer in (
        client.get(f"/answer?token={token}"),
        client.post("/answer", data=form),
        client.post("/answer/send", data=form),
    ):
        assert answer.status_code == 410
        assert "dürfen zurzeit keine Daten ausgetauscht werden" in answer.text
        assert "Layla" not in answer.text
        assert "Schuldnerberatung" not in answer.text
    with app.app_context(), pytest.raises(Refused, match="widerrufen"):
        make_link(db.session.get_one(Referral, referral_id))
    factories.sign_in(client, world.kim)
    for method in (client.get, client.post):
        refused = method(f"/referrals/{referral_id}/letter.pdf")
        assert refused.status_code == 422
        assert "widerrufen" in refused.text


def test_a_letter_is_a_draft_until_its_data_went_out(
    app: Flask, client: FlaskClient, world: Caseload, referral_id: uuid.UUID
) -> None:
    factories.sign_in(client, world.kim)
    address = f"/referrals/{referral_id}/letter.pdf"
    assert "Bitte wählen Sie „Senden“" in client.get(address).text
    ticked = {
        "take_NAME": "y",
        "text_NAME": "Layla Haddad",
        "take_HEALTH": "y",
        "text_HEALTH": "Canarykrankheit",
    }
    draft = text_of(client.post(address, data=ticked).data)
    assert "Entwurf – nicht gesendet" in draft
    assert "Layla Haddad" in draft
    assert "Canary" not in draft, "what the consent does not cover never stands in it"
    send(app, referral_id)
    text = text_of(client.get(address).data)
    assert "Entwurf" not in text
    assert "Layla Haddad" in text
    assert re.search(r"Briefe der Bank\s+seit Mai", text)
    assert "Canary" not in text
