"""A form takes only what it offered: ids of another town, typed into it by hand, are refused and change nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from casework.access.roles import Role
from casework.database.moments import today
from tests import factories, papers
from tests.access.addresses import address, rules
from tests.access.belongings import belongings
from tests.access.neighbours import two_towns
from tests.access.shown_forms import ShownForm, shown_forms
from tests.access.test_municipalities import leaks
from tests.access.two_towns import Town
from tests.templates import Template, Templates

TODAY = f"{today():%d.%m.%Y}"
FILLED_IN = {
    "accounts.substitutions": {
        "starts_on": TODAY,
        "ends_on": f"{today() + timedelta(days=2):%d.%m.%Y}",
    },
    "appointments.new": {"title": "Anmeldung", "planned_on": TODAY},
    "consents.new_release": {"released": "Praxis", "about": "Impfung"},
    "counselling.new": {"main_topic": "KIT", "contact_kind": "OFFICE", "held_on": TODAY},
    "documents.new": {"kind": "OTHER"},
    "housing.announce": {
        "expected_on": TODAY,
        "persons": "2",
        "stage": "VU",
        "source": "Landratsamt",
        "announced_on": TODAY,
    },
    "housing.activate_emergency": {"places": "1"},
    "desk.block": {"places": "1"},
    "desk.make": {"key_number": "12"},
    "housing.block": {"places": "1"},
    "housing.clear": {"leaves": "y"},
    "housing.correct": {"starts_on": "02.01.2025"},
    "housing.move": {"stage": "AU"},
    "intake.new": {"lines-0-given_names": "Neu", "on": TODAY},
    "referrals.refer": {"purpose": "Sprachkurs"},
    "planning.enter_report": {
        "stage": "AU",
        "persons": "2",
        "source": "Landratsamt",
        "reported_on": TODAY,
        "received_on": TODAY,
    },
}
"""What must be typed into a form so that it is accepted."""
BROUGHT = {"documents.new": "files"}
"""Forms that ask for a file."""
IDS_IN_FORMS = {
    ("accounts.substitutions", "substitute_id"),
    ("appointments.edit", "present"),
    ("appointments.new", "present"),
    ("consents.edit", "partner_id"),
    ("consents.new", "partner_id"),
    ("consents.new", "people"),
    ("consents.new_release", "partner_id"),
    ("consents.new_release", "people"),
    ("counselling.edit", "present"),
    ("counselling.new", "present"),
    ("housing.announce", "place"),
    ("housing.activate_emergency", "room_id"),
    ("desk.correct", "person_id"),
    ("documents.new", "people"),
    ("desk.make", "person_id"),
    ("housing.block", "room_id"),
    ("housing.clear", "people"),
    ("housing.correct", "place"),
    ("housing.leave", "people"),
    ("housing.move", "people"),
    ("housing.move", "place"),
    ("intake.new", "arrival"),
    ("intake.new", "case_manager_id"),
    ("referrals.refer", "partner_id"),
    ("planning.enter_report", "accommodation_id"),
    ("people.compare", "leading_id"),
    ("people.case", "case_manager_id"),
}
"""At least these forms send ids; a form that is new here is tried all the same."""
REFUSED = {404, 409, 422}
NOT_AT_ONCE = {
    "accounts.substitutions": "the first names of both lists do not go together",
    "appointments.hand_over_cases": "shows first what would pass over",
    "reports.consent_form": "answers with a paper",
    "reports.release_form": "answers with a paper",
}
"""Why a form that takes does not lead on; their own tests see them take."""


@dataclass(frozen=True)
class Page:
    """A page with a form that sends ids."""

    endpoint: str
    address: str
    form: ShownForm

    def body(self) -> dict[str, list[Any]]:
        """The form as a browser would send it."""
        typed = {name: [text] for name, text in FILLED_IN.get(self.endpoint, {}).items()}
        brought = {BROUGHT[self.endpoint]: [papers.brought()]} if self.endpoint in BROUGHT else {}
        return self.form.filled() | typed | brought

    def names_of_ids(self) -> list[str]:
        """The fields that offer or carry an id."""
        return [name for name, shown in self.form.fields.items() if shown.ids]


@pytest.fixture(scope="module")
def template(templates: Templates) -> Template:
    return templates.holding(two_towns)


@pytest.fixture
def ours(template: Template) -> Town:
    return template.holds.ours


@pytest.fixture
def theirs(template: Template) -> Town:
    return template.holds.theirs


def pages_that_send_ids(app: Flask, client: FlaskClient, town: Town) -> Iterator[Page]:
    """Every form of a town that offers or carries an id, found on its page."""
    for rule, method in rules(app):
        if method == "POST" and "GET" in (rule.methods or ()):
            place = address(app, rule, town.ids)
            shown = client.get(place)
            if shown.mimetype != "text/html":
                continue
            for form in shown_forms(shown.text):
                page = Page(rule.endpoint, place, form)
                if form.is_sent_to(place) and page.names_of_ids():
                    yield page


def test_ids_of_another_town_are_refused_in_every_form(app: Flask, ours: Town, theirs: Town) -> None:
    insider, stranger = app.test_client(), app.test_client()
    factories.sign_in(insider, ours.staff[Role.TEAM_LEAD])
    factories.sign_in(stranger, theirs.staff[Role.TEAM_LEAD])
    offered = {page.endpoint: page.body() for page in pages_that_send_ids(app, insider, ours)}
    before = belongings(app, ours.municipality.id)
    tried, wrong = set(), []
    for page in pages_that_send_ids(app, stranger, theirs):
        own = page.body()
        for name in page.names_of_ids():
            tried.add((page.endpoint, name))
            foreign = offered[page.endpoint][name]
            for values in (foreign, foreign + own[name]):
                answer = stranger.post(page.address, data=page.body() | {name: values})
                if answer.status_code not in REFUSED or leaks(answer):
                    wrong.append(f"{page.endpoint} takes {name}: {answer.status_code}, shows {leaks(answer)}")
    assert not wrong, "\n".join(wrong)
    assert belongings(app, ours.municipality.id) == before
    assert tried >= IDS_IN_FORMS


def test_the_same_forms_take_their_own(app: Flask, client: FlaskClient, theirs: Town) -> None:
    """Else the refusals above would prove nothing."""
    factories.sign_in(client, theirs.staff[Role.TEAM_LEAD])
    refused = [
        page.endpoint
        for page in pages_that_send_ids(app, client, theirs)
        if page.endpoint not in NOT_AT_ONCE and client.post(page.address, data=page.body()).status_code != 302
    ]
    assert not refused
