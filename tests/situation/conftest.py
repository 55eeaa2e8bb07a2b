"""A family whose case is led, and a colleague of whoever leads it."""

from dataclasses import dataclass
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from casework.access.roles import Role
from casework.database.moments import today
from tests import factories

ARRIVED = date(2025, 1, 1)


@dataclass(frozen=True)
class Family:
    """Layla and her child Amir in the town's care; the team lead and Kim, who leads their cases."""

    town: factories.Municipality
    lead: factories.User
    kim: factories.User
    layla: factories.Person
    amir: factories.Person

    @property
    def page(self) -> str:
        return f"/people/{self.layla.id}"

    @property
    def tab(self) -> str:
        return f"{self.page}?tab=situation"

    def new(self, kind: str) -> str:
        return f"{self.page}/situation/{kind}/new"


@pytest.fixture
def family(app: Flask) -> Family:
    with app.app_context():
        town = factories.municipality()
        lead, kim = factories.user(town), factories.user(town, Role.CASE_MANAGER)
        home = factories.household(town, "H1")
        layla, amir = (
            factories.person(town, "Haddad", given_names=name, birth_date=born, household=home)
            for name, born in (("Layla", "17.06.1990"), ("Amir", f"03.01.{today().year - 1}"))
        )
        for person in (layla, amir):
            factories.stay(person, stage="AU", starts_on=ARRIVED)
            factories.case(person, kim, ARRIVED)
        return Family(town, lead, kim, layla, amir)


@pytest.fixture
def kim(app: Flask, family: Family) -> FlaskClient:
    """Who leads the case, signed in."""
    client = app.test_client()
    factories.sign_in(client, family.kim)
    return client


@pytest.fixture
def lead(app: Flask, family: Family) -> FlaskClient:
    """The team lead, signed in."""
    client = app.test_client()
    factories.sign_in(client, family.lead)
    return client
