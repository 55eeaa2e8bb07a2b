"""Two records of one person, as they are and merged."""

import pytest
from flask import Flask

from tests.people.merged import Pair, pair


@pytest.fixture
def two(app: Flask) -> Pair:
    with app.app_context():
        return pair()


@pytest.fixture
def merged(app: Flask, two: Pair) -> Pair:
    with app.app_context():
        two.merge()
    return two
