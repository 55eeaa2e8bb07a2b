"""Finding, opening, taking in and correcting people, through the front door."""

from datetime import date

from flask import Flask
from flask.testing import FlaskClient

from casework.access.roles import Role
from casework.audit.models import TrailEntry
from casework.database.base import db
from casework.people.models import Person
from tests import factories
from tests.access.shown_forms import shown_forms


def signed_in(app: Flask, client: FlaskClient, role: Role = Role.TEAM_LEAD) -> factories.User:
    with app.app_context():
        user = factories.user(factories.municipality(), role)
    factories.sign_in(client, user)
    return user


def test_a_person_is_found_by_any_part_of_a_name_or_number_without_accents(
    app: Flask, client: FlaskClient
) -> None:
    user = signed_in(app, client)
    with app.app_context():
        factories.person(user.municipality, "Öztürk", given_names="Ayşe", case_number="2024-0117")
        factories.person(user.municipality, "Haddad", given_names="Layla", other_spellings=["ليلى حداد"])
    for words in ("ozturk", "AYSE öz", "0117", "türk"):
        answer = client.get("/people", query_string={"q": words})
        assert "Öztürk, Ayşe" in answer.text, words
        assert "Haddad" not in answer.text, words
    assert "Haddad, Layla" in client.get("/people", query_string={"q": "حداد"}).text
    assert "Niemand gefunden" in client.get("/people", query_string={"q": "Nowak"}).text


def test_a_person_is_found_by_house_and_room(app: Flask, client: FlaskClient) -> None:
    user = signed_in(app, client)
    with app.app_context():
        layla, amir = (
            factories.person(user.municipality, "Haddad"),
            factories.person(user.municipality, "Tesfay"),
        )
        house = factories.house(user.municipality, "Haus Linde", rooms={"L1": 2, "L2": 2})
        factories.stay(layla, stage="VU", house=house, room="L1", starts_on=date(2025, 1, 1))
        factories.stay(amir, stage="VU", house=house, room="L2", starts_on=date(2025, 1, 1))
    by_house = client.get("/people", query_string={"q": "linde"}).text
    assert "Haddad" in by_house
    assert "Tesfay" in by_house
    by_room = client.get("/people", query_string={"q": "L1"}).text
    assert "Haddad" in by_room
    assert "Tesfay" not in by_room
    by_filter = client.get("/people", query_string={"house": house.id, "stage": "AU"}).text
    assert "Haddad" not in by_filter


def test_case_managers_see_their_cases_and_their_households_only(app: Flask, client: FlaskClient) -> None:
    user = signed_in(app, client, Role.CASE_MANAGER)
    with app.app_context():
        together = factories.household(user.municipality, "H1")
        layla = factories.person(user.municipality, "Haddad", given_names="Layla", household=together)
        factories.person(user.municipality, "Haddad", given_names="Amir", household=together)
        stranger = factories.person(user.municipality, "Tesfay")
        factories.case(layla, user, date(2025, 1, 1))
    people = client.get("/people").text
    assert "Haddad, Layla" in people
    assert "Haddad, Amir" in people
    assert "Tesfay" not in people
    assert client.get(f"/people/{stranger.id}").status_code == 404
    assert "Amir Haddad" in client.get(f"/people/{layla.id}").text


def test_the_page_says_who_this_is_and_the_trail_that_it_was_opened(app: Flask, client: FlaskClient) -> None:
    user = signed_in(app, client)
    with app.app_context():
        layla = factories.person(
            user.municipality, "Haddad", given_names="Layla", birth_date="00.00.1990", nationalities=["475"]
        )
    page = client.get(f"/people/{layla.id}").text
    for words in (
        "Layla Haddad",
        "1990 (Tag/Monat unbekannt)",
        "Syrien",
        "Geburtstag unbestätigt",
        "Gespräch",
        "Umziehen",
    ):
        assert words in page, words
    with app.app_context():
        opened = db.session.scalars(
            db.select(TrailEntry).where(TrailEntry.action == "people:person:opened")
        ).all()
        assert [(entry.about_id, entry.actor_id) for entry in opened] == [(layla.id, user.id)]


def test_only_a_name_is_needed_and_a_refused_form_keeps_what_was_typed(
    app: Flask, client: FlaskClient
) -> None:
    signed_in(app, client)
    refused = client.post(
        "/people/new", data={"given_names": "Layla", "birth_date": "31.02.1990", "nationalities": "Atlantis"}
    )
    assert refused.status_code == 422
    for words in ("31.02.1990", "Atlantis", 'value="Layla"', "gibt es nicht"):
        assert words in refused.text, words
    assert client.post("/people/new", data={"phone": "0711"}).status_code == 422
    taken_in = client.post("/people/new", data={"given_names": "Layla"}, follow_redirects=True)
    assert "Die Person ist aufgenommen." in taken_in.text
    assert "<bdi>Layla</bdi>" in taken_in.text


def test_a_name_may_be_long_and_hold_what_looks_like_code(app: Flask, client: FlaskClient) -> None:
    signed_in(app, client)
    name = "=cmd|'/C calc'!A1 <script>alert(1)</script> " + "x" * 200
    page = client.post("/people/new", data={"family_name": name}, follow_redirects=True).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_a_case_and_a_title_are_stated_on_their_pages(app: Flask, client: FlaskClient) -> None:
    user = signed_in(app, client)
    with app.app_context():
        layla = factories.person(user.municipality, "Haddad")
        kim = factories.user(user.municipality, Role.CASE_MANAGER, name="Kim Beispiel")
    answer = client.post(
        f"/people/{layla.id}/case", data={"case_manager_id": str(kim.id), "starts_on": "1.3.2025"}
    )
    assert answer.status_code == 302
    title = {"title": "AE_25_2_FLU", "starts_on": "20.06.2025", "ends_on": "19.06.2028"}
    assert client.post(f"/people/{layla.id}/titles/new", data=title).status_code == 302
    page = client.get(f"/people/{layla.id}").text
    assert "Kim Beispiel" in page
    assert "Flüchtling" in page
    assert "19.06.2028" in page
    backwards = client.post(f"/people/{layla.id}/titles/new", data=title | {"ends_on": "01.01.2025"})
    assert backwards.status_code == 422
    assert "liegt vor seinem Beginn" in backwards.text


def test_a_name_of_placeholders_is_none_and_what_was_typed_stays(app: Flask, client: FlaskClient) -> None:
    user = signed_in(app, client)
    with app.app_context():
        layla = factories.person(user.municipality, "Haddad")
    for address in ("/people/new", f"/people/{layla.id}/edit"):
        refused = client.post(address, data={"family_name": "-", "phone": "0711 1"})
        assert refused.status_code == 422, address
        assert "wenigstens einen Namen" in refused.text
        assert 'value="0711 1"' in refused.text


def test_clearing_the_household_makes_one_of_ones_own(app: Flask, client: FlaskClient) -> None:
    user = signed_in(app, client)
    with app.app_context():
        together = factories.household(user.municipality, "H1")
        layla = factories.person(user.municipality, "Haddad", given_names="Layla", household=together)
        amir = factories.person(user.municipality, "Haddad", given_names="Amir", household=together)
    data = {"family_name": "Haddad", "given_names": "Amir", "household_mark": ""}
    assert client.post(f"/people/{amir.id}/edit", data=data).status_code == 302
    with app.app_context():
        own = db.session.get_one(Person, amir.id).household_id
        assert own != together
        assert db.session.get_one(Person, layla.id).household_id == together
    assert client.post(f"/people/{amir.id}/edit", data=data).status_code == 302
    with app.app_context():
        assert db.session.get_one(Person, amir.id).household_id == own, "who is alone stays so"


def test_who_leaves_the_household_of_a_case_leaves_the_sight_of_its_manager(
    app: Flask, client: FlaskClient
) -> None:
    user = signed_in(app, client, Role.CASE_MANAGER)
    with app.app_context():
        together = factories.household(user.municipality, "H1")
        layla = factories.person(user.municipality, "Haddad", given_names="Layla", household=together)
        amir = factories.person(user.municipality, "Haddad", given_names="Amir", household=together)
        factories.case(layla, user, date(2025, 1, 1))
    data = {"family_name": "Haddad", "given_names": "Amir", "household_mark": ""}
    answer = client.post(f"/people/{amir.id}/edit", data=data)
    assert answer.location == "/"
    assert "einen eigenen Haushalt; die andere Person bleibt im bisherigen." in client.get("/").text
    assert client.get(f"/people/{amir.id}").status_code == 404


def test_a_birth_date_in_the_future_or_before_anybody_lived_is_refused(
    app: Flask, client: FlaskClient
) -> None:
    signed_in(app, client)
    for typed, words in (("01.01.2999", "liegt in der Zukunft"), ("1899", "kann nicht stimmen")):
        refused = client.post("/people/new", data={"family_name": "Haddad", "birth_date": typed})
        assert refused.status_code == 422, typed
        assert words in refused.text
        assert f'value="{typed}"' in refused.text


def test_a_household_without_a_mark_is_named_as_a_whole(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        town = factories.municipality()
        manager = factories.user(town, Role.CASE_MANAGER)
        first = factories.person(town, "Tesfaye", given_names="Dawit")
        second = factories.person(town, "Tesfaye", given_names="Selam", household=first.household_id)
        alone = factories.person(town, "Nowak", household=factories.household(town, "FREE"))
        for one in (first, second, alone):
            factories.case(one, manager, date(2025, 1, 1))
    factories.sign_in(client, manager)

    def typed(person: factories.Person, mark: str) -> str:
        page = client.get(f"/people/{person.id}/edit").text
        (form,) = [form for form in shown_forms(page) if "household_mark" in form.fields]
        sent = form.filled() | {"household_mark": [mark]}
        return client.post(f"/people/{person.id}/edit", data=sent, follow_redirects=True).text

    def together() -> bool:
        with app.app_context():
            rows = [db.session.get_one(Person, one.id) for one in (first, second)]
            return rows[0].household_id == rows[1].household_id

    def named() -> int:
        with app.app_context():
            return db.session.query(TrailEntry).filter_by(action="people:household:named").count()

    assert "Die Angaben sind gespeichert.</p>" in typed(first, "")
    assert together(), "a field that was empty says nothing"
    assert "Die Angaben sind gespeichert.</p>" in typed(alone, ""), "who is alone stays so"
    assert "Die Angaben sind gespeichert.</p>" in typed(first, "FREE"), "a mark that everybody left is free"
    assert (together(), named()) == (True, 1)
    assert "einen eigenen Haushalt; die andere Person bleibt im bisherigen." in typed(first, "")
    assert not together()
    assert "zum Haushalt von 1 anderen Person." in typed(first, "FREE")
    assert together()
    assert "einen eigenen Haushalt; die andere Person bleibt im bisherigen." in typed(first, "NEW")
    assert (together(), named()) == (False, 1)
    assert "zum Haushalt von 1 anderen Person." in typed(second, "NEW")
    assert "Die Angaben sind gespeichert.</p>" in typed(alone, "FREE"), "the mark they gave up is free again"
