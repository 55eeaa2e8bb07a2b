"""A household opens the files of all its members: nobody lets themselves into one they do not know."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from casework.access.roles import Role
from casework.database.base import db
from casework.database.moments import today
from casework.people.models import Person
from tests import factories

MAY_NOT = "Dieses Haushaltszeichen können Sie nicht verwenden."


class World:
    """A case manager with one case, and a household of strangers."""

    def __init__(self, role: Role) -> None:
        town = factories.municipality()
        self.user = factories.user(town, role)
        self.own = factories.person(town, "Haddad", household=factories.household(town, "H1"))
        self.stranger = factories.person(town, "Tesfay", household=factories.household(town, "H2"))
        factories.case(self.own, self.user, today())

    def addresses(self) -> list[str]:
        return ["/people/new", f"/people/{self.own.id}/edit"]


def world(app: Flask, client: FlaskClient, role: Role) -> World:
    with app.app_context():
        made = World(role)
    factories.sign_in(client, made.user)
    return made


def typed(mark: str) -> dict[str, str]:
    return {"family_name": "Nowak", "phone": "0711 1", "household_mark": mark}


@pytest.mark.parametrize("mark", ["H2", " h 2"])
def test_a_case_manager_cannot_enter_a_household_of_strangers(
    app: Flask, client: FlaskClient, mark: str
) -> None:
    here = world(app, client, Role.CASE_MANAGER)
    for address in here.addresses():
        refused = client.post(address, data=typed(mark))
        assert refused.status_code == 422, address
        assert MAY_NOT in refused.text
        assert 'value="0711 1"' in refused.text, "what was typed stays"
    assert client.get(f"/people/{here.stranger.id}").status_code == 404
    with app.app_context():
        assert db.session.query(Person).count() == 2
        assert db.session.get_one(Person, here.own.id).household_id == here.own.household_id


@pytest.mark.parametrize("mark", ["H1", "H3"])
def test_their_own_households_and_new_marks_work(app: Flask, client: FlaskClient, mark: str) -> None:
    here = world(app, client, Role.CASE_MANAGER)
    for address in here.addresses():
        assert client.post(address, data=typed(mark)).status_code == 302, address


def test_a_team_lead_may_use_every_household_of_the_town(app: Flask, client: FlaskClient) -> None:
    here = world(app, client, Role.TEAM_LEAD)
    for address in here.addresses():
        assert client.post(address, data=typed("H2")).status_code == 302, address
