"""What is said after an act travels in a cookie, which is signed but not sealed: it says nothing about anybody."""

import io
import uuid
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from casework.access.roles import Role
from casework.accounts.models import User
from casework.database.base import db
from casework.exchange.models import UploadedList
from casework.partners.models import Partner, PartnerContact
from casework.people.models import Person
from casework.referrals.models import Referral
from tests import factories
from tests.cookies import cookie_text

SECRET = "Geheim"
ACCOUNT = {"name": "Sascha Geheim", "email": "geheim@musterstadt.example", "role": "case_manager"}
PASSWORD = {"password": "Drei stille Raben im Nebel"}
PARTNER = {"name": "Beratung Geheim", "kind": "COUNSELLING", "is_active": "y"}
REFERRAL = {"referred_on": "02.01.2025", "purpose": "Geheim", "new_partner": "", "new_partner_kind": ""}
LIST = "Aktenzeichen;Familienname;Geburtsdatum\nG-1;Geheim;31.02.1990\nG-2;Geheim;1990"


class Browser:
    """Does acts that must succeed, and looks into the cookie after each."""

    def __init__(self, app: Flask, client: FlaskClient, role: Role) -> None:
        self._app, self._client = app, client
        with app.app_context():
            factories.sign_in(client, factories.user(factories.municipality(), role))

    def act(self, address: str, **typed: Any) -> str:
        """Where the act leads."""
        answer = self._client.post(address, data=typed)
        assert answer.status_code == 302, answer.text
        cookie = self._client.get_cookie("session")
        assert cookie is not None
        said = cookie_text(cookie.value)
        assert "_flashes" in said
        assert SECRET.casefold() not in said.casefold()
        with self._app.app_context():
            numbers = db.session.scalars(select(Person)).all()
            assert not [person for person in numbers if person.case_number in said]
        return answer.location

    def newest(self, table: Any) -> uuid.UUID:
        """The id of the only row of a table, or of one of them."""
        with self._app.app_context():
            rows = db.session.scalars(select(table)).all()
            named = [row for row in rows if SECRET in getattr(row, "name", SECRET)]
            found: uuid.UUID = named[-1].id
        return found


def test_an_account(app: Flask, client: FlaskClient) -> None:
    browser = Browser(app, client, Role.ADMINISTRATOR)
    browser.act("/accounts/new", **ACCOUNT, **PASSWORD)
    account = f"/accounts/{browser.newest(User)}"
    browser.act(account, **ACCOUNT, share_percent="50")
    browser.act(f"{account}/password", **PASSWORD)
    browser.act(f"{account}/deactivate")
    browser.act(f"{account}/reactivate")


def test_a_person_and_a_partner(app: Flask, client: FlaskClient) -> None:
    browser = Browser(app, client, Role.TEAM_LEAD)
    person = browser.act("/people/new", family_name=SECRET)
    browser.act("/partners/new", **PARTNER)
    partner = str(browser.newest(Partner))
    browser.act(f"/partners/{partner}/edit", **PARTNER, phone="0711")
    browser.act(f"/partners/{partner}/offers/new", title=SECRET)
    browser.act(f"/partners/{partner}/contacts/new", name=SECRET)
    contact = browser.newest(PartnerContact)
    browser.act(f"/partners/contacts/{contact}/remove")
    browser.act(f"{person}/referrals/new", **REFERRAL, partner_id=partner)
    referral = browser.newest(Referral)
    browser.act(f"/referrals/{referral}/state", state="ATTENDED", state_on="03.01.2025")


@pytest.mark.parametrize("last", ["discard", "take-over"])
def test_a_list(app: Flask, client: FlaskClient, last: str) -> None:
    browser = Browser(app, client, Role.TEAM_LEAD)
    file = (io.BytesIO(LIST.encode()), "Geheim.csv")
    client.post("/imports", data={"list_name": "personen", "file": file})
    address = f"/imports/{browser.newest(UploadedList)}"
    browser.act(f"{address}/{last}", skip_bad="1")
