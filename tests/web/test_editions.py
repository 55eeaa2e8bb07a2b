"""Two people with the same record open: what both changed is kept, and where both changed the same, one chooses.

Walks every page with a form: one that shows a stored record carries its edition, or stands below with the reason.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests import factories
from tests.access.addresses import address, rules
from tests.access.shown_forms import ShownForm, shown_forms
from tests.templates import Template, Templates
from tests.vault.filled_town import Filled, filled
from tests.web.edited_forms import BEGINS_SOMETHING, CHANGES, SHOW_NO_STORED_RECORD, Changes


@pytest.fixture(scope="module")
def template(templates: Templates) -> Template:
    return templates.holding(filled)


@pytest.fixture
def town(template: Template) -> Filled:
    return template.holds


@dataclass
class Desk:
    """Somebody at work, on one page."""

    client: FlaskClient
    address: str

    def open(self) -> ShownForm:
        """The form of the page as it is now."""
        page = self.client.get(self.address, follow_redirects=True).text
        return edited(page)

    def send(self, form: ShownForm, typed: Mapping[str, str]) -> int:
        """The form with something else typed into it."""
        return self.answer(form, typed).status_code

    def shows(self, name: str) -> str:
        """What stands in a field now."""
        return "".join(self.open().filled()[name]).replace("\r\n", "\n").strip()

    def answer(self, form: ShownForm, typed: Mapping[str, str]) -> TestResponse:
        return self.client.post(self.address, data=form.filled() | typed)


def edited(page: str) -> ShownForm:
    return next(form for form in shown_forms(page) if any(form.filled().get("edition", ())))


def two_at(app: Flask, town: Filled, place: str, changes: Changes) -> tuple[Desk, Desk]:
    with app.app_context():
        other = factories.user(town.municipality, changes.role, name="Kim Beispiel")
    found = []
    toni = town.staff[changes.role]
    for user in (toni if changes.is_own else other, toni):
        client = app.test_client()
        factories.sign_in(client, user)
        found.append(Desk(client, place + changes.query))
    return found[0], found[1]


def pages(app: Flask, town: Filled) -> Iterator[tuple[str, str]]:
    for rule, method in rules(app):
        if method == "POST" and "GET" in (rule.methods or ()):
            yield rule.endpoint, address(app, rule, town.ids)


def test_every_form_of_a_stored_record_carries_its_edition(app: Flask, town: Filled) -> None:
    wrong = []
    for endpoint, place in pages(app, town):
        begins = place.endswith(BEGINS_SOMETHING) and endpoint not in CHANGES
        if begins or endpoint in SHOW_NO_STORED_RECORD:
            continue
        changes = CHANGES.get(endpoint)
        if changes is None:
            wrong.append(f"{endpoint}: neither walked through nor among those that show no stored record")
            continue
        first, _second = two_at(app, town, place, changes)
        found = shown_forms(first.client.get(first.address, follow_redirects=True).text)
        if not any(any(form.filled().get("edition", ())) for form in found):
            wrong.append(f"{endpoint}: no form carries an edition")
    assert not wrong, "\n".join(wrong)


def test_both_are_kept_and_one_is_chosen(app: Flask, town: Filled) -> None:
    places = dict(pages(app, town))
    of_ticks = {"desk.assign", "organisation.fields", "organisation.worker_figures"}
    for endpoint in sorted(CHANGES.keys() - of_ticks):
        kim, toni = two_at(app, town, places[endpoint], CHANGES[endpoint])
        meant = {"bystander": str(town.bystander.id), "house": f"house:{town.house.id}"}
        changes = CHANGES[endpoint]
        other = {name: meant.get(text, text) for name, text in changes.other.items()}
        keep_both(endpoint, kim, toni, replace(changes, other=other))
        choose_one(endpoint, kim, toni, changes.same)


def keep_both(endpoint: str, kim: Desk, toni: Desk, changes: Changes) -> None:
    by_kim, by_toni = kim.open(), toni.open()
    assert kim.send(by_kim, changes.one) == 302, endpoint
    assert toni.send(by_toni, changes.other) == 302, f"{endpoint}: what differs goes together"
    for name, text in (changes.one | changes.other).items():
        if name not in changes.never_shown_again:
            assert toni.shows(name) == text, endpoint


def choose_one(endpoint: str, kim: Desk, toni: Desk, same: tuple[str, str, str]) -> None:
    name, first, second = same
    by_kim, by_toni = kim.open(), toni.open()
    assert kim.send(by_kim, {name: first}) == 302, endpoint
    asked = toni.answer(by_toni, {name: second})
    assert asked.status_code == 409, endpoint
    assert "Jemand anders hat inzwischen dasselbe geändert." in asked.text
    again = edited(asked.text)
    mine, theirs = again.fields[f"edition-{name}"].offered[:2]
    assert toni.send(again, {}) == 409, f"{endpoint}: nothing is saved until somebody has chosen"
    toni.send(again, {f"edition-{name}": theirs})
    assert kim.shows(name) == first, endpoint
    assert toni.send(again, {f"edition-{name}": mine}) == 302, endpoint
    assert kim.shows(name) == second, endpoint


def test_the_houses_of_an_account_count_as_one_field(app: Flask, town: Filled) -> None:
    with app.app_context():
        more = [str(factories.house(town.municipality, name).id) for name in ("Haus Ost", "Haus West")]
    place = dict(pages(app, town))["desk.assign"]
    kim, toni = two_at(app, town, place, CHANGES["desk.assign"])
    by_kim, by_toni = kim.open(), toni.open()
    assert kim.send(by_kim, {"houses": more[0]}) == 302
    asked = toni.answer(by_toni, {"houses": more[1]})
    assert asked.status_code == 409
    assert '<div class="editions__text" id="edition-houses-theirs-text">Haus Ost</div>' in asked.text
    again = edited(asked.text)
    assert toni.send(again, {"edition-houses": again.fields["edition-houses"].offered[0]}) == 302
    assert toni.shows("houses") == more[1]


def test_two_long_texts_become_one(app: Flask, town: Filled) -> None:
    place = dict(pages(app, town))["counselling.edit"]
    kim, toni = two_at(app, town, place, CHANGES["counselling.edit"])
    by_kim, by_toni = kim.open(), toni.open()
    assert kim.send(by_kim, {"content": "Von Kim.", "minutes": "45"}) == 302
    asked = toni.answer(by_toni, {"content": "Von Toni.", "next_step": "Anrufen"})
    assert "Gespeichert von Kim Beispiel, " in asked.text
    for text in ("Von Kim.", "Von Toni.", 'value="Anrufen"', 'value="45"'):
        assert text in asked.text, text
    again = edited(asked.text)
    both = again.fields["edition-content"].offered[2]
    done = toni.answer(again, {"edition-content": both, "edition-content-text": "Von Kim und Toni."})
    assert done.status_code == 302
    assert [toni.shows(name) for name in ("content", "minutes", "next_step")] == [
        "Von Kim und Toni.",
        "45",
        "Anrufen",
    ]


def test_what_was_kept_is_said_without_names(app: Flask, town: Filled) -> None:
    place = dict(pages(app, town))["people.edit"]
    kim, toni = two_at(app, town, place, CHANGES["people.edit"])
    by_kim, by_toni = kim.open(), toni.open()
    kim.send(by_kim, {"phone": "0711 1", "email": "neu@haddad.example"})
    assert toni.send(by_toni, {"given_names": "Laila"}) == 302
    told = toni.client.get(f"/people/{town.layla.id}").text
    assert "Jemand anders hat inzwischen „Telefon“, „E-Mail“ geändert; beides ist gespeichert." in told


def test_a_third_change_is_asked_about_anew(app: Flask, town: Filled) -> None:
    """A choice counts only between the two texts that were shown."""
    place = dict(pages(app, town))["people.edit"]
    kim, toni = two_at(app, town, place, CHANGES["people.edit"])
    by_kim, by_toni = kim.open(), toni.open()
    kim.send(by_kim, {"phone": "0711 1"})
    again = edited(toni.answer(by_toni, {"phone": "0711 2"}).text)
    mine = again.fields["edition-phone"].offered[0]
    kim.send(kim.open(), {"phone": "0711 3"})
    asked = toni.answer(again, {"edition-phone": mine})
    assert asked.status_code == 409
    assert "0711 3" in asked.text
    assert kim.shows("phone") == "0711 3"


@pytest.mark.parametrize("edition", ["", "x", "x" * 400])
def test_marks_that_somebody_tampered_with_lose_nothing(app: Flask, town: Filled, edition: str) -> None:
    place = dict(pages(app, town))["people.edit"]
    kim, _toni = two_at(app, town, place, CHANGES["people.edit"])
    assert kim.send(kim.open(), {"edition": edition, "phone": "0711 9"}) == 409
    assert kim.shows("phone") == "0761 1"
