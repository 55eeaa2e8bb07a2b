"""The directory through the front door."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from casework.access.roles import Role
from casework.database.base import db
from casework.database.transaction import transaction
from casework.history.models import EarlierVersion
from casework.partners.models import Partner, PartnerContact, PartnerOffer
from casework.partners.offers import add_offer
from casework.partners.operations import enter_partner
from casework.vault.models import SubjectKey
from tests import factories
from tests.caseload import Caseload


@pytest.fixture
def partner(app: Flask, world: Caseload) -> str:
    """The Volkshochschule of the town."""
    with app.app_context(), transaction():
        details = {"name": "Volkshochschule Öhringen", "kind": "ADULT_EDUCATION"}
        found = enter_partner(world.kim.municipality.id, details)
        add_offer(found, {"title": "Sprachkurse", "needs": ["SPR"]})
        return str(found.id)


def rows(page: str) -> str:
    """What a page says below its search."""
    _search, _end, below = page.partition('class="filter-bar"')[2].partition("</form>")
    return below.partition("</main>")[0]


def test_the_directory_is_found_by_kind_and_word(client: FlaskClient, world: Caseload, partner: str) -> None:
    factories.sign_in(client, world.kim)
    new = {"name": "Caritas", "kind": "CARRIER", "is_active": "y", "email": "info@caritas.example"}
    assert client.post("/partners/new", data=new).status_code == 302
    assert "Caritas" in client.get("/partners").text
    found = rows(client.get("/partners?q=ohringen+sprach").text)
    assert "Volkshochschule Öhringen" in found
    assert "Caritas" not in found
    assert "Caritas" in client.get("/partners?q=caritas.example").text
    assert "Caritas" in client.get("/partners?kind=CARRIER").text
    assert "nichts im Partnerverzeichnis" in client.get("/partners?q=zirkus").text


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": ""}, "Bitte ausfüllen."),
        ({"name": "volkshochschule öhringen"}, "steht schon im Partnerverzeichnis"),
        ({"kind": ""}, "Bitte wählen Sie die Art der Stelle."),
        ({"email": "info@"}, "vollständige E-Mail-Adresse"),
        ({"phone": "0" * 61}, "60"),
        ({"website": "unter der Brücke"}, "ist keine Adresse im Netz"),
        ({"opening_hours": "Mo 12–8"}, "„12–8“ kann nicht stimmen."),
    ],
)
def test_a_refused_partner_loses_nothing(
    client: FlaskClient, world: Caseload, partner: str, wrong: dict[str, str], sentence: str
) -> None:
    factories.sign_in(client, world.kim)
    new = {"name": "Caritas", "kind": "CARRIER", "street": "Untere Gasse 3", "remark": "Schuldnerberatung"}
    answer = client.post("/partners/new", data=new | wrong)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "Untere Gasse 3" in answer.text
    assert "Schuldnerberatung" in answer.text


def test_the_page_of_a_partner_says_what_when_where_and_whom(
    app: Flask, client: FlaskClient, world: Caseload, partner: str
) -> None:
    factories.sign_in(client, world.kim)
    told = {
        "name": "Volkshochschule Öhringen",
        "kind": "ADULT_EDUCATION",
        "is_active": "y",
        "website": "www.vhs.example",
        "street": "Marktplatz 1",
        "postcode": "74613",
        "town": "Öhringen",
        "serves": "Oststadt, Mitte",
        "languages": "Arabisch, Englisch",
        "opening_hours": "Mo-Do 8-12 Uhr und 14-16 Uhr, Fr 8-12; nach Vereinbarung",
        "accessibility": ["CHILDCARE", "STEP_FREE"],
    }
    assert client.post(f"/partners/{partner}/edit", data=told).status_code == 302
    offer = {"title": "Nähkurs", "main_need": "TEI", "further_needs": ["SPR"], "needs_registration": "y"}
    assert client.post(f"/partners/{partner}/offers/new", data=offer).status_code == 302
    page = client.get(f"/partners/{partner}").text
    words = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))
    for said in (
        "Montag bis Donnerstag 8:00–12:00, 14:00–16:00",
        "Freitag 8:00–12:00",
        "nach Vereinbarung",
        "Marktplatz 1, 74613 Öhringen",
        "Oststadt, Mitte",
        "stufenlos, Kinderbetreuung",
        "Arabisch, Englisch",
        "Teilhabe, Sport, Ehrenamt, Spracherwerb",
        "mit Anmeldung",
    ):
        assert said in words, said
    assert 'href="https://www.vhs.example"' in page
    kept = client.get(f"/partners/{partner}/edit").text
    assert "Mo–Do 8:00–12:00, 14:00–16:00; Fr 8:00–12:00; nach Vereinbarung" in kept
    assert client.post(f"/partners/{partner}/edit", data=told | {"languages": "Dari"}).status_code == 302
    assert "Arabisch, Englisch" in client.get(f"/history/partner/{partner}").text


def test_an_offer_that_ended_is_found_no_more(
    app: Flask, client: FlaskClient, world: Caseload, partner: str
) -> None:
    factories.sign_in(client, world.kim)
    with app.app_context():
        offer = db.session.scalars(db.select(PartnerOffer.id)).one()
    assert "Volkshochschule" in rows(client.get("/partners?need=SPR").text)
    ended = {"title": "Sprachkurse", "main_need": "SPR"}
    assert client.post(f"/partners/offers/{offer}", data=ended).status_code == 302
    assert "Volkshochschule" not in rows(client.get("/partners?need=SPR").text)
    assert "Volkshochschule" not in rows(client.get("/partners?q=sprachkurse").text)
    assert "nicht mehr" in client.get(f"/partners/{partner}").text
    assert "Sprachkurse" in client.get(f"/history/partner-offer/{offer}").text


def test_whoever_is_removed_is_gone_with_the_key_and_what_was_said_before(
    app: Flask, client: FlaskClient, world: Caseload, partner: str
) -> None:
    factories.sign_in(client, world.kim)
    person = {"name": "Ottilie Beispiel", "function": "Kursberatung", "phone": "07000 555111"}
    assert client.post(f"/partners/{partner}/contacts/new", data=person).status_code == 302
    with app.app_context():
        contact = db.session.scalars(db.select(PartnerContact.id)).one()
        stored = db.session.connection().exec_driver_sql("SELECT name, phone FROM partner_contact").one()
        assert all(b"Ottilie" not in bytes(value) and b"07000" not in bytes(value) for value in stored)
    page = f"/partners/contacts/{contact}"
    assert client.post(page, data=person | {"name": "Ottilie Muster"}).status_code == 302
    assert "Ottilie Muster" in client.get(f"/partners/{partner}").text
    assert "Ottilie Beispiel" in client.get(f"/history/partner-contact/{contact}").text
    assert client.post(f"{page}/remove").status_code == 302
    assert "Ottilie" not in client.get(f"/partners/{partner}").text
    assert client.get(page).status_code == 404
    with app.app_context():
        assert db.session.get(SubjectKey, contact) is None
        earlier = db.select(EarlierVersion).where(EarlierVersion.row_id == contact)
        assert db.session.scalars(earlier).all() == []


def test_only_the_own_town_is_listed(app: Flask, client: FlaskClient, world: Caseload, partner: str) -> None:
    factories.sign_in(client, world.stranger)
    assert client.get(f"/partners/{partner}").status_code == 404
    assert "Volkshochschule" not in rows(client.get("/partners?q=öhringen").text)
    with app.app_context():
        administrator = factories.user(world.kim.municipality, Role.ADMINISTRATOR)
        assert db.session.scalar(db.select(db.func.count()).select_from(Partner)) == 1
    desk = app.test_client()
    factories.sign_in(desk, administrator)
    assert desk.get("/partners").status_code == 403
