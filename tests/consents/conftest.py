"""The people these tests are about, and the partners who may hear of them."""

import uuid

import pytest
from flask import Flask

from casework.database.transaction import transaction
from casework.partners.operations import enter_partner
from tests.caseload import Caseload, caseload


@pytest.fixture
def world(app: Flask) -> Caseload:
    with app.app_context():
        return caseload()


@pytest.fixture
def partners(app: Flask, world: Caseload) -> tuple[uuid.UUID, uuid.UUID]:
    """Two of the directory."""
    with app.app_context(), transaction():
        town_id = world.kim.municipality.id
        clinic = enter_partner(town_id, {"name": "Klinik am See", "kind": "PSYCHOSOCIAL"})
        school = enter_partner(town_id, {"name": "Abendschule", "kind": "ADULT_EDUCATION"})
        return clinic.id, school.id
