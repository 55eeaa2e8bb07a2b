"""Two people with the same record open: what both changed is kept, and where both changed the same, one chooses.

Walks every page with a form: one that shows a stored record carries its edition, or stands below with the reason.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from casework.access.roles import Role
from casework.database.moments import today
from tests import factories
from tests.access.addresses import address, rules
from tests.access.shown_forms import ShownForm, shown_forms
from tests.vault.filled_town import Filled, filled

SHOW_NO_STORED_RECORD = {
    "accounts.own": "asks for passwords, which are never shown",
    "accounts.reset_password": "asks for a password, which is never shown",
    "accounts.sign_in": "the door",
    "desk.block": "begins empty: new blocked places",
    "desk.mobility": "begins empty: the next statement",
    "exchange.imports": "takes a file",
    "housing.absences": "begins empty: the next absence",
    "housing.arrived": "asks for a day that nobody has stated yet",
    "housing.clear": "begins empty: the next act, and the ledger refuses what contradicts",
    "housing.district_counts": "begins empty: the next number",
    "housing.leave": "begins empty: the next act, and the ledger refuses what contradicts",
    "housing.move": "begins empty: the next act, and the ledger refuses what contradicts",
    "people.compare": "a question with one answer, which is refused once it was given",
    "people.part": "a question with one answer, which is refused once it was given",
    "plans.close": "asks for an end that nobody has stated yet; a second one is refused",
    "plans.review": "begins empty: the next review",
}
BEGINS_SOMETHING = "/new"
LATER, LATEST = (f"{today() + timedelta(days=days):%d.%m.%Y}" for days in (20, 30))


@dataclass(frozen=True)
class Changes:
    """What is typed into a form: by one, by the other elsewhere, and twice into the same field."""

    one: dict[str, str]
    other: dict[str, str]
    same: tuple[str, str, str]
    role: Role = Role.TEAM_LEAD
    query: str = ""
    never_shown_again: set[str] = field(default_factory=set)


CHANGES = {
    "accounts.edit_user": Changes(
        {"name": "Lou Neu"}, {"share_percent": "50"}, ("name", "Lou Eins", "Lou Zwei"), Role.ADMINISTRATOR
    ),
    "counselling.edit": Changes(
        {"next_step": "Anrufen"},
        {"content": "Etwas anderes.\n\nUnd mehr."},
        ("content", "Erster Text.", "Zweiter Text."),
    ),
    "desk.assign": Changes({}, {}, ("houses", "", ""), Role.ADMINISTRATOR),
    "desk.correct": Changes(
        {"key_number": "18"}, {"returned_on": f"{today():%d.%m.%Y}"}, ("key_number", "19", "20")
    ),
    "housing.correct": Changes(
        {"ends_on": LATER},
        {"place": "", "form": "PRIVATE", "district": "Ost"},
        ("ends_on", LATER, LATEST),
    ),
    "housing.correct_arrival": Changes({"persons": "7"}, {"remark": "zwei Kinder"}, ("persons", "8", "9")),
    "housing.edit_accommodation": Changes(
        {"operator": "Verein"}, {"street": "Gasse 1"}, ("operator", "Stadt", "Kreis")
    ),
    "housing.state_room": Changes(
        {"places": "5"}, {"area_m2": "21,5"}, ("places", "6", "7"), query="?room=N1"
    ),
    "partners.edit": Changes(
        {"phone": "0711 1"},
        {"offers": "Kurse am Abend"},
        ("offers", "Kurse am Morgen", "Kurse am Mittag"),
    ),
    "partners.referral_state": Changes(
        {"state": "CONTACT"},
        {"remark": "war da"},
        ("feedback_due_on", LATER, LATEST),
        never_shown_again={"remark"},
    ),
    "people.case": Changes({"ends_on": LATER}, {"case_manager_id": "bystander"}, ("ends_on", LATER, LATEST)),
    "people.edit": Changes({"phone": "0711 1"}, {"email": "neu@haddad.example"}, ("phone", "0711 2", "0711 3")),
    "planning.correct_quota": Changes({"credit": "5"}, {"source": "Schreiben"}, ("credit", "6", "7")),
    "planning.correct_report": Changes({"persons": "5"}, {"source": "Kreis"}, ("persons", "6", "7")),
    "plans.edit_goal": Changes(
        {"due_on": LATER}, {"wording": "Deutsch sprechen"}, ("wording", "B1 schaffen", "B2 schaffen")
    ),
    "plans.goal_state": Changes(
        {"state": "ACHIEVED"},
        {"reason": "Prüfung bestanden"},
        ("state", "PAUSED", "ABANDONED"),
        never_shown_again={"reason"},
    ),
    "releases.edit_view": Changes({"name": "Anders"}, {"is_shared": ""}, ("name", "Eins", "Zwei")),
}


@pytest.fixture
def town(app: Flask) -> Filled:
    return filled(app)


@dataclass
class Desk:
    """Somebody at work, on one page."""

    client: FlaskClient
    address: str

    def open(self) -> ShownForm:
        """The form of the page as it is now."""
        page = self.client.get(self.address, follow_redirects=True).text
        return edited(page)

    def send(self, form: ShownForm, **typed: str):
        """The form with something else typed into it."""
        return self.client.post(self.address, data=form.filled() | typed)


def edited(page: str) -> ShownForm:
    return next(form for form in shown_forms(page) if any(form.filled().get("edition", ())))


def two_at(app: Flask, town: Filled, place: str, changes: Changes) -> tuple[Desk, Desk]:
    with app.app_context():
        other = factories.user(town.municipality, changes.role, name="Kim Beispiel")
    found = []
    for user in (other, town.staff[changes.role]):
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


@pytest.mark.parametrize("endpoint", sorted(CHANGES.keys() - {"desk.assign"}))
def test_both_are_kept_and_one_is_chosen(app: Flask, town: Filled, endpoint: str) -> None:
    changes, place = CHANGES[endpoint], dict(pages(app, town))[endpoint]
    kim, toni = two_at(app, town, place, changes)
    other = {
        name: str(town.bystander.id) if text == "bystander" else text for name, text in changes.other.items()
    }

    by_kim, by_toni = kim.open(), toni.open()
    assert kim.send(by_kim, **changes.one).status_code == 302
    assert toni.send(by_toni, **other).status_code == 302, "what differs goes together"
    shown = {
        name: values[0].replace("\r\n", "\n") if values else "" for name, values in toni.open().filled().items()
    }
    for name, text in (changes.one | other).items():
        if name not in changes.never_shown_again:
            assert shown[name] == text, (name, shown[name])

    name, first, second = changes.same
    by_kim, by_toni = kim.open(), toni.open()
    assert kim.send(by_kim, **{name: first}).status_code == 302
    asked = toni.send(by_toni, **{name: second})
    assert asked.status_code == 409
    assert "Jemand anders hat inzwischen dasselbe geändert." in asked.text
    again = edited(asked.text)
    choices = again.fields[f"edition-{name}"].offered
    assert toni.send(again).status_code == 409, "nothing is saved until somebody has chosen"
    mine, theirs = choices[:2]
    assert toni.client.post(toni.address, data=again.filled() | {f"edition-{name}": theirs}).status_code in {302, 422}
    assert kim.open().filled()[name] == [first]
    assert toni.client.post(toni.address, data=again.filled() | {f"edition-{name}": mine}).status_code == 302
    assert kim.open().filled()[name] == [second]
