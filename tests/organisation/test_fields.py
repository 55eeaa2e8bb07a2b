"""Fields switched off disappear from forms; what is stored in them stays and says so."""

from collections.abc import Iterable

from flask import Flask
from flask.testing import FlaskClient

from casework.access.roles import Role
from casework.audit.models import TrailEntry
from casework.database.base import db
from casework.organisation.fields import SWITCHABLE
from tests import factories
from tests.situation.conftest import Family, family, kim, lead
from tests.situation.test_views import address_of, edition_of, say, seen

__all__ = ["family", "kim", "lead"]


def ask(client: FlaskClient, without: Iterable[str]) -> None:
    """Untick these and save."""
    asked = [key for key in SWITCHABLE if key not in without]
    answer = client.post("/fields", data={"asked": asked, "edition": edition_of(client, "/fields")})
    assert answer.status_code == 302, answer.text


def test_a_kind_switched_off_is_no_longer_asked_and_what_is_stored_stays(
    lead: FlaskClient, kim: FlaskClient, family: Family
) -> None:
    say(kim, family.new("insurance"), insurance="STATUTORY", carrier="AOK")
    assert "/situation/insurance/new" in kim.get(family.tab).text
    ask(lead, ["situation.insurance"])
    page = kim.get(family.tab).text
    assert "/situation/insurance/new" not in page
    assert "gesetzlich versichert · AOK wird nicht mehr erfragt" in seen(kim, family.tab)
    assert kim.get(family.new("insurance")).status_code == 404
    address = address_of(kim, family.tab, "gesetzlich versichert · AOK")
    say(kim, address, insurance="STATUTORY", carrier="TK", edition=edition_of(kim, address))
    assert "gesetzlich versichert · TK" in seen(kim, family.tab)
    ask(lead, [])
    assert "/situation/insurance/new" in kim.get(family.tab).text


def test_a_detail_switched_off_stays_in_the_form_only_where_it_is_filled(
    lead: FlaskClient, kim: FlaskClient, family: Family
) -> None:
    say(kim, family.new("work"), state="MINI_JOB", employer="Café")
    ask(lead, ["situation.work.employer"])
    assert 'name="employer"' not in kim.get(family.new("work")).text
    say(kim, f"/people/{family.amir.id}/situation/work/new", state="SEEKING", employer="geschmuggelt")
    assert "geschmuggelt" not in seen(kim, f"/people/{family.amir.id}?tab=situation")
    form = kim.get(address_of(kim, family.tab, "Minijob · Café")).text
    assert 'value="Café"' in form
    assert "Wird nicht mehr erfragt; was gespeichert ist, bleibt." in form


def test_fields_of_the_person_can_be_switched_off_too(app: Flask, lead: FlaskClient, family: Family) -> None:
    with app.app_context():
        numbered = factories.person(family.town, "Tesfay", azr_number="AZR 7", email="t@example.org")
    ask(lead, ["person.azr_number", "person.email", "person.other_spellings", "person.bamf_file_number"])
    form = lead.get("/people/new").text
    assert 'name="azr_number"' not in form
    assert 'name="phone"' in form
    taken_in = lead.post("/people/new", data={"family_name": "Neumann", "azr_number": "AZR 9"})
    assert taken_in.status_code == 302
    kept = lead.get(f"/people/{numbered.id}/edit").text
    assert 'value="AZR 7"' in kept
    assert "Wird nicht mehr erfragt" in kept
    assert 'name="other_spellings"' not in kept


def test_whoever_saves_the_switches_second_sees_the_first(
    app: Flask, lead: FlaskClient, family: Family
) -> None:
    with app.app_context():
        administrator = factories.user(family.town, Role.ADMINISTRATOR)
    other = app.test_client()
    factories.sign_in(other, administrator)
    opened = edition_of(other, "/fields")
    ask(lead, ["situation.insurance"])
    late = other.post("/fields", data={"asked": sorted(SWITCHABLE)[1:], "edition": opened})
    assert late.status_code == 409
    assert "Jemand anders hat inzwischen dasselbe geändert." in late.text
    ask(other, [])
    with app.app_context():
        noted = [entry.action for entry in db.session.query(TrailEntry).order_by(TrailEntry.sequence)]
    assert noted.count("organisation:field:switched") == 2


def test_one_town_does_not_switch_for_another(app: Flask, lead: FlaskClient, family: Family) -> None:
    with app.app_context():
        elsewhere = factories.user(factories.municipality("Nebenan"))
    neighbour = app.test_client()
    factories.sign_in(neighbour, elsewhere)
    ask(lead, ["person.email"])
    assert 'name="email"' in neighbour.get("/people/new").text
