"""The inventory of what is stored, as the administration reads it."""

import csv
import io

import pytest
from flask import Flask
from flask.testing import FlaskClient

from casework.access.roles import Role
from casework.privacy.queries import Protection, counts, inventory
from casework.vault.columns import declarations
from tests import factories


@pytest.fixture
def administrator(app: Flask, client: FlaskClient) -> FlaskClient:
    with app.app_context():
        user = factories.user(factories.municipality(), Role.ADMINISTRATOR)
    factories.sign_in(client, user)
    return client


def test_every_column_stands_in_it_once(app: Flask) -> None:
    shown = [(table.name, stored.column) for table in inventory() for stored in table.columns]
    assert sorted(shown) == sorted(declarations())
    assert sum(counts(inventory()).values()) == len(shown)


def test_the_page_says_title_protection_purpose_and_retention(administrator: FlaskClient) -> None:
    page = administrator.get("/privacy/inventory").text
    for word in ("Personen", "Geburtsdatum", "versiegelt", "Zuordnung der Person", "3 Jahre nach Fallende"):
        assert word in page
    assert 'aria-current="page"' in page


def test_the_filter_keeps_the_counts_and_narrows_the_tables(administrator: FlaskClient) -> None:
    page = administrator.get("/privacy/inventory?protection=sealed").text
    assert "Blindindex" not in page
    assert "Reihenfolge der Schreibenden" not in page
    assert str(counts(inventory())[Protection.STRUCTURE]) in page
    assert administrator.get("/privacy/inventory?protection=blau").status_code == 422


def test_the_file_has_a_line_for_every_column(administrator: FlaskClient) -> None:
    answer = administrator.get("/privacy/inventory.csv")
    lines = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))
    assert len(lines) == 1 + len(declarations())
    assert ["Personen", "Geburtsdatum", "person.birth_date", "versiegelt"] in [line[:4] for line in lines]


@pytest.mark.parametrize("role", [Role.CASE_MANAGER, Role.TEAM_LEAD])
def test_it_is_the_administrations(app: Flask, client: FlaskClient, role: Role) -> None:
    with app.app_context():
        user = factories.user(factories.municipality(), role)
    factories.sign_in(client, user)
    assert client.get("/privacy/inventory").status_code == 403
    assert "Datenschutz" not in client.get("/").text
