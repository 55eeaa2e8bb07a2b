"""That somebody is protected: who may know, what follows, and that it never ends by itself."""

import re
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from casework.access.roles import Role
from casework.database.base import db
from casework.database.moments import now, today
from casework.database.transaction import transaction
from casework.people.merging import merge, undo_merge
from casework.people.models import Person
from casework.privacy.protecting import protect
from casework.privacy.protections import protections_in, protections_of, protections_under
from tests import factories
from tests.vault.stored_values import flipped, overwrite, stored

SINCE = date(2025, 10, 12)
BLOCK = {"kind": "AUSKUNFTSSPERRE", "starts_on": "12.10.2025", "authority": "Meldebehörde"}
TELLING = ("Auskunftssperre", "Sperrvermerk", "Gewaltschutz", "Zeugenschutz", "Geschützt", "Meldebehörde")


class World:
    """Layla, whose case Kim leads, with her husband Amir in one household; Lou leads other cases."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        with app.app_context():
            town = factories.municipality()
            self.staff = {role: factories.user(town, role) for role in Role}
            self.kim = self.staff[Role.CASE_MANAGER]
            self.lou = factories.user(town, Role.CASE_MANAGER, name="Lou Anders")
            home = factories.household(town, "HH-7")
            self.layla = factories.person(town, "Haddad", given_names="Layla", household=home)
            self.amir = factories.person(town, "Haddad", given_names="Amir", household=home)
            self.twin = factories.person(town, "Hadad", given_names="Leila")
            factories.case(self.layla, self.kim, date(2025, 1, 1))
            factories.case(self.twin, self.lou, date(2025, 1, 1))
        self.town = town
        self.page = f"/people/{self.layla.id}"

    def client(self, user: factories.User) -> FlaskClient:
        client = self.app.test_client()
        factories.sign_in(client, user)
        return client

    def restricted(self, who: factories.Person) -> bool:
        with self.app.app_context():
            return db.session.get_one(Person, who.id).restricted

    def stated(self) -> list[tuple[str, date, date | None]]:
        with self.app.app_context():
            rows = protections_of(db.session.get_one(Person, self.layla.id))
            return [(row.kind, row.starts_on, row.ends_on) for row in rows]

    def address(self, kind: str = "AUSKUNFTSSPERRE") -> str:
        with self.app.app_context():
            rows = protections_of(db.session.get_one(Person, self.layla.id))
            return f"{self.page}/protections/{next(row.protection_id for row in rows if row.kind == kind)}"


@pytest.fixture
def world(app: Flask) -> World:
    return World(app)


@pytest.fixture
def kim(world: World) -> FlaskClient:
    return world.client(world.kim)


def state(world: World, client: FlaskClient, **said: str) -> int:
    return client.post(f"{world.page}/protections/new", data=BLOCK | said).status_code


def suggested(client: FlaskClient) -> str:
    return client.get("/people/suggestions?q=haddad").text


def test_whoever_is_protected_is_not_suggested_and_the_page_says_so(world: World, kim: FlaskClient) -> None:
    assert "Layla" in suggested(kim)
    assert "Geschützt" not in kim.get(world.page).text
    assert state(world, kim) == 302
    assert world.restricted(world.layla)
    assert not world.restricted(world.amir)
    page = kim.get(world.page).text
    assert "Geschützt: keine Auskunft über diese Person" in page
    assert "Auskunftssperre, § 51 BMG" in page
    assert "Meldebehörde" in kim.get(f"{world.page}?tab=protection").text
    assert "Layla" not in suggested(kim)
    assert "Haddad, Layla" in kim.get("/people?q=haddad").text


def test_nobody_else_learns_of_it(world: World, kim: FlaskClient) -> None:
    assert state(world, kim, remark="Gefahr durch den Bruder") == 302
    kim.get(f"{world.page}?tab=protection")
    edit = world.address()
    kim.get(edit)
    assert not any(word in kim.get(f"/people/{world.amir.id}").text for word in TELLING)
    assert not any(word in kim.get("/people").text for word in TELLING)
    assert world.client(world.lou).get(edit).status_code == 404
    others = [world.staff[role] for role in (Role.CONTROLLER, Role.ADMINISTRATOR, Role.HOUSE_DESK)]
    for client in map(world.client, others):
        for place in (f"{world.page}/protections/new", edit, f"{edit}/retract"):
            assert client.get(place).status_code == 403
        assert client.post(f"{world.page}/protections/lift").status_code == 403
    trail = world.client(world.staff[Role.ADMINISTRATOR]).get("/trail").text
    assert "Angabe zu engeren Rechten festgehalten" in trail
    assert "Angaben zu engeren Rechten angesehen" in trail
    assert not any(word.casefold() in trail.casefold() for word in (*TELLING, "Protection"))


def test_a_team_lead_sees_it_and_another_town_does_not(world: World, kim: FlaskClient) -> None:
    assert state(world, kim) == 302
    assert "Auskunftssperre" in world.client(world.staff[Role.TEAM_LEAD]).get(world.page).text
    with world.app.app_context():
        stranger = factories.user(factories.municipality("Anderswo"))
    assert world.client(stranger).get(world.address()).status_code == 404


def test_neither_the_kind_nor_the_day_lies_in_clear(world: World, kim: FlaskClient) -> None:
    assert state(world, kim) == 302
    with world.app.app_context():
        (row,) = db.session.execute(text("SELECT * FROM protection")).all()
    lying = b"|".join(value if isinstance(value, bytes) else str(value).encode() for value in row)
    for word in (b"AUSKUNFT", b"2025-10-12", "Meldebehörde".encode()):
        assert word not in lying


def test_corrections_are_versions_that_say_who(world: World, kim: FlaskClient) -> None:
    assert state(world, kim) == 302
    said = BLOCK | {"starts_on": "13.10.2025", "authority": "Polizei"}
    assert kim.post(world.address(), data=said).status_code == 302
    assert world.stated() == [("AUSKUNFTSSPERRE", date(2025, 10, 13), None)]
    history = kim.get(f"/history/restriction/{world.address().rpartition('/')[2]}").text
    for words in ("12.10.2025", "13.10.2025", "Meldebehörde", "Polizei", world.kim.name):
        assert words in history
    with world.app.app_context():
        before = protections_in(world.town.id, now() - timedelta(days=1))
        assert (before, list(protections_in(world.town.id))) == ({}, [world.layla.id])


def test_the_end_proposes_to_lift_and_never_lifts(world: World, kim: FlaskClient) -> None:
    assert state(world, kim) == 302
    lift = f"{world.page}/protections/lift"
    assert kim.post(lift).status_code == 422
    assert (
        kim.post(
            world.address(), data=BLOCK | {"last_on": f"{today() - timedelta(days=1):%d.%m.%Y}"}
        ).status_code
        == 302
    )
    assert world.restricted(world.layla)
    page = kim.get(world.page).text
    assert "Engere Rechte gelten noch" in page
    assert lift in page
    assert "Layla" not in suggested(kim)
    assert kim.post(lift).status_code == 302
    assert not world.restricted(world.layla)
    assert "Layla" in suggested(kim)
    assert "Engere Rechte gelten noch" not in kim.get(world.page).text
    assert kim.post(lift).status_code == 409


def test_taking_back_needs_a_reason_and_keeps_the_narrower_rights(world: World, kim: FlaskClient) -> None:
    assert state(world, kim) == 302
    place = world.address()
    assert kim.post(f"{place}/retract", data={"reason": " "}).status_code == 422
    assert kim.post(f"{place}/retract", data={"reason": "verwechselt"}).status_code == 302
    assert (world.stated(), world.restricted(world.layla)) == ([], True)
    assert "Engere Rechte gelten noch" in kim.get(world.page).text
    assert kim.get(place).status_code == 409
    assert "verwechselt" in kim.get(f"/history/restriction/{place.rpartition('/')[2]}").text


def test_one_of_a_kind_at_a_time(world: World, kim: FlaskClient) -> None:
    assert state(world, kim) == 302
    assert state(world, kim, starts_on="12.10.2027") == 302
    assert state(world, kim, kind="GEWALTSCHUTZ") == 302
    renewed = date(2027, 10, 12)
    assert sorted(world.stated()) == [
        ("AUSKUNFTSSPERRE", SINCE, renewed),
        ("AUSKUNFTSSPERRE", renewed, None),
        ("GEWALTSCHUTZ", SINCE, None),
    ]
    assert state(world, kim, starts_on="01.01.2026", last_on="31.01.2026") == 422
    assert state(world, kim, kind="ZEUGENSCHUTZ", last_on="11.10.2025") == 422
    assert state(world, kim, kind="UNSINN") == 422


def test_it_holds_until_the_last_day_that_the_authority_names(world: World, kim: FlaskClient) -> None:
    assert state(world, kim, last_on="12.01.2027") == 302
    assert world.stated() == [("AUSKUNFTSSPERRE", SINCE, date(2027, 1, 13))]
    pages = (world.page, f"{world.page}?tab=protection", world.address(), f"{world.page}?tab=deadlines")
    for address in (*pages, f"/history/restriction/{world.address().rpartition('/')[2]}"):
        page = kim.get(address).text
        assert re.search(r"12\.01\.2027|2027-01-12", page), address
        assert not re.search(r"1[13]\.01\.2027|2027-01-1[13]", page), address


def test_what_is_long_over_narrows_nothing(world: World, kim: FlaskClient) -> None:
    assert state(world, kim, last_on="31.10.2025") == 302
    assert (len(world.stated()), world.restricted(world.layla)) == (1, False)


def test_records_put_together_are_protected_together(world: World, kim: FlaskClient) -> None:
    with world.app.app_context(), transaction():
        layla, twin = (db.session.get_one(Person, one.id) for one in (world.layla, world.twin))
        protect(twin, {"kind": "GEWALTSCHUTZ", "starts_on": SINCE})
        db.session.flush()
        merge(twin, layla)
    assert world.restricted(world.layla)
    assert [kind for kind, *_days in world.stated()] == ["GEWALTSCHUTZ"]
    assert "Gewaltschutz" in kim.get(world.page).text
    with world.app.app_context():
        assert list(protections_in(world.town.id)) == [world.layla.id]
        with transaction():
            undo_merge(db.session.get_one(Person, world.twin.id))
    assert (world.restricted(world.layla), world.restricted(world.twin)) == (True, True)
    assert "Engere Rechte gelten noch" in kim.get(world.page).text


@pytest.mark.parametrize("column", ["kind", "starts_on", "ends_on", "retracted_because"])
def test_what_does_not_open_protects_on(world: World, kim: FlaskClient, column: str) -> None:
    assert state(world, kim, last_on="12.10.2099") == 302
    if column == "retracted_because":
        kim.post(f"{world.address()}/retract", data={"reason": "verwechselt"})
    with world.app.app_context():
        overwrite("protection", column, flipped(stored("protection", column)))
    page = kim.get(world.page).text
    assert "Geschützt: keine Auskunft über diese Person" in page
    assert ("nicht lesbar" in page) == (column != "retracted_because")
    with world.app.app_context():
        (row,) = protections_under([world.layla.id])
        assert row.has_days == (not column.endswith("_on"))
    assert kim.get(f"{world.page}?tab=protection").status_code == 200
