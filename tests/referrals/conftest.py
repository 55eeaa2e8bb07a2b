"""The people these tests are about."""

import pytest
from flask import Flask

from tests.caseload import Caseload, caseload


@pytest.fixture
def world(app: Flask) -> Caseload:
    with app.app_context():
        return caseload()
