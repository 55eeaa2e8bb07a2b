"""The list of all hits: the best first, why somebody was found, and what to do when nobody was."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from casework.access.roles import Role
from tests import factories


@pytest.fixture
def lead(app: Flask, client: FlaskClient) -> factories.User:
    with app.app_context():
        user = factories.user(factories.municipality())
    factories.sign_in(client, user)
    return user


def test_the_best_come_first_and_say_why(app: Flask, client: FlaskClient, lead: factories.User) -> None:
    with app.app_context():
        factories.person(
            lead.municipality, "AL-HUSSEIN", given_names="Mohammad", other_spellings=["Hosseini"]
        )
        factories.person(lead.municipality, "Hussein", given_names="Amir")
        factories.person(lead.municipality, "Ahmadhusseinzada", given_names="Zia")
        factories.person(lead.municipality, "Nowak", given_names="Jan", bamf_file_number="7654321-475")
    page = client.get("/people?q=hussein").text
    assert "Die besten Treffer stehen zuerst." in page
    assert page.index("Hussein, Amir") < page.index("Ahmadhusseinzada, Zia")
    assert "why-found" not in page
    assert "klingt ähnlich" in client.get("/people?q=Alhusain").text
    assert "Schreibweise: <bdi>Hosseini</bdi>" in client.get("/people?q=hosseini").text
    assert "BAMF-Aktenzeichen" in client.get("/people?q=7654321").text
    assert "Die besten Treffer" not in client.get("/people").text


def test_nobody_found_names_the_next_steps(client: FlaskClient, lead: factories.User) -> None:
    page = client.get("/people", query_string={"q": "Nowak, Jan 0711"}).text
    assert "Niemand gefunden" in page
    assert 'href="/people/new?family_name=Nowak&amp;given_names=Jan"' in page
    assert "Ohne Filter suchen" not in page
    assert 'href="/people?q=nowak"' in client.get("/people?q=nowak&stage=VU").text
    form = client.get("/people/new?family_name=Nowak&given_names=Jan").text
    assert 'value="Nowak"' in form
    assert 'value="Jan"' in form


def test_case_managers_learn_whom_they_can_find_here(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        user = factories.user(factories.municipality(), Role.CASE_MANAGER)
        factories.person(user.municipality, "Haddad", given_names="Layla")
    factories.sign_in(client, user)
    page = client.get("/people?q=haddad").text
    assert "Niemand gefunden" in page
    assert "die Personen Ihrer Fälle und deren Haushalte" in page
    assert "Layla" not in page
