"""What runs for somebody, on their page and in the list: seen to in one step, for a household at once."""

import html
import re
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from casework.access.roles import Role
from casework.audit.models import TrailEntry
from casework.database.base import db
from casework.database.moments import today
from casework.database.transaction import transaction
from casework.people.models import Person
from casework.people.titles import state_title
from tests import factories

SOON = today() + timedelta(days=20)
ARRIVED = date(2025, 1, 1)


@dataclass(frozen=True)
class Family:
    """Layla and Amir, whose titles end on the same day, and a neighbour whose case nobody leads."""

    lead: factories.User
    kim: factories.User
    layla: factories.Person
    amir: factories.Person
    neighbour: factories.Person

    @property
    def page(self) -> str:
        return f"/people/{self.layla.id}"

    @property
    def tab(self) -> str:
        return f"{self.page}?tab=deadlines"


@pytest.fixture
def family(app: Flask) -> Family:
    with app.app_context():
        town = factories.municipality()
        lead, kim = factories.user(town), factories.user(town, Role.CASE_MANAGER)
        home = factories.household(town, "H1")
        layla, amir = (
            factories.person(town, "Haddad", given_names=name, household=home) for name in ("Layla", "Amir")
        )
        neighbour = factories.person(town, "Nachbar", given_names="Noor")
        for person in (layla, amir, neighbour):
            factories.stay(person, stage="AU", starts_on=ARRIVED)
        factories.case(layla, kim, ARRIVED)
        with transaction():
            for person in (layla, amir, neighbour):
                held = db.session.get_one(Person, person.id)
                state_title(held, "AE_25_5", starts_on=ARRIVED, ends_on=SOON)
        return Family(lead, kim, layla, amir, neighbour)


def words(client: FlaskClient, address: str) -> str:
    """The words of a page, without its tags."""
    answer = client.get(address, follow_redirects=True)
    assert answer.status_code == 200, answer.text
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.text.partition("<main")[2])).split())


def act(client: FlaskClient, page: str, name: str) -> str:
    """The address of an act of this kind on a page."""
    found = re.search(rf'action="([^"]*/deadlines/[^"/]+/{name}[^"]*)"', client.get(page).text)
    assert found, f"nothing to {name} on {page}"
    return html.unescape(found[1])


def test_a_card_says_what_ends_and_one_step_settles_it_for_the_household(
    client: FlaskClient, family: Family
) -> None:
    factories.sign_in(client, family.kim)
    card = words(client, family.page)
    assert f"läuft Aufenthaltstitel läuft ab: {SOON:%d.%m.%Y} noch 20 Tage · § 81 (4) AufenthG" in card
    assert f"{SOON:%d.%m.%Y} Frist: Aufenthaltstitel läuft ab" in card, "among the next dates, too"
    assert "alle 2 erledigt" in card
    done = client.post(act(client, family.page, "done"))
    told = client.get(done.location).text
    assert "für 2 Personen als erledigt festgehalten" in told
    undo = re.search(r'action="([^"]*/reopen\?[^"]*)"', told)
    assert undo
    for person in (family.layla, family.amir):
        page = words(client, f"/people/{person.id}")
        assert "Frist erledigt Aufenthaltstitel läuft ab" in page, "it stands in the course of the case"
        assert f"{SOON:%d.%m.%Y} Frist: Aufenthaltstitel" not in page
        assert f"{today():%d.%m.%Y}" in words(client, f"/people/{person.id}?tab=deadlines")
    assert client.post(html.unescape(undo[1])).status_code == 302
    for person in (family.layla, family.amir):
        assert "Frist erledigt" not in words(client, f"/people/{person.id}")


def test_a_deadline_is_seen_to_on_a_day_with_a_word_for_those_who_are_chosen(
    client: FlaskClient, family: Family
) -> None:
    factories.sign_in(client, family.kim)
    tab = words(client, family.tab)
    assert "§ 81 (4) AufenthG" in tab
    assert f"bis {SOON:%d.%m.%Y}" in tab, "why it runs"
    address = act(client, family.tab, "done").partition("/done")[0]
    form = words(client, address)
    assert "Layla Haddad" in form.partition("Für wen?")[2]
    assert "Amir Haddad" in form.partition("Für wen?")[2]
    assert (
        client.post(address, data={"confirmed_on": "01.01.2099", "people": [family.layla.id]}).status_code
        == 422
    )
    assert client.post(address, data={"confirmed_on": f"{today():%d.%m.%Y}"}).status_code == 422, "for nobody"
    yesterday = f"{today() - timedelta(days=1):%d.%m.%Y}"
    said = {"confirmed_on": yesterday, "people": [family.layla.id], "remark": "Antrag liegt vor."}
    assert client.post(address, data=said).status_code == 302
    tab = words(client, family.tab)
    assert f"{yesterday} Antrag liegt vor." in tab.partition("Erledigt")[2]
    assert "Antrag liegt vor." in words(client, family.page)
    assert "Aufenthaltstitel läuft ab" in words(client, f"/people/{family.amir.id}").partition("Verlauf")[0]
    assert client.post(address, data=said).status_code == 409, "said once already"
    assert client.post(act(client, family.tab, "reopen")).status_code == 302
    assert "Antrag liegt vor." not in words(client, family.tab)


def test_what_is_to_be_done_leads_to_the_form_that_settles_it(
    app: Flask, client: FlaskClient, family: Family
) -> None:
    factories.sign_in(client, family.kim)
    page = client.get(family.tab).text
    assert f'href="{family.page}/titles/new"' in page
    with app.app_context():
        minor = factories.person(
            family.layla.municipality, "Klein", birth_date=f"{SOON.day}.{SOON.month}.{SOON.year - 18}"
        )
        factories.stay(minor, stage="UMA", starts_on=ARRIVED)
        factories.case(minor, family.kim, ARRIVED)
    page = client.get(f"/people/{minor.id}?tab=deadlines").text
    found = re.search(r'href="([^"]*/move\?[^"]*stage=JV[^"]*)"', page)
    assert found
    form = client.get(html.unescape(found[1])).text
    assert re.search(r'<option selected value="JV"', form), "the form stands there as the law says"
    assert f'value="{SOON:%d.%m.%Y}"' in form


def test_the_end_of_counselling_leads_to_the_fourth_year_until_it_is_decided(
    client: FlaskClient, family: Family
) -> None:
    factories.sign_in(client, family.kim)
    extension = f"{family.page}/case/extension"
    page = client.get(family.tab).text
    assert f'href="{extension}">Beratung verlängern' in page
    assert ">Anschlussunterbringung ab 01.01.2025" in page, "the day once, in the words of why"
    said = {"extended_on": f"{today():%d.%m.%Y}", "reason": "Ausbildung beginnt"}
    assert client.post(extension, data=said).status_code == 302
    page = client.get(family.tab).text
    assert f'href="{extension}"' not in page
    assert f'href="{family.page}/case">Fall öffnen' in page
    assert "Anschlussunterbringung ab 01.01.2025, verlängert" in page
    assert "01.01.2028" not in page, "the end that holds no longer is no beginning"


def test_what_is_overdue_belongs_to_the_next_thirty_days(
    app: Flask, client: FlaskClient, family: Family
) -> None:
    with app.app_context(), transaction():
        held = db.session.get_one(Person, family.layla.id)
        state_title(held, "AE_25_5", starts_on=ARRIVED, ends_on=today() - timedelta(days=9))
    factories.sign_in(client, family.kim)
    found = words(client, "/deadlines?due=30&clock=TITLE_EXPIRY")
    assert f"{today() - timedelta(days=9):%d.%m.%Y} vor 9 Tagen" in found
    assert "überfällig" in found
    assert "Der letzte Tag ist vorbei" in found, "what the word means stands below"


def test_what_ended_while_it_ran_stands_among_what_is_past(
    app: Flask, client: FlaskClient, family: Family
) -> None:
    factories.sign_in(client, family.kim)
    client.post(act(client, family.page, "done"))
    with app.app_context(), transaction():
        held = db.session.get_one(Person, family.layla.id)
        state_title(held, "NE", starts_on=today())
    tab = words(client, family.tab)
    assert "Aufenthaltstitel läuft ab" in tab.partition("1 frühere Frist")[2]
    assert "Frist erledigt Aufenthaltstitel läuft ab" in words(client, family.page)


def test_the_list_has_a_row_per_household_and_clock_and_its_filters_stand_in_the_address(
    app: Flask, client: FlaskClient, family: Family
) -> None:
    factories.sign_in(client, family.kim)
    own = words(client, "/deadlines")
    assert own.count("Aufenthaltstitel läuft ab ") >= 1
    assert "Haddad (2 Personen)" in own
    assert "Nachbar" not in own, "nobody's case, and none of Kim's"
    client = app.test_client()
    factories.sign_in(client, family.lead)
    assert "Nachbar" in words(client, "/deadlines")
    without_lead = words(client, "/deadlines?lead=none")
    assert "Nachbar, Noor" in without_lead
    assert "Haddad" not in without_lead
    led = words(client, f"/deadlines?lead={family.kim.id}")
    assert "Haddad (2 Personen)" in led
    assert "Nachbar" not in led
    assert "Haddad" not in words(client, "/deadlines?due=overdue")
    assert "Haddad (2 Personen)" in words(client, "/deadlines?due=30&clock=TITLE_EXPIRY")
    assert "Keine Frist passt" in words(client, "/deadlines?clock=UMA_ADULT")
    with app.app_context():
        seen = db.session.scalars(db.select(TrailEntry.action)).all()
        assert seen.count("deadlines:list:opened") >= 6


def test_no_page_grows_with_the_people(app: Flask, client: FlaskClient, family: Family) -> None:
    with app.app_context():
        for number in range(51):
            person = factories.person(family.lead.municipality, f"Viele{number:02}")
            factories.stay(person, stage="UMA", starts_on=today())
    factories.sign_in(client, family.lead)
    page = client.get("/deadlines").text
    assert page.count("<tr") <= 51
    assert 'rel="next"' in page


def test_who_does_no_case_work_sees_none_of_it(app: Flask, client: FlaskClient, family: Family) -> None:
    with app.app_context():
        controller = factories.user(family.lead.municipality, Role.CONTROLLER)
    factories.sign_in(client, family.kim)
    address = act(client, family.page, "done")
    client = app.test_client()
    factories.sign_in(client, controller)
    assert client.get("/deadlines").status_code == 403
    assert client.post(address).status_code == 403
