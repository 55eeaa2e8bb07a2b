"""A house with two families, and everybody who may have to do with its desk."""

from dataclasses import dataclass
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from casework.access.roles import Role
from casework.accounts.models import User
from casework.database.base import db
from casework.database.transaction import transaction
from casework.desk import duties
from casework.housing.models import Accommodation
from tests import factories
from tests.templates import Template, Templates

ARRIVED = date(2025, 1, 1)


@dataclass(frozen=True)
class Here:
    """The house and another one; Layla and a child live in room N1, Yonas in N2, Sara in the other house."""

    town: factories.Municipality
    staff: dict[Role, factories.User]
    house: factories.House
    other_house: factories.House
    layla: factories.Person
    child: factories.Person
    yonas: factories.Person
    sara: factories.Person

    @property
    def desk(self) -> str:
        return f"/accommodations/{self.house.id}/desk"

    @property
    def fire_list(self) -> str:
        return f"/accommodations/{self.house.id}/fire-list"


def living_here(app: Flask) -> Here:
    with app.app_context():
        town = factories.municipality()
        staff = {role: factories.user(town, role) for role in Role}
        house = factories.house(town, "Haus Nord", rooms={"N1": 4, "N2": 2})
        other_house = factories.house(town, "Haus Süd", rooms={"S1": 2})
        people = [
            factories.person(town, "Haddad", given_names="Layla", birth_date="17.06.1990"),
            factories.person(town, "Haddad", given_names="Amir", birth_date="03.03.2025"),
            factories.person(town, "Tesfay", given_names="Yonas", birth_date="05.05.1980"),
            factories.person(town, "Karimi", given_names="Sara", birth_date="06.06.1985"),
        ]
        for person, where, room in zip(
            people, (house, house, house, other_house), ("N1", "N1", "N2", "S1"), strict=True
        ):
            factories.stay(person, stage="VU", starts_on=ARRIVED, house=where, room=room)
        factories.case(people[0], staff[Role.CASE_MANAGER], ARRIVED)
        look_after(staff[Role.HOUSE_DESK], house)
        return Here(town, staff, house, other_house, *people)


def look_after(user: factories.User, *houses: factories.House) -> None:
    with transaction():
        rows = [db.session.get_one(Accommodation, house.id) for house in houses]
        duties.assign(db.session.get_one(User, user.id), rows)


@pytest.fixture(scope="module")
def template(templates: Templates) -> Template:
    return templates.holding(living_here)


@pytest.fixture
def here(template: Template) -> Here:
    return template.holds


@pytest.fixture
def porter(app: Flask, here: Here) -> FlaskClient:
    """Who looks after Haus Nord, signed in."""
    return signed_in(app, here, Role.HOUSE_DESK)


@pytest.fixture
def lead(app: Flask, here: Here) -> FlaskClient:
    return signed_in(app, here, Role.TEAM_LEAD)


def signed_in(app: Flask, here: Here, role: Role) -> FlaskClient:
    client = app.test_client()
    factories.sign_in(client, here.staff[role])
    return client
