"""A town into which a family comes."""

import uuid
from dataclasses import dataclass
from datetime import date

from flask import Flask
from flask.testing import FlaskClient

from casework.access.roles import Role
from casework.database.transaction import transaction
from casework.housing.planned_arrivals import announce
from tests import factories


@dataclass(frozen=True)
class Town:
    """A town with a house of three rooms, and whoever takes the family in, signed in."""

    municipality: factories.Municipality
    house: factories.House
    user: factories.User

    def room(self, name: str) -> str:
        """A room as the list names it."""
        return f"room:{self.house.id}/{self.house.rooms[name]}"


def furnished(app: Flask, client: FlaskClient, role: Role = Role.CASE_MANAGER) -> Town:
    """A town with a house, entered by somebody of this role."""
    with app.app_context():
        town = factories.municipality()
        house = factories.house(town, "GU Nord", rooms={"N1": 2, "N2": 5, "N3": 4})
        user = factories.user(town, role)
    factories.sign_in(client, user)
    return Town(town, house, user)


def announced(app: Flask, town: Town, on: date, persons: int = 5) -> uuid.UUID:
    """An announcement of so many people for room N2."""
    with app.app_context(), transaction():
        details = {
            "announced_on": on,
            "expected_on": on,
            "persons": persons,
            "stage": "VU",
            "source": "Landratsamt",
            "accommodation_id": town.house.id,
            "room_id": town.house.rooms["N2"],
        }
        return announce(town.municipality.id, details).id
