"""Taking somebody in looks first: the same person under another spelling is shown, a stranger's only hinted at."""

import re
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from casework.access.roles import Role
from casework.audit.models import TrailEntry
from casework.database.base import db
from casework.database.transaction import transaction
from casework.people.models import Person
from tests import factories

HINT = "Möglicherweise ist diese Person schon erfasst, aber nicht bei Ihnen."
A = {
    "given_names": "Mohammad",
    "birth_date": "01.01.1994",
    "nationalities": ["475"],
    "case_number": "2025-0003",
}
B = {
    "family_name": "Alhusain",
    "given_names": "Muhamed",
    "birth_date": "01.01.1994",
    "nationalities": "Syrien",
    "phone": "0711 12345",
}
LAYLA = {"family_name": "Hadad", "given_names": "Leila", "birth_date": "17.06.1990"}


@pytest.fixture
def lead(app: Flask, client: FlaskClient) -> factories.User:
    with app.app_context():
        user = factories.user(factories.municipality())
    factories.sign_in(client, user)
    return user


def people(app: Flask) -> int:
    with app.app_context():
        return db.session.query(Person).count()


def trail(app: Flask, action: str) -> list[tuple[Any, dict[str, Any] | None]]:
    with app.app_context():
        entries = db.session.scalars(
            db.select(TrailEntry).where(TrailEntry.action == action).order_by(TrailEntry.sequence)
        )
        return [(entry.about_id, entry.detail) for entry in entries]


def seen(page: str) -> str:
    """What the button in the box says was seen."""
    found = re.search(r'<button [^>]*name="different_from" value="([^"]+)"', page)
    assert found, page
    return found[1]


def test_scenario_7_is_shown_with_reasons_and_nothing_typed_is_lost(
    app: Flask, client: FlaskClient, lead: factories.User
) -> None:
    with app.app_context():
        known = factories.person(lead.municipality, "AL-HUSSEIN", **A)
    page = client.post("/people/new", data=B)
    assert page.status_code == 409
    assert people(app) == 1
    for words in (
        "Ist die Person schon erfasst?",
        "AL-HUSSEIN, Mohammad",
        "2025-0003",
        "gleicher Name in anderer Schreibweise",
        "gleiches Geburtsdatum (01.01. sagt wenig)",
        "gleiche Staatsangehörigkeit",
        f'href="/people/{known.id}"',
        'value="Alhusain"',
        'value="0711 12345"',
        "Trotzdem neu aufnehmen – es ist jemand anderes",
    ):
        assert words in page.text, words
    assert trail(app, "people:duplicate:shown") == [(None, {"shown": 1})]


def test_who_says_that_it_is_somebody_else_takes_them_in_and_it_is_remembered(
    app: Flask, client: FlaskClient, lead: factories.User
) -> None:
    with app.app_context():
        known = factories.person(lead.municipality, "AL-HUSSEIN", **A)
    confirmed = seen(client.post("/people/new", data=B).text)
    refused = client.post("/people/new", data=B | {"different_from": confirmed, "birth_date": "31.02.1990"})
    assert refused.status_code == 422
    assert f'name="different_from" type="hidden" value="{known.id}"' in refused.text, (
        "not asked a second time"
    )
    taken_in = client.post("/people/new", data=B | {"different_from": ["", confirmed]})
    assert taken_in.status_code == 302
    assert people(app) == 2
    ((person_id, detail),) = trail(app, "people:duplicate:denied")
    assert taken_in.location == f"/people/{person_id}"
    assert detail == {"others": [str(known.id)]}


def test_somebody_who_came_meanwhile_is_shown_all_the_same(
    app: Flask, client: FlaskClient, lead: factories.User
) -> None:
    with app.app_context():
        factories.person(lead.municipality, "AL-HUSSEIN", **A)
    confirmed = seen(client.post("/people/new", data=B).text)
    with app.app_context():
        factories.person(lead.municipality, "Alhussein", **(A | {"case_number": "2025-0004"}))
    page = client.post("/people/new", data=B | {"different_from": confirmed})
    assert page.status_code == 409
    assert "2025-0004" in page.text


def test_twins_are_taken_in_without_a_question(app: Flask, client: FlaskClient, lead: factories.User) -> None:
    twin = {
        "family_name": "Haddad",
        "birth_date": "01.01.2015",
        "nationalities": "Syrien",
        "household_mark": "H1",
    }
    assert client.post("/people/new", data=twin | {"given_names": "Amina"}).status_code == 302
    assert client.post("/people/new", data=twin | {"given_names": "Amira"}).status_code == 302


def test_the_same_number_is_found_whatever_the_name(
    app: Flask, client: FlaskClient, lead: factories.User
) -> None:
    with app.app_context():
        factories.person(lead.municipality, "Haddad", given_names="Layla", azr_number="900155500012")
    page = client.post("/people/new", data={"family_name": "Nowak", "azr_number": "9001 5550 0012"})
    assert page.status_code == 409
    assert "gleiche AZR-Nummer" in page.text
    assert "wahrscheinlich dieselbe Person" in page.text


def test_joined_and_parted_names_are_one(app: Flask, client: FlaskClient, lead: factories.User) -> None:
    with app.app_context():
        factories.person(lead.municipality, "Karimi", given_names="Mohammad Hasni", birth_date="17.06.1990")
        factories.person(lead.municipality, "Abdulrahmanzada", given_names="Omar", birth_date="17.06.1990")
    typed = {"birth_date": "17.06.1990"}
    joined = client.post(
        "/people/new", data=typed | {"family_name": "Karimi", "given_names": "Mohammadhasni"}
    )
    parted = client.post(
        "/people/new", data=typed | {"family_name": "Abdulrahman Zada", "given_names": "Omar"}
    )
    assert (joined.status_code, parted.status_code) == (409, 409)


def test_a_colleagues_person_is_only_hinted_at(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        user = factories.user(factories.municipality(), Role.CASE_MANAGER)
        layla = factories.person(user.municipality, "Haddad", given_names="Layla", birth_date="17.06.1990")
    factories.sign_in(client, user)
    page = client.post("/people/new", data=LAYLA)
    assert page.status_code == 409
    assert HINT in page.text
    for words in ("Haddad", "Layla", layla.case_number, str(layla.id), "gleiche"):
        assert words not in page.text, words
    assert seen(page.text) == "elsewhere"
    assert trail(app, "people:duplicate:hinted") == [(layla.id, {})]
    assert client.post("/people/new", data=LAYLA | {"different_from": "elsewhere"}).status_code == 302
    assert trail(app, "people:duplicate:denied") == []


def test_a_colleagues_person_of_one_name_and_birth_date_is_hinted_at(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        user = factories.user(factories.municipality(), Role.CASE_MANAGER)
        factories.person(user.municipality, "AL-HUSSEIN", **A)
    factories.sign_in(client, user)
    for birth_date in ("01.01.1994", "1994"):
        assert HINT in client.post("/people/lookalikes", data=B | {"birth_date": birth_date}).text


def test_a_name_alone_is_no_hint_and_a_protected_person_never(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        user = factories.user(factories.municipality(), Role.CASE_MANAGER)
        factories.person(user.municipality, "AL-HUSSEIN", **A)
        layla = factories.person(user.municipality, "Haddad", given_names="Layla", birth_date="17.06.1990")
        with transaction():
            db.session.get_one(Person, layla.id).restricted = True
        elsewhere = factories.municipality("Beispielburg")
        factories.person(elsewhere, "Haddad", given_names="Layla", birth_date="17.06.1990")
    factories.sign_in(client, user)
    for typed in (B | {"birth_date": ""}, LAYLA):
        assert HINT not in client.post("/people/lookalikes", data=typed).text
        assert client.post("/people/new", data=typed).status_code == 302
    assert trail(app, "people:duplicate:hinted") == []


def test_their_own_cases_are_shown_to_case_managers(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        user = factories.user(factories.municipality(), Role.CASE_MANAGER)
        layla = factories.person(user.municipality, "Haddad", given_names="Layla", birth_date="17.06.1990")
        factories.case(layla, user, date(2025, 1, 1))
    factories.sign_in(client, user)
    page = client.post("/people/new", data=LAYLA)
    assert "Haddad, Layla" in page.text
    assert HINT not in page.text


def test_the_box_comes_while_the_form_is_filled_in_and_changes_nothing(
    app: Flask, client: FlaskClient, lead: factories.User
) -> None:
    with app.app_context():
        factories.person(lead.municipality, "Haddad", given_names="Layla", birth_date="17.06.1990")
    for typed in (LAYLA | {"birth_date": "17.06."}, LAYLA, LAYLA | {"nationalities": "Atlantis"}):
        box = client.post("/people/lookalikes", data=typed)
        assert box.status_code == 200
        assert "Haddad, Layla" in box.text
    assert "lookalikes" not in client.post("/people/lookalikes", data={}).text
    assert people(app) == 1
    client.get("/")
    ((_about, detail),) = trail(app, "people:duplicate:shown")
    assert detail == {"words": "Leila Hadad", "shown": 1}


def test_filling_in_waits_for_nobody_who_writes(
    app: Flask, client: FlaskClient, lead: factories.User
) -> None:
    with app.app_context(), transaction():
        assert client.post("/people/lookalikes", data=LAYLA).status_code == 200


def test_a_name_in_the_address_stands_in_the_form(client: FlaskClient, lead: factories.User) -> None:
    assert 'value="Nowak &amp; Söhne"' in client.get("/people/new?family_name=Nowak+%26+Söhne").text


def test_what_a_case_manager_passes_by_stays_on_the_team_leads_list(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        town = factories.municipality()
        kim, lead = factories.user(town, Role.CASE_MANAGER), factories.user(town)
        layla = factories.person(town, "Haddad", given_names="Layla", birth_date="17.06.1990")
        factories.case(layla, kim, date(2020, 1, 1))
    factories.sign_in(client, kim)
    typed = LAYLA | {"different_from": str(layla.id)}
    assert client.post("/people/new", data=typed).status_code == 302
    client.post("/sign-out")
    factories.sign_in(client, lead)
    assert "wahrscheinlich dieselbe Person" in client.get("/people/double-entries").text
