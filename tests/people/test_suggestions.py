"""What the search of every page shows while one types: whom, beside what, why, and to whom."""

import re
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from casework.access.roles import Role
from casework.database.base import db
from casework.database.transaction import transaction
from casework.people.models import Person
from tests import factories

ASKED = "/people/suggestions"


@pytest.fixture
def lead(app: Flask, client: FlaskClient) -> factories.User:
    with app.app_context():
        user = factories.user(factories.municipality())
    factories.sign_in(client, user)
    return user


def hits(client: FlaskClient, words: str) -> list[str]:
    """The hits as they are read, without the line that leads to all of them."""
    answer = client.get(ASKED, query_string={"q": words})
    assert answer.status_code == 200
    lines = re.findall(r'<li class="suggestion" .*?</li>', answer.text, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", line).split()).replace(" :", ":") for line in lines]


def test_a_hit_says_who_it_is_and_where_they_live(
    app: Flask, client: FlaskClient, lead: factories.User
) -> None:
    with app.app_context():
        layla = factories.person(
            lead.municipality, "Haddad", given_names="Layla", case_number="2024-0117", birth_date="00.00.1990"
        )
        house = factories.house(lead.municipality, "Haus Linde", rooms={"L1": 2})
        factories.stay(layla, stage="VU", house=house, room="L1", starts_on=date(2025, 1, 1))
    (found,) = hits(client, "had")
    assert found.startswith("Haddad, Layla 2024-0117 geb. 1990 (Tag/Monat unbekannt) · ")
    assert found.endswith("Jahre · Haus Linde, Zimmer L1")
    assert f'data-address="/people/{layla.id}"' in client.get(ASKED, query_string={"q": "had"}).text


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("ليلى", "Schreibweise: ليلى حداد"),
        ("Hadad", "klingt ähnlich"),
        ("Leyla Haddadi", "Schreibweise: Leyla Haddadi"),
        ("1990", "Geburtsjahr"),
        ("17.06.1990", "Geburtsdatum"),
        ("765-4321", "BAMF-Aktenzeichen"),
        ("9001", "AZR-Nummer"),
        ("0711 123", "Telefon"),
        ("layla@example", "E-Mail"),
        ("Layla", None),
        ("2024-0117", None),
    ],
)
def test_a_hit_says_why_where_the_name_does_not(
    app: Flask, client: FlaskClient, lead: factories.User, words: str, why: str | None
) -> None:
    with app.app_context():
        factories.person(
            lead.municipality,
            "Haddad",
            given_names="Layla",
            case_number="2024-0117",
            birth_date="17.06.1990",
            other_spellings=["ليلى حداد", "Leyla Haddadi"],
            azr_number="900155500012",
            bamf_file_number="7654321-475",
            phone="+49 711 12345",
            email="layla@example.org",
        )
    (found,) = hits(client, words)
    assert found.endswith(f" · {why}") if why else found.endswith("Jahre"), found


def test_a_dash_for_a_name_is_none_and_any_part_finds(
    app: Flask, client: FlaskClient, lead: factories.User
) -> None:
    """Scenario 6 (d): all parts of a single name stand in the family name, a dash in the given one."""
    with app.app_context():
        factories.person(lead.municipality, "Mohammad Gul Zadran", given_names="-")
    for words in ("mohammad", "gul", "zadran", "zadran mohammad", "adra", "Muhamed Sadran"):
        (found,) = hits(client, words)
        assert found.startswith("Mohammad Gul Zadran "), words
    assert hits(client, "-") == []


def test_at_most_eight_are_shown_and_the_rest_is_one_step_away(
    app: Flask, client: FlaskClient, lead: factories.User
) -> None:
    with app.app_context():
        for number in range(9):
            factories.person(lead.municipality, "Haddad", given_names=f"Layla {'abcdefghi'[number]}")
    answer = client.get(ASKED, query_string={"q": "haddad"})
    assert len(hits(client, "haddad")) == 8
    assert 'data-says="Mehr als 8 Treffer"' in answer.text
    assert "Alle Treffer zu „haddad“ anzeigen" in answer.text
    assert 'data-address="/people?q=haddad"' in answer.text


def test_nobody_found_leads_to_the_next_steps(client: FlaskClient, lead: factories.User) -> None:
    answer = client.get(ASKED, query_string={"q": "<b>Nowak"})
    assert 'data-says="Niemand gefunden"' in answer.text
    assert "Weitere Schritte zu „&lt;b&gt;Nowak“" in answer.text
    assert hits(client, "h") == []


def test_case_managers_meet_their_own_cases_and_households_only(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        user = factories.user(factories.municipality(), Role.CASE_MANAGER)
        layla = factories.person(user.municipality, "Haddad", given_names="Layla")
        factories.person(user.municipality, "Haddad", given_names="Amir")
        elsewhere = factories.municipality("Beispielburg")
        factories.person(elsewhere, "Haddad", given_names="Zahra")
        factories.case(layla, user, date(2025, 1, 1))
    factories.sign_in(client, user)
    (found,) = hits(client, "haddad")
    assert found.startswith("Haddad, Layla")
    assert "Amir" not in client.get(ASKED, query_string={"q": "amir"}).text.replace("„amir“", "")


def test_protected_people_are_never_suggested(app: Flask, client: FlaskClient, lead: factories.User) -> None:
    with app.app_context():
        layla = factories.person(lead.municipality, "Haddad", given_names="Layla")
        with transaction():
            db.session.get_one(Person, layla.id).restricted = True
    assert hits(client, "haddad") == []
    assert "Haddad, Layla" in client.get("/people?q=haddad").text


def test_the_box_of_every_page_knows_where_to_ask(client: FlaskClient, lead: factories.User) -> None:
    assert 'data-suggestions="/people/suggestions"' in client.get("/").text
