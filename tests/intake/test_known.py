"""Who of a family may be known already: asked once per line; brothers, sisters and twins of one list never alarm."""

import re
import uuid
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from casework.access.roles import Role
from casework.audit.models import TrailEntry
from casework.database.base import db
from casework.database.transaction import transaction
from casework.housing.queries import dwellings_on
from casework.people.models import Household, IntegrationCase, Person
from casework.people.not_duplicates import not_duplicates
from tests import factories
from tests.drafts.opened import Window, shown
from tests.intake.families import HADDADS, Line, as_sent
from tests.intake.towns import Town, furnished

SAMIR = {"given_names": "Sameer", "birth_date": "12.03.1984", "nationalities": ["475"]}
ON = date(2025, 3, 3)


@pytest.fixture
def town(app: Flask, client: FlaskClient) -> Town:
    return furnished(app, client, Role.TEAM_LEAD)


def known_samir(app: Flask, town: Town) -> factories.Person:
    with app.app_context():
        return factories.person(town.municipality, "Hadad", **SAMIR)


def people(app: Flask) -> int:
    with app.app_context():
        return db.session.query(Person).count()


def seen(page: str, line: int) -> str:
    """Of whom the question at a line has told."""
    found = re.search(rf'name="lines-{line}-seen" value="([^"]+)"', page)
    assert found, page
    return found[1]


def answer(line: int, same_as: object, seen_there: object) -> Line:
    return {f"lines-{line}-same_as": str(same_as), f"lines-{line}-seen": str(seen_there)}


def test_whoever_may_be_known_is_asked_about_at_their_line(
    app: Flask, client: FlaskClient, town: Town
) -> None:
    known = known_samir(app, town)
    page = client.post("/intake", data=as_sent(*HADDADS))
    assert page.status_code == 409
    assert people(app) == 1
    for words in (
        "Noch nicht aufgenommen: Ist jemand schon erfasst?",
        'href="#lines-0-same_as"',
        "Ja, Sameer Hadad ist dieselbe Person",
        "wahrscheinlich dieselbe Person",
        "gleiches Geburtsdatum",
        f'href="/people/{known.id}"',
        'value="Samir"',
        'value="120316"',
    ):
        assert words in page.text, words
    for line in range(1, 5):
        assert f"lines-{line}-seen" not in page.text, "twins and sisters are two"


def test_the_same_person_comes_with_the_record_they_have(app: Flask, client: FlaskClient, town: Town) -> None:
    known = known_samir(app, town)
    said = {"on": "03.03.2025", "place": town.room("N2"), "cases": "ALL", "cases_from": "03.03.2025"}
    first = client.post("/intake", data=as_sent(*HADDADS, **said))
    sent = as_sent(*HADDADS, **said, **answer(0, known.id, seen(first.text, 0)))
    taken = client.post("/intake", data=sent)
    assert taken.status_code == 302, taken.text
    assert taken.location == f"/people/{known.id}"
    with app.app_context():
        everybody = list(db.session.scalars(db.select(Person)))
        assert len(everybody) == 5
        assert {person.household_id for person in everybody} == {known.household_id}
        samir = db.session.get_one(Person, known.id)
        assert (samir.family_name, samir.given_names) == ("Hadad", "Sameer"), "nothing is replaced"
        assert samir.other_spellings == ["Samir Haddad"]
        assert (samir.sex, samir.languages) == ("m", ["ar", "ku"])
        assert samir.case_number == known.case_number
        assert len(dwellings_on([person.id for person in everybody], ON)) == 5
        assert len(list(db.session.scalars(db.select(IntegrationCase)))) == 5
    again = client.post("/intake", data=as_sent(HADDADS[0], **said, **answer(0, known.id, known.id)))
    assert again.status_code == 302, "whoever lives there already stays"
    with app.app_context():
        assert len(list(db.session.scalars(db.select(IntegrationCase)))) == 5
        assert db.session.query(Household).count() == 1


def test_of_those_who_share_the_household_already_one_is_told(
    app: Flask, client: FlaskClient, town: Town
) -> None:
    known = known_samir(app, town)
    with app.app_context():
        row = db.session.get_one(Person, known.id)
        factories.person(town.municipality, "Hadad", given_names="Omar", household=row.household_id)
    sent = as_sent(*HADDADS, **answer(0, known.id, known.id))
    page = client.get(client.post("/intake", data=sent).location).text
    assert "Zum selben Haushalt gehören schon weitere Personen: 1." in page


def test_a_new_household_takes_the_known_person_out_of_theirs(
    app: Flask, client: FlaskClient, town: Town
) -> None:
    known = known_samir(app, town)
    sent = as_sent(*HADDADS, is_new_household="y", **answer(0, known.id, known.id))
    page = client.get(client.post("/intake", data=sent).location).text
    assert "Aus einem anderen Haushalt in diesen übernommen: 1." in page
    with app.app_context():
        assert {person.household_id for person in db.session.scalars(db.select(Person))} != {
            known.household_id
        }
        assert len({person.household_id for person in db.session.scalars(db.select(Person))}) == 1


def test_somebody_else_is_taken_in_and_it_is_remembered(app: Flask, client: FlaskClient, town: Town) -> None:
    known = known_samir(app, town)
    sent = as_sent(*HADDADS, **answer(0, "OTHER", known.id))
    assert client.post("/intake", data=sent).status_code == 302
    assert people(app) == 6
    with app.app_context():
        new = db.session.scalar(
            db.select(Person.id).join(Person.household).where(Person.id != known.id).limit(1)
        )
        assert new is not None
        assert len(not_duplicates([known.id])[known.id]) == 1


def test_an_answer_counts_only_for_whom_it_was_given(app: Flask, client: FlaskClient, town: Town) -> None:
    known = known_samir(app, town)
    with app.app_context():
        factories.person(town.municipality, "Haddad", **SAMIR)
    page = client.post("/intake", data=as_sent(*HADDADS, **answer(0, "OTHER", known.id)))
    assert page.status_code == 409
    assert "Haddad, Sameer" in page.text
    assert 'value="OTHER" checked' in page.text


def test_two_lines_are_not_one_person(app: Flask, client: FlaskClient, town: Town) -> None:
    known = known_samir(app, town)
    both = answer(0, known.id, known.id) | answer(1, known.id, known.id)
    page = client.post("/intake", data=as_sent(*HADDADS[:2], **both))
    assert page.status_code == 422
    assert "Zeile 2, Schon erfasst? Das ist schon die Person aus einer anderen Zeile." in page.text


def test_whom_one_may_not_see_nobody_is_made_to_be(app: Flask, client: FlaskClient, town: Town) -> None:
    with app.app_context():
        stranger = factories.person(factories.municipality("Beispielburg"), "Haddad", **SAMIR)
    for identity in (stranger.id, uuid.UUID(int=7)):
        page = client.post("/intake", data=as_sent(HADDADS[0], **answer(0, identity, identity)))
        assert page.status_code == 422
        assert "Diese Person gibt es nicht mehr." in page.text
        assert "Sameer" not in page.text


def test_a_colleagues_person_is_only_hinted_at(app: Flask, client: FlaskClient) -> None:
    town = furnished(app, client)
    known = known_samir(app, town)
    page = client.post("/intake", data=as_sent(*HADDADS))
    assert page.status_code == 409
    assert "Möglicherweise ist diese Person schon erfasst, aber nicht bei Ihnen." in page.text
    for words in ("Sameer", "Hadad", str(known.id), "gleiche"):
        assert words not in page.text, words
    assert seen(page.text, 0) == "elsewhere"
    with app.app_context():
        hinted = db.select(TrailEntry).where(TrailEntry.action == "people:duplicate:hinted")
        assert [entry.about_id for entry in db.session.scalars(hinted)] == [known.id]
    assert (
        client.post("/intake", data=as_sent(*HADDADS, **answer(0, "OTHER", "elsewhere"))).status_code == 302
    )


def test_a_protected_person_is_not_hinted_at(app: Flask, client: FlaskClient) -> None:
    town = furnished(app, client)
    known = known_samir(app, town)
    with app.app_context(), transaction():
        db.session.get_one(Person, known.id).restricted = True
    assert client.post("/intake", data=as_sent(*HADDADS)).status_code == 302


def test_while_typing_the_line_tells_and_waits_for_nobody(
    app: Flask, client: FlaskClient, town: Town
) -> None:
    known_samir(app, town)
    with app.app_context(), transaction():
        box = client.post("/intake/lookalikes?line=0", data=as_sent(*HADDADS))
    assert "Ja, Sameer Hadad ist dieselbe Person" in box.text
    for line in (1, 2, 17):
        assert not client.post(f"/intake/lookalikes?line={line}", data=as_sent(*HADDADS)).text.strip()
    assert people(app) == 1


def test_interrupted_it_resumes(app: Flask, client: FlaskClient, town: Town) -> None:
    known = known_samir(app, town)
    typed = as_sent(*HADDADS, title="AE_24", title_from="06.03.", **answer(0, known.id, known.id))
    Window(client, "/intake", "one").open().type(**typed)
    client.post("/sign-out")
    factories.sign_in(client, town.user)
    page = client.get("/intake").text
    assert "wiederhergestellt" in page
    for name, text in typed.items():
        if name != "lines-0-same_as":
            assert shown(page, name) in ([text], [] if not text else None), name
    assert f'value="{known.id}" checked' in page
    sent = Window(client, "/intake", "two").open().send(title_from="06.03.2025")
    assert sent.status_code == 302
    assert people(app) == 5
    assert "wiederhergestellt" not in client.get("/intake").text


def test_a_name_alone_is_shown_and_asks_nothing(app: Flask, client: FlaskClient, town: Town) -> None:
    known_samir(app, town)
    nameless = {"family_name": "Haddad", "given_names": "Samir"}
    assert (
        "vielleicht dieselbe Person" in client.post("/intake/lookalikes?line=0", data=as_sent(nameless)).text
    )
    assert client.post("/intake", data=as_sent(nameless)).status_code == 302
    assert people(app) == 2
