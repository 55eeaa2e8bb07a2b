"""Who may stand in the register twice, for whoever looks after the town."""

from flask import Flask
from flask.testing import FlaskClient

from casework.access.roles import Role
from casework.people.double_entries import MOST_COMPARED, double_entries
from tests import factories

SYRIA = {"nationalities": ["475"]}


def furnished(app: Flask) -> factories.User:
    with app.app_context():
        lead = factories.user(factories.municipality())
        town, home = lead.municipality, factories.household(lead.municipality, "H1")
        factories.person(
            town, "AL-HUSSEIN", given_names="Mohammad", birth_date="01.01.1994", case_number="A-1", **SYRIA
        )
        factories.person(
            town, "Alhusain", given_names="Muhamed", birth_date="01.01.1994", case_number="A-2", **SYRIA
        )
        for number, name in enumerate(("Amina", "Amira")):
            factories.person(
                town,
                "Haddad",
                given_names=name,
                birth_date="01.01.2015",
                household=home,
                case_number=f"T-{number}",
                bamf_file_number="7654321-475",
                **SYRIA,
            )
        factories.person(town, "Tesfay", given_names="Selam", birth_date="03.04.1988", case_number="S-1")
        factories.person(town, "Tesfai", given_names="Selam", birth_date="03.04.1988", case_number="S-2")
        factories.person(
            factories.municipality("Beispielburg"), "Tesfay", given_names="Selam", birth_date="03.04.1988"
        )
        return lead


def test_pairs_stand_with_their_reasons_the_surest_first(app: Flask, client: FlaskClient) -> None:
    lead = furnished(app)
    with app.app_context():
        found = double_entries(lead.viewer)
        again = double_entries(lead.viewer)
    numbers = [(pair.one.case_number, pair.other.case_number) for pair in found.pairs]
    assert numbers == [("S-1", "S-2"), ("A-1", "A-2")], "twins are two"
    assert not found.is_cut
    assert again == found
    factories.sign_in(client, lead)
    page = client.get("/people/double-entries").text
    for words in (
        "2 Paare",
        "Alhusain, Muhamed",
        "gleicher Name in anderer Schreibweise",
        "wahrscheinlich dieselbe",
    ):
        assert words in page, words
    assert "Haddad" not in page
    assert "/people/double-entries" in client.get("/").text


def test_what_changes_changes_the_list(app: Flask) -> None:
    lead = furnished(app)
    with app.app_context():
        assert len(double_entries(lead.viewer).pairs) == 2
        factories.person(lead.municipality, "Tesfay", given_names="Selam", birth_date="04.03.1988")
    with app.app_context():
        assert len(double_entries(lead.viewer).pairs) == 4


def test_the_list_is_for_the_team_lead(app: Flask, client: FlaskClient) -> None:
    lead = furnished(app)
    with app.app_context():
        manager = factories.user(lead.municipality, Role.CASE_MANAGER)
    factories.sign_in(client, manager)
    assert client.get("/people/double-entries").status_code == 403
    assert "/people/double-entries" not in client.get("/").text


def test_nobody_twice_says_so(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        lead = factories.user(factories.municipality())
    factories.sign_in(client, lead)
    assert "Niemand scheint doppelt erfasst zu sein." in client.get("/people/double-entries").text
    assert MOST_COMPARED > 10_000
