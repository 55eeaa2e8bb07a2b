"""The directory through the front door."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from casework.access.roles import Role
from casework.database.transaction import transaction
from casework.partners.operations import enter_partner
from tests import factories
from tests.caseload import Caseload


@pytest.fixture
def partner(app: Flask, world: Caseload) -> str:
    """The Volkshochschule of the town."""
    with app.app_context(), transaction():
        details = {"name": "Volkshochschule Öhringen", "kind": "ADULT_EDUCATION", "offers": "Sprachkurse"}
        return str(enter_partner(world.kim.municipality.id, details).id)


def test_the_directory_is_found_by_kind_and_word(client: FlaskClient, world: Caseload, partner: str) -> None:
    factories.sign_in(client, world.kim)
    new = {"name": "Caritas", "kind": "CARRIER", "is_active": "y", "email": "info@caritas.example"}
    assert client.post("/partners/new", data=new).status_code == 302
    assert "Caritas" in client.get("/partners").text
    found = client.get("/partners?q=ohringen+sprach").text
    assert "Volkshochschule Öhringen" in found
    assert "info@caritas.example" not in found
    assert "info@caritas.example" in client.get("/partners?kind=CARRIER").text
    assert "nichts im Partnerverzeichnis" in client.get("/partners?q=zirkus").text


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": ""}, "Bitte ausfüllen."),
        ({"name": "volkshochschule öhringen"}, "steht schon im Partnerverzeichnis"),
        ({"kind": ""}, "Bitte wählen Sie die Art der Stelle."),
        ({"email": "info@"}, "vollständige E-Mail-Adresse"),
        ({"phone": "0" * 61}, "60"),
    ],
)
def test_a_refused_partner_loses_nothing(
    client: FlaskClient, world: Caseload, partner: str, wrong: dict[str, str], sentence: str
) -> None:
    factories.sign_in(client, world.kim)
    new = {"name": "Caritas", "kind": "CARRIER", "address": "Untere Gasse 3", "offers": "Schuldnerberatung"}
    answer = client.post("/partners/new", data=new | wrong)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "Untere Gasse 3" in answer.text
    assert "Schuldnerberatung" in answer.text


def test_only_the_own_town_is_listed(app: Flask, client: FlaskClient, world: Caseload, partner: str) -> None:
    factories.sign_in(client, world.stranger)
    assert client.get(f"/partners/{partner}").status_code == 404
    assert "Volkshochschule" not in client.get("/partners?q=öhringen").text.split("</form>")[-1]
    with app.app_context():
        administrator = factories.user(world.kim.municipality, Role.ADMINISTRATOR)
    desk = app.test_client()
    factories.sign_in(desk, administrator)
    assert desk.get("/partners").status_code == 403
