"""Keys for a list come together: no page asks for the key of each person, however many it shows."""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event
from sqlalchemy.engine import Engine

from casework.access.roles import Role
from casework.database.base import db
from casework.database.moments import now, today
from casework.database.transaction import transaction
from casework.exchange import uploads
from casework.people.models import Household, Person
from casework.people.register import cards
from casework.statistics.question import Question
from reports.jour_fixe import report_of
from reports.persons import Edition
from tests import factories
from tests.access.addresses import address, rules
from tests.templates import Template, Templates
from tests.vault.filled_town import Filled, filled, work

pytestmark = pytest.mark.engine_independent

ASKS_FOR_KEYS = re.compile(r"SELECT .*\bFROM (subject_key|service_key)\b", re.DOTALL)
MORE_PEOPLE = 12
INTERNAL_ERROR = 500
SHARED = 3
"""What several people share has keys of its own, asked for together: talks, documents, appointments."""
SERVICES = 8
"""More keys of the installation than any page needs; each is asked for once."""
PERIOD = f"?on={today().isoformat()}&from=2025-01-01"
TABS = ("talks", "plan", "referrals", "stays", "house")


@contextmanager
def counted(engine: Engine) -> Iterator[Counter[str]]:
    """How often each table of keys is read."""
    asked: Counter[str] = Counter()

    def count(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        found = ASKS_FOR_KEYS.match(statement)
        if found:
            asked[found[1]] += 1

    event.listen(engine, "before_cursor_execute", count)
    try:
        yield asked
    finally:
        event.remove(engine, "before_cursor_execute", count)


def pages(app: Flask, town: Filled, role: Role) -> Iterator[str]:
    """Every page this role opens; those of a person with each tab."""
    if role is not Role.TEAM_LEAD:
        yield from ("/", "/people", f"/people/{town.layla.id}", "/trail", "/accounts", f"/occupancy{PERIOD}")
        return
    for rule, method in rules(app):
        if method == "GET" and not rule.endpoint.endswith("_pdf"):
            yield address(app, rule, town.ids) + PERIOD
    for tab in TABS:
        yield f"/people/{town.layla.id}?tab={tab}"
    yield f"/people/{town.layla.id}/consultations/new?all=1"
    yield "/people?q=haddad"


def asked_by_page(app: Flask, town: Filled) -> dict[str, Counter[str]]:
    """What each page asks of the tables of keys, once everything is warm."""
    found = {}
    for role, user in town.staff.items():
        client = app.test_client()
        factories.sign_in(client, user)
        client.get("/people")
        for place in pages(app, town, role):
            found[f"{role} {place}"] = _asked(app, client, place)
    return found


def _asked(app: Flask, client: FlaskClient, place: str) -> Counter[str]:
    with app.app_context():
        engine = db.engine
    with counted(engine) as asked:
        assert client.get(place).status_code < INTERNAL_ERROR
    return asked


def crowd(app: Flask, town: Filled) -> list[factories.Person]:
    """Many more in the same household, each with talks, a plan, referrals and a title; and talks with all of them."""
    with app.app_context():
        more = [
            factories.person(
                town.municipality,
                f"Haddad {number}",
                household=town.layla.household_id,
                case_number=f"M-{number}",
                birth_date="01.01.2015",
                languages=["ar"],
            )
            for number in range(MORE_PEOPLE)
        ]
        for person in more:
            factories.stay(
                person, stage="VU", starts_on=date(2025, 1, 1), house=town.house, room="N1", reason="Familie"
            )
            factories.case(person, town.staff[Role.CASE_MANAGER], date(2025, 1, 1))
        with transaction():
            for person in more:
                work(person, town.staff, others=[town.layla])
            for _time in range(3):
                work(town.layla, town.staff, others=[])
        return more


@pytest.fixture(scope="module")
def template(templates: Templates) -> Template:
    return templates.holding(filled)


@pytest.fixture
def town(template: Template) -> Filled:
    return template.holds


def test_no_page_asks_for_more_keys_with_more_people(app: Flask, town: Filled) -> None:
    few = asked_by_page(app, town)
    crowd(app, town)
    many = asked_by_page(app, town)
    wrong = [
        f"{place}: {dict(few[place])} with few, {dict(asked)} with many"
        for place, asked in many.items()
        if asked["subject_key"] > few[place]["subject_key"] + SHARED or asked["service_key"] > SERVICES
    ]
    assert not wrong, "\n".join(wrong)


def test_a_list_is_looked_through_with_a_query_for_its_keys(app: Flask, town: Filled) -> None:
    more = crowd(app, town)
    rows = "".join(f"{person.case_number};Neu\n" for person in more)
    titles = "".join(f"{person.case_number};AKN;01.01.2025;anders\n" for person in more)
    talks = "".join(f"{person.case_number};{today():%d.%m.%Y};KIT;anders\n" for person in more)
    files = {
        "personen": f"Aktenzeichen;Familienname\n{rows};\n",
        "aufenthaltstitel": f"Aktenzeichen;Titel;Von;Bemerkung\n{titles};;;\n",
        "beratungen": f"Aktenzeichen;Datum;Themen;Inhalt\n{talks};;;\n",
        "aufenthalte": "Aktenzeichen;Von;Stufe\n"
        + "".join(f"{one.case_number};02.01.2025;VU\n" for one in more),
    }
    client = app.test_client()
    factories.sign_in(client, town.staff[Role.TEAM_LEAD])
    for name, content in files.items():
        with app.app_context(), transaction():
            kept = uploads.keep(town.staff[Role.TEAM_LEAD].viewer, name, f"{name}.csv", content.encode())
            upload_id = kept.id
        asked = _asked(app, client, f"/imports/{upload_id}")
        assert asked["subject_key"] <= 2, (name, asked)
        assert asked["service_key"] <= SERVICES


@pytest.mark.parametrize("edition", list(Edition))
def test_the_report_opens_its_keys_together(app: Flask, town: Filled, edition: Edition) -> None:
    crowd(app, town)
    with app.app_context():
        cards()
        db.session.remove()
        asked_for = Question(town.municipality.id, town.municipality.name, today(), now(), date(2025, 1, 1))
        with counted(db.engine) as asked:
            report_of(asked_for, edition).html()
        assert asked["subject_key"] <= 2
        assert asked["service_key"] <= SERVICES


def test_a_key_that_is_gone_is_asked_for_once(app: Flask, town: Filled) -> None:
    with app.app_context():
        person = db.session.get_one(Person, town.layla.id)
        household = db.session.get_one(Household, person.household_id)
        db.session.execute(db.text("DELETE FROM subject_key"))
        with counted(db.engine) as asked:
            for _time in range(3):
                _ = person.phone, person.email, person.full_name, household.mark
        assert asked["subject_key"] == 2
