"""Two people of one town, and somebody to talk with."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import factories


@pytest.fixture
def layla(app: Flask) -> factories.Person:
    with app.app_context():
        return factories.person(factories.municipality(), "Haddad", given_names="Layla")


@pytest.fixture
def lead(app: Flask, client: FlaskClient, layla: factories.Person) -> factories.User:
    """Somebody who may write about her, signed in."""
    with app.app_context():
        user = factories.user(layla.municipality)
    factories.sign_in(client, user)
    return user
