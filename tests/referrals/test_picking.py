"""To whom somebody is referred is looked for and picked; the page stays as short as it is, however many there are."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from casework.database.base import db
from casework.database.transaction import transaction
from casework.partners.operations import enter_partner
from casework.partners.picking import SHOWN_TO_PICK
from casework.referrals.models import Referral
from tests import factories
from tests.caseload import Caseload

FEW, MANY = 30, 300
SLACK = 200
"""Bytes for longer numbers; a partner alone takes more."""
PURPOSE = "Canaryanliegen: Beratung zu Schulden."


def enter(app: Flask, world: Caseload, *names: str) -> list[str]:
    with app.app_context(), transaction():
        town = world.kim.municipality.id
        return [str(enter_partner(town, {"name": name, "kind": "CLUB"}).id) for name in names]


def clubs(numbers: range) -> list[str]:
    return [f"Verein {number:04d}" for number in numbers]


def shown(page: str) -> list[str]:
    return re.findall(r'for="partner_id-[^"]+">([^<]+)</label>', page)


def test_searching_without_scripts_loses_nothing(app: Flask, client: FlaskClient, world: Caseload) -> None:
    picked, other = enter(app, world, "Arbeitskreis Asyl", "Mieterverein")
    enter(app, world, *clubs(range(20)))
    factories.sign_in(client, world.kim)
    address = f"/people/{world.layla.id}/referrals/new"
    assert shown(client.get(f"{address}?partner={other}").text)[0] == "Mieterverein"
    typed = {"partner_id": picked, "purpose": PURPOSE, "way": "WITH_DATA", "new_partner": "Tafel"}
    found = client.post(address, data=typed | {"q": "mieter", "search": "1"})
    assert found.status_code == 200, "nothing is refused while one searches"
    assert shown(found.text) == ["Arbeitskreis Asyl", "Mieterverein", "keine davon"]
    assert f'value="{picked}" checked' in found.text
    assert PURPOSE in found.text
    assert 'value="Tafel"' in found.text
    assert re.search(r'checked[^>]*value="WITH_DATA"', found.text)
    assert 'value="mieter"' in found.text
    with app.app_context():
        assert not db.session.scalars(db.select(Referral)).all()
    sent = {"partner_id": other, "purpose": PURPOSE, "way": "ALONE", "new_partner_kind": ""}
    assert client.post(address, data=sent | {"referred_on": "01.02.2025"}).status_code == 302
    with app.app_context():
        assert db.session.scalars(db.select(Referral)).one().partner.name == "Mieterverein"


@pytest.mark.engine_independent
def test_the_pages_do_not_grow_with_the_directory(app: Flask, client: FlaskClient, world: Caseload) -> None:
    factories.sign_in(client, world.kim)
    pages = [f"/people/{world.layla.id}/referrals/new", "/consultations/line"]
    enter(app, world, *clubs(range(FEW)))
    few = [len(client.get(page).data) for page in pages]
    assert len(shown(client.get(pages[0]).text)) == SHOWN_TO_PICK + 1
    enter(app, world, *clubs(range(FEW, MANY)))
    many = [len(client.get(page).data) for page in pages]
    assert [after <= before + SLACK for before, after in zip(few, many, strict=True)] == [True, True]
