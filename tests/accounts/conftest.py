"""An administrator and somebody in their municipality."""

import pytest
from flask import Flask

from casework.access.roles import Role
from tests import factories


@pytest.fixture
def administrator(app: Flask) -> factories.User:
    with app.app_context():
        return factories.user(factories.municipality(), Role.ADMINISTRATOR)


@pytest.fixture
def colleague(app: Flask, administrator: factories.User) -> factories.User:
    with app.app_context():
        return factories.user(administrator.municipality, Role.CASE_MANAGER)
