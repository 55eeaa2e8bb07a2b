"""Two people with the same record open: what both changed is kept, and where both changed the same, one chooses.

Walks every page with a form: one that shows a stored record carries its edition, or stands below with the reason.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from casework.access.roles import Role
from casework.database.moments import today
from tests import factories
from tests.access.addresses import address, rules
from tests.access.shown_forms import ShownForm, shown_forms
from tests.templates import Template, Templates
from tests.vault.filled_town import Filled, filled

SHOW_NO_STORED_RECORD = {
    "consents.revoke": "asks for a day that nobody has stated yet; a second time it is refused",
    "consents.revoke_release": "asks for a day that nobody has stated yet; a second time it is refused",
    "counselling.line": "begins a talk from one line of text",
    "intake.new": "takes in a new family",
    "accounts.own": "asks for passwords, which are never shown",
    "accounts.reset_password": "asks for a password, which is never shown",
    "accounts.sign_in": "the door",
    "accounts.substitutions": "begins empty: the next absence",
    "appointments.feed": "makes a new address each time; what was there before ends",
    "appointments.hand_over_cases": "begins empty: the next act, of what is in hand at that moment",
    "desk.block": "begins empty: new blocked places",
    "desk.mobility": "begins empty: the next statement",
    "documents.retract": "asks why, which nobody has said yet; a second time it is refused",
    "exchange.imports": "takes a file",
    "housing.absences": "begins empty: the next absence",
    "housing.arrived": "asks for a day that nobody has stated yet",
    "housing.clear": "begins empty: the next act, and the ledger refuses what contradicts",
    "housing.district_counts": "begins empty: the next number",
    "housing.leave": "begins empty: the next act, and the ledger refuses what contradicts",
    "housing.move": "begins empty: the next act, and the ledger refuses what contradicts",
    "people.compare": "a question with one answer, which is refused once it was given",
    "people.part": "a question with one answer, which is refused once it was given",
    "referrals.answer": "for people without an account; what was said before is not shown to them",
    "referrals.link": "makes a new link each time; the one before ends",
    "reports.appointment_slip": "prints what was typed and stores nothing",
    "reports.consent_form": "prints what was typed and stores nothing",
    "reports.release_form": "prints what was typed and stores nothing",
    "reports.referral_letter": "prints what is stored, with the code that was just made",
    "reports.referral_slip": "prints what was typed and stores nothing",
    "phrasebook.sheet": "confirms what it shows; a sentence that changed meanwhile is asked about anew",
    "plans.agree": "begins empty: the next version",
    "plans.phase": "begins empty: the next phase",
    "plans.reopen": "asks for a reason that nobody has stated yet; a second time it is refused",
    "plans.situation": "begins empty: the next ratings",
    "plans.close": "asks for an end that nobody has stated yet; a second one is refused",
    "plans.steps_of_goal": "begins empty: the next step",
    "plans.review": "begins empty: the next review",
    "referrals.ask": "begins empty: the next time somebody asks",
    "referrals.send": "shows what would go out now; what was shown before and is different now is shown again",
}
BEGINS_SOMETHING = "/new"
EARLIER = f"{today() - timedelta(days=3):%d.%m.%Y}"
LATER, LATEST, LAST = (f"{today() + timedelta(days=days):%d.%m.%Y}" for days in (20, 30, 40))


@dataclass(frozen=True)
class Changes:
    """What is typed into a form: by one, by the other elsewhere, and twice into the same field."""

    one: dict[str, str]
    other: dict[str, str]
    same: tuple[str, str, str]
    role: Role = Role.TEAM_LEAD
    query: str = ""
    never_shown_again: set[str] = field(default_factory=set)
    is_own: bool = False
    """Only one account opens it, so it does so in two browsers."""


CHANGES = {
    "accounts.edit_user": Changes(
        {"name": "Lou Neu"}, {"share_percent": "50"}, ("name", "Lou Eins", "Lou Zwei"), Role.ADMINISTRATOR
    ),
    "appointments.edit": Changes(
        {"place": "Rathaus, Zimmer 3"}, {"title": "Kita"}, ("note", "Erste Notiz", "Zweite Notiz")
    ),
    "consents.edit": Changes(
        {"valid_until": LATER}, {"interpreter_name": "Herr Muster"}, ("remark", "Kopie", "Urschrift")
    ),
    "consents.edit_release": Changes(
        {"valid_until": LATER}, {"released": "Praxis Beispiel"}, ("about", "die Impfung", "die Therapie")
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
    "documents.document": Changes(
        {"valid_until": LATER}, {"kind": "COURT_LETTER"}, ("remark", "Kopie", "Urschrift")
    ),
    "housing.correct": Changes(
        {"ends_on": LATER},
        {"place": "house"},
        ("ends_on", LATEST, LAST),
    ),
    "housing.correct_arrival": Changes({"persons": "7"}, {"remark": "zwei Kinder"}, ("persons", "8", "9")),
    "housing.edit_accommodation": Changes(
        {"operator": "Verein"}, {"street": "Gasse 1"}, ("operator", "Stadt", "Kreis")
    ),
    "housing.state_room": Changes(
        {"places": "5"}, {"area_m2": "21,5"}, ("places", "6", "7"), query="?room=N1"
    ),
    "organisation.fields": Changes({}, {}, ("asked", "", "")),
    "organisation.letterhead": Changes(
        {"phone": "0711 1"}, {"email": "amt@stadt.example"}, ("street", "Gasse 1", "Gasse 2")
    ),
    "partners.edit": Changes(
        {"phone": "0711 1"},
        {"opening_hours": "Mo 8:00–12:00"},
        ("remark", "Kurse am Morgen", "Kurse am Mittag"),
    ),
    "partners.edit_contact": Changes(
        {"phone": "0711 1"}, {"function": "Leitung"}, ("email", "a@sonne.example", "b@sonne.example")
    ),
    "partners.edit_offer": Changes(
        {"cost": "kostenlos"}, {"languages": "Arabisch"}, ("title", "Abendkurs", "Morgenkurs")
    ),
    "referrals.referral_state": Changes(
        {"state": "ACCEPTED"},
        {"remark": "war da"},
        ("feedback_due_on", LATER, LATEST),
        never_shown_again={"remark"},
    ),
    "referrals.correct_state": Changes(
        {"feedback_due_on": LATER}, {"remark": "war da"}, ("feedback_due_on", LATEST, LAST)
    ),
    "people.case": Changes({"ends_on": LATER}, {"case_manager_id": "bystander"}, ("ends_on", LATEST, LAST)),
    "people.edit": Changes(
        {"phone": "0711 1"}, {"email": "neu@haddad.example"}, ("phone", "0711 2", "0711 3")
    ),
    "phrasebook.wording": Changes({}, {}, ("wording", "Mon plan d’intégration", "Mon plan à moi")),
    "planning.correct_quota": Changes({"credit": "5"}, {"source": "Schreiben"}, ("credit", "6", "7")),
    "planning.correct_report": Changes({"persons": "5"}, {"source": "Kreis"}, ("persons", "6", "7")),
    "plans.edit_agreement": Changes(
        {"present": "die Schwester"}, {"interpreter": "FAMILY"}, ("reason", "will nicht", "später vielleicht")
    ),
    "plans.edit_rating": Changes({"level": "4"}, {"rated_on": EARLIER}, ("remark", "geht so", "geht gut")),
    "plans.edit_strength": Changes(
        {"text": "Spricht vier Sprachen"}, {"noted_on": EARLIER}, ("text", "Geduld", "Humor")
    ),
    "plans.edit_goal": Changes(
        {"due_on": LATER}, {"wording": "Deutsch sprechen"}, ("wording", "B1 schaffen", "B2 schaffen")
    ),
    "plans.correct_state": Changes(
        {"state_on": EARLIER}, {"why": "WISH_CHANGED"}, ("reason", "doch nicht", "doch noch")
    ),
    "plans.edit_review": Changes(
        {"next_on": LATER}, {"reviewed_on": EARLIER}, ("remark", "alles ruhig", "viel geschafft")
    ),
    "plans.edit_step": Changes(
        {"due_on": LATER}, {"what": "Kurs suchen"}, ("what", "Kurs am Morgen", "Kurs am Mittag")
    ),
    "plans.interval": Changes({}, {}, ("months", "3", "4")),
    "plans.goal_state": Changes(
        {"state": "ACHIEVED"},
        {"reason": "Prüfung bestanden"},
        ("state", "PARTIAL", "IN_PROGRESS"),
        never_shown_again={"reason"},
    ),
    "situation.correct": Changes(
        {"hours": "30"}, {"employer": "Café"}, ("occupation", "Koch im Café", "Bäcker")
    ),
    "releases.edit_view": Changes(
        {"name": "Anders"}, {"is_shared": "y"}, ("name", "Eins", "Zwei"), is_own=True
    ),
}


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
    for endpoint in sorted(CHANGES.keys() - {"desk.assign", "organisation.fields"}):
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
