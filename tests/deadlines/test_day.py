"""Mein Tag: where things stand, what folds, what is put off until when, who sees it, and whom nobody talked to."""

import re
import uuid
from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from casework.access.roles import Role
from casework.accounts.models import User
from casework.accounts.substitutions import substitute
from casework.appointments.operations import appoint
from casework.counselling.operations import document
from casework.database.base import db
from casework.database.moments import today
from casework.database.transaction import transaction
from casework.deadlines.day.folding import Fold, folded
from casework.deadlines.day.rows import Place, Row, place_of_clock
from casework.deadlines.snooze_models import Snooze
from casework.people.birth_dates import BirthDate
from casework.people.models import Person
from casework.people.operations import change_person
from casework.people.panels import Happening
from casework.people.titles import state_title
from casework.vocabulary.appointments import DEADLINE, TASK
from tests import factories
from tests.access.shown_forms import shown_forms
from tests.caseload import Caseload, caseload_of
from tests.templates import Template, Templates

DAY = timedelta(days=1)
MONDAY = date(2026, 6, 15)
REFUGEE = "AE_25_2_FLU"
WHY = "wartet auf die Schule"


@pytest.fixture(scope="module")
def template(templates: Templates) -> Template:
    return templates.holding(caseload_of)


@pytest.fixture
def world(template: Template) -> Caseload:
    return template.holds


@pytest.fixture
def kim(app: Flask, client: FlaskClient, world: Caseload) -> FlaskClient:
    factories.sign_in(client, world.kim)
    return client


def plan(app: Flask, world: Caseload, title: str, days: int, **more: object) -> uuid.UUID:
    """Something of Kim's about Layla that is due in so many days."""
    with app.app_context(), transaction():
        people = [db.session.get_one(Person, world.layla.id)]
        facts = {"people": people, "kind": TASK} | more
        return appoint(
            municipality_id=world.layla.municipality.id,
            owner_id=world.kim.id,
            day=today() + days * DAY,
            title=title,
            **facts,  # type: ignore[arg-type]
        ).id


def titles_end(app: Flask, people: list[factories.Person], days: int) -> None:
    """The titles of these people end in so many days."""
    with app.app_context(), transaction():
        for one in people:
            person = db.session.get_one(Person, one.id)
            state_title(person, REFUGEE, starts_on=date(2024, 1, 1), ends_on=today() + days * DAY)


def counts(page: str) -> dict[str, int]:
    """The counts at the top, and of what folds away."""
    strip = re.sub(r"<[^>]+>", "", page)
    words = ("Überfällig", "Heute", "Diese Woche", "Im Blick", "Zurückgestellt")
    found = {word: re.search(rf"{word} (\d+)", strip) for word in words}
    return {word: int(hit[1]) for word, hit in found.items() if hit and hit[1] != "0"}


def later_of(page: str, number: int = 0) -> str:
    """The address that puts a row off."""
    return re.findall(r'href="(/day/[0-9a-f]{32}/later)"', page)[number]


def put_off(client: FlaskClient, address: str, until: date, why: str = WHY) -> int:
    """The status of the answer."""
    body = {"when": "own", "until_on": f"{until:%d.%m.%Y}", "reason": why}
    return client.post(address, data=body).status_code


def test_everything_stands_in_its_part(app: Flask, kim: FlaskClient, world: Caseload) -> None:
    for title, days in (("Gestern", -1), ("Jetzt", 0), ("Bald", 7), ("Irgendwann", 8)):
        plan(app, world, title, days)
    page = kim.get("/").text
    assert counts(page) == {"Überfällig": 1, "Heute": 1, "Diese Woche": 1}
    assert page.index("Gestern") < page.index("Jetzt") < page.index("Bald")
    assert "Irgendwann" not in page
    assert 'href="#overdue"' in page
    assert 'id="overdue"' in page


@pytest.mark.parametrize(
    ("days_to_the_end", "place"),
    [
        (-1, Place.OVERDUE),
        (0, Place.TODAY),
        (7, Place.TODAY),
        (8, Place.IN_SIGHT),
        (23, Place.IN_SIGHT),
        (24, Place.WEEK),
        (28, Place.TODAY),
        (29, Place.TODAY),
        (30, Place.TODAY),
        (31, Place.IN_SIGHT),
        (54, Place.WEEK),
        (90, Place.TODAY),
    ],
)
@pytest.mark.engine_independent
def test_a_clock_grows_by_moving_up_the_page(days_to_the_end: int, place: Place) -> None:
    """On a Monday a warning of the weekend counts as one of today."""
    ends_on = MONDAY + days_to_the_end * DAY
    warned_on = tuple(ends_on - before * DAY for before in (90, 60, 30, 7))
    assert place_of_clock(Happening(ends_on, "Frist", "", warned_on=warned_on), MONDAY) is place


def test_a_clock_is_one_row_for_a_household(app: Flask, kim: FlaskClient, world: Caseload) -> None:
    titles_end(app, [world.layla, world.amir, world.sara], 5)
    page = kim.get("/").text
    assert counts(page)["Heute"] == 1
    assert page.count("Aufenthaltstitel läuft ab") == 1
    assert "Haddad (3 Personen)" in page
    assert "noch 5 Tage" in page


def test_a_clock_that_ends_later_for_others_says_so(app: Flask, kim: FlaskClient, world: Caseload) -> None:
    titles_end(app, [world.layla], 5)
    titles_end(app, [world.amir], 40)
    page = kim.get("/").text
    assert page.count("Aufenthaltstitel läuft ab") == 1
    assert f"für andere im Haushalt am {today() + 40 * DAY:%d.%m.%Y}" in page


def test_a_clock_is_done_for_everybody_and_taken_back(app: Flask, kim: FlaskClient, world: Caseload) -> None:
    titles_end(app, [world.layla, world.amir], 5)
    (done,) = set(re.findall(r'action="(/day/[0-9a-f]{32}/seen-to)"', kim.get("/").text))
    assert kim.post(done).location == "/"
    page = kim.get("/").text
    assert "Aufenthaltstitel läuft ab" not in page
    (undo,) = re.findall(r'action="(/people/[^"]+/open-again)"', page)
    kim.post(undo)
    assert "Haddad (2 Personen)" in kim.get("/").text
    assert kim.post(undo).status_code == 404, "once taken back there is nothing to take back"


def test_what_is_put_off_rests_with_its_reason_and_comes_back(
    app: Flask, kim: FlaskClient, world: Caseload
) -> None:
    plan(app, world, "Zeugnisse schicken", -3)
    address = later_of(kim.get("/").text)
    assert "am nächsten Arbeitstag" in kim.get(address).text
    assert put_off(kim, address, today() + 3 * DAY) == 302
    page = kim.get("/").text
    assert counts(page) == {"Zurückgestellt": 1}
    assert all(words in page for words in (WHY, world.kim.name, "Rückgängig", "zurückholen"))
    with app.app_context():
        assert WHY.encode() not in db.session.scalars(db.select(Snooze.reason.column())).one()
    (back,) = set(re.findall(r'action="(/day/[0-9a-f]{32}/back)"', page))
    assert kim.post(back).location == "/"
    assert counts(kim.get("/").text) == {"Überfällig": 1}
    assert kim.post(back).status_code == 409, "somebody else has brought it back"


def test_on_the_day_it_is_due_again(app: Flask, kim: FlaskClient, world: Caseload) -> None:
    plan(app, world, "Zeugnisse schicken", -3)
    put_off(kim, later_of(kim.get("/").text), today() + DAY)
    with app.app_context(), transaction():
        db.session.scalars(db.select(Snooze)).one().until_on = today()
    page = kim.get("/").text
    assert counts(page) == {"Heute": 1}
    assert f"war zurückgestellt bis {today():%d.%m.%Y}: {WHY}" in page


def test_nothing_rests_without_a_reason_in_the_past_or_beyond_the_end_of_a_deadline(
    app: Flask, kim: FlaskClient, world: Caseload
) -> None:
    titles_end(app, [world.layla], 5)
    address = later_of(kim.get("/").text)
    assert put_off(kim, address, today() + DAY, why=" ") == 422
    assert put_off(kim, address, today()) == 422
    assert put_off(kim, address, today() + 6 * DAY) == 422
    assert "am letzten Tag der Frist" in kim.get(address).text
    assert counts(kim.get("/").text) == {"Heute": 1}
    assert put_off(kim, address, today() + 5 * DAY) == 302
    assert counts(kim.get("/").text) == {"Zurückgestellt": 1}


def test_a_deadline_on_its_last_day_cannot_wait(app: Flask, kim: FlaskClient, world: Caseload) -> None:
    plan(app, world, "Widerspruch", 0, kind=DEADLINE)
    assert not re.search(r"/day/[0-9a-f]{32}/later", kim.get("/").text)


def test_another_day_is_another_row(app: Flask, kim: FlaskClient, world: Caseload) -> None:
    """Whatever was moved to another day is seen again, whoever put it off."""
    task = plan(app, world, "Zeugnisse schicken", 0)
    put_off(kim, later_of(kim.get("/").text), today() + 20 * DAY)
    (form,) = (one for one in shown_forms(kim.get(f"/appointments/{task}").text) if "title" in one.fields)
    moved = form.filled() | {"title": ["Zeugnisse schicken"], "planned_on": [f"{today() + DAY:%d.%m.%Y}"]}
    assert kim.post(f"/appointments/{task}", data=moved).status_code == 302
    assert counts(kim.get("/").text) == {"Diese Woche": 1}


def test_the_substitute_sees_the_rows_and_what_rests(
    app: Flask, client: FlaskClient, world: Caseload
) -> None:
    plan(app, world, "Zeugnisse schicken", 0)
    plan(app, world, "Antrag stellen", 0)
    titles_end(app, [world.layla], 5)
    with app.app_context(), transaction():
        users = [db.session.get_one(User, user.id) for user in (world.kim, world.lou)]
        substitute(world.lead.viewer, *users, starts_on=today(), ends_on=today() + 5 * DAY)
    factories.sign_in(client, world.lou)
    page = client.get("/").text
    assert counts(page) == {"Heute": 3}
    assert page.count(f"in Vertretung für {world.kim.name}") == 1 + 3
    put_off(client, later_of(page), today() + DAY)
    kim = app.test_client()
    factories.sign_in(kim, world.kim)
    page = kim.get("/").text
    assert counts(page) == {"Heute": 2, "Zurückgestellt": 1}
    assert world.lou.name in page, "who did so"


def test_nobody_else_reaches_a_row(app: Flask, kim: FlaskClient, world: Caseload) -> None:
    plan(app, world, "Zeugnisse schicken", 0)
    titles_end(app, [world.layla], 5)
    page = kim.get("/").text
    later = later_of(page)
    (done,) = re.findall(r'action="(/day/[0-9a-f]{32}/seen-to)"', page)
    for user in (world.lou, world.stranger):
        other = app.test_client()
        factories.sign_in(other, user)
        assert put_off(other, later, today() + DAY) == 404
        assert other.post(done).status_code == 404
        assert other.post(later.replace("later", "back")).status_code == 404
    assert counts(kim.get("/").text) == {"Heute": 2}


def row(household: uuid.UUID, day: date, kind: str = "Schritt", clock: time | None = None) -> Row:
    entry = Happening(day, kind, "Haddad", clock=clock)
    return Row(entry, uuid.uuid4().bytes, household)


@pytest.mark.engine_independent
def test_three_rows_of_a_household_and_day_fold_where_the_first_stood() -> None:
    one, other = uuid.uuid4(), uuid.uuid4()
    steps = [row(one, MONDAY) for _ in range(2)]
    goal, alone = row(one, MONDAY, "Ziel"), row(other, MONDAY)
    fold, last = folded([steps[0], steps[1], goal, alone], Place.WEEK)
    assert isinstance(fold, Fold)
    assert (list(fold.rows), list(fold.kinds)) == ([*steps, goal], [("Schritt", 2), ("Ziel", 1)])
    assert last is alone
    assert folded([steps[0], alone, steps[1]], Place.WEEK) == [steps[0], alone, steps[1]], "two are no flood"
    timed = [row(one, MONDAY, "Termin", time(9)) for _ in range(3)]
    assert folded(timed, Place.WEEK) == timed, "what has an hour stands alone"
    spread = [row(one, MONDAY + days * DAY) for days in range(3)]
    assert folded(spread, Place.WEEK) == spread
    assert len(folded(spread, Place.OVERDUE)) == 1, "once it is late the day matters little"
    late = [replace(one_, entry=replace(one_.entry, warned_on=(MONDAY,))) for one_ in spread]
    assert folded(late, Place.OVERDUE) == late, "a legal clock stands alone"


def test_folded_rows_can_be_done_one_by_one(app: Flask, kim: FlaskClient, world: Caseload) -> None:
    for number in range(4):
        plan(app, world, f"Aufgabe {number}", -number - 1)
    page = kim.get("/").text
    assert counts(page) == {"Überfällig": 4}
    assert page.count("day-row--fold") == 1
    assert len(re.findall(r"/appointments/[0-9a-f-]{36}/done", page)) == 4


def talk(app: Flask, people: list[factories.Person], days_ago: int) -> None:
    with app.app_context(), transaction():
        document(
            municipality_id=people[0].municipality.id,
            people=[db.session.get_one(Person, one.id) for one in people],
            held_on=today() - days_ago * DAY,
            minutes=20,
            contact_kind="OFFICE",
            topics=["KIT"],
        )


@pytest.fixture
def silent(app: Flask, world: Caseload) -> None:
    """Amir is a child and Sara grown up; both have cases of their own."""
    with app.app_context():
        for one in (world.amir, world.sara):
            factories.case(one, world.kim, date(2025, 1, 1))
        with transaction():
            person = db.session.get_one(Person, world.amir.id)
            change_person(person, {"birth_date": BirthDate(today().year - 8, 1, 1)})


@pytest.mark.usefixtures("silent")
def test_people_nobody_talked_to_are_listed_with_the_day_of_the_last_talk(
    app: Flask, kim: FlaskClient, world: Caseload
) -> None:
    assert "Ohne Gespräch seit 3 Monaten 3" in kim.get("/").text, "the case counts from its begin"
    talk(app, [world.layla], 10)
    assert "Ohne Gespräch seit 3 Monaten 1" in kim.get("/").text, "a child is talked to with the household"
    talk(app, [world.sara], 120)
    page = kim.get("/day/silent").text
    assert "Haddad, Sara" in page
    assert f"{today() - 120 * DAY:%d.%m.%Y}" in page
    assert "Haddad, Layla" not in page
    admin = app.test_client()
    with app.app_context():
        factories.sign_in(admin, factories.user(world.kim.municipality, Role.ADMINISTRATOR))
    (form,) = (one for one in shown_forms(admin.get("/day/talk-gap").text) if "months" in one.fields)
    assert admin.post("/day/talk-gap", data=form.filled() | {"months": ["25"]}).status_code == 422
    assert admin.post("/day/talk-gap", data=form.filled() | {"months": ["6"]}).status_code == 302
    assert "Ohne Gespräch seit 6 Monaten 0" in kim.get("/").text
