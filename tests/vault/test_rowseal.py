"""A row changed past Casework, or an old one put back, does not fit its seal."""

import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Float,
    Integer,
    LargeBinary,
    MetaData,
    Numeric,
    String,
    Table,
    Uuid,
    delete,
    event,
    func,
    insert,
    select,
    update,
)

from casework.access.roles import Role
from casework.accounts import operations as accounts
from casework.accounts.models import User
from casework.audit.models import TrailEntry
from casework.database.base import db
from casework.database.moments import Moment
from casework.database.transaction import transaction
from casework.people import operations as people
from casework.people.models import Household, Person
from casework.vault.models import RowSeal, SubjectKey
from casework.vault.rows import canonical
from casework.vault.rowseal import broken_ids, check_everything, row_sealed_kinds
from tests import factories

TAMPERED_ACCOUNT, TAMPERED_PERSON = "vault:account:changed-outside", "vault:person:changed-outside"


def past_casework(table: Any, row_id: uuid.UUID, **values: Any) -> None:
    """What somebody does who holds the database."""
    with db.engine.begin() as connection:
        connection.execute(update(table.__table__).where(table.__table__.c.id == row_id).values(**values))


def row_of(table: Any, row_id: uuid.UUID) -> dict[str, Any]:
    with db.engine.connect() as connection:
        found = connection.execute(select(table.__table__).where(table.__table__.c.id == row_id)).one()
        return found._asdict()


def put_back(table: Any, row: dict[str, Any]) -> None:
    past_casework(table, row["id"], **row)


def alarms(app: Flask, action: str) -> list[tuple[uuid.UUID | None, uuid.UUID | None]]:
    with app.app_context():
        rows = db.session.execute(
            select(TrailEntry.about_id, TrailEntry.municipality_id).where(TrailEntry.action == action)
        )
        return [(row.about_id, row.municipality_id) for row in rows]


def test_accounts_and_persons_are_sealed(app: Flask) -> None:
    with app.app_context():
        assert row_sealed_kinds() == [Person, User]


def test_every_way_of_writing_leaves_a_fitting_seal(app: Flask) -> None:
    with app.app_context():
        town = factories.municipality()
        lead = factories.user(town)
        layla = factories.person(town, "Haddad")
        with transaction():
            user = db.session.get_one(User, lead.id)
            accounts.change_user(user, name="Toni Neu", email=lead.email, role=Role.CASE_MANAGER)
        with transaction():
            person = db.session.get_one(Person, layla.id)
            people.change_person(person, {"phone": "1"})
            db.session.flush()
            people.change_person(
                person, {"phone": None, "family_name": "Anders"}, household=people.new_household(town.id, "H")
            )
        with transaction():
            db.session.get_one(Person, layla.id).household = db.session.scalars(
                select(Household).where(Household.mark_index.is_not(None))
            ).one()
        checked = check_everything()
        assert (checked.checked, checked.broken) == (2, [])


def test_the_seal_goes_with_its_row(app: Flask) -> None:
    with app.app_context():
        lead = factories.user(factories.municipality())
        with transaction():
            db.session.delete(db.session.get_one(User, lead.id))
        assert db.session.scalar(select(func.count()).select_from(RowSeal)) == 0


def test_a_row_deleted_past_casework_is_told(app: Flask) -> None:
    with app.app_context():
        lead = factories.user(factories.municipality())
        with db.engine.begin() as connection:
            connection.execute(delete(User.__table__))  # type: ignore[arg-type]
        assert check_everything().broken == [("user_account", lead.id)]


def test_thousands_are_sealed_in_bulk(app: Flask) -> None:
    with app.app_context():
        town = factories.municipality()
        asked: list[str] = []
        event.listen(db.engine, "before_cursor_execute", lambda *call: asked.append(call[2]))
        with transaction():
            for number in range(300):
                home = people.new_household(town.id)
                people.take_in(town.id, {"family_name": f"Person {number}"}, home, f"N-{number}")
        assert len([statement for statement in asked if "row_seal" in statement]) < 5
        assert check_everything().checked == 300


@pytest.mark.parametrize(
    "change",
    [
        {"role": Role.ADMINISTRATOR},
        {"is_active": False},
        {"password_hash": "$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$AAAA"},
        {"version": 7},
        {"email_index": b"x" * 16},
        {"name": None},
    ],
    ids=lambda change: next(iter(change)),
)
def test_any_column_changed_past_casework_breaks_the_seal(app: Flask, change: dict[str, Any]) -> None:
    with app.app_context():
        lead = factories.user(factories.municipality())
        past_casework(User, lead.id, **change)
        assert check_everything().broken == [("user_account", lead.id)]


def test_a_whole_old_row_put_back_is_noticed(app: Flask) -> None:
    with app.app_context():
        layla = factories.person(factories.municipality(), "Haddad")
        before = row_of(Person, layla.id)
        with transaction():
            people.change_person(db.session.get_one(Person, layla.id), {"phone": "0761 1"})
        put_back(Person, before)
        assert broken_ids(Person, [layla.id]) == {layla.id}


def test_a_change_does_not_mend_a_broken_seal(app: Flask) -> None:
    with app.app_context():
        layla = factories.person(factories.municipality(), "Haddad")
        past_casework(Person, layla.id, restricted=True)
        with transaction():
            people.change_person(db.session.get_one(Person, layla.id), {"phone": "0761 1"})
        assert broken_ids(Person, [layla.id]) == {layla.id}
        with transaction():
            people.accept(db.session.get_one(Person, layla.id))
        assert broken_ids(Person, [layla.id]) == set()


def test_without_its_key_a_persons_row_is_not_believed(app: Flask) -> None:
    with app.app_context():
        layla = factories.person(factories.municipality(), "Haddad")
        with db.engine.begin() as connection:
            connection.execute(delete(SubjectKey).where(SubjectKey.id == layla.id))
        db.session.remove()
        assert check_everything().broken == [("person", layla.id)]


def promoted(app: Flask, user: factories.User) -> None:
    with app.app_context():
        past_casework(User, user.id, role=Role.ADMINISTRATOR)


def test_who_made_themselves_administrator_is_not_let_in(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        town = factories.municipality()
        kim, admin = factories.user(town, Role.CASE_MANAGER), factories.user(town, Role.ADMINISTRATOR)
    promoted(app, kim)
    answer = client.post("/sign-in", data={"email": kim.email, "password": kim.password})
    assert answer.status_code == 422
    assert "außerhalb von Casework verändert" in answer.text
    assert client.get("/accounts").status_code == 302
    assert alarms(app, TAMPERED_ACCOUNT) == [(kim.id, town.id)]
    factories.sign_in(client, admin)
    assert "außerhalb verändert" in client.get("/accounts").text
    assert "Geprüft: So gilt es jetzt" in client.get(f"/accounts/{kim.id}").text
    assert client.post(f"/accounts/{kim.id}/accept").status_code == 302
    assert "außerhalb verändert" not in client.get("/accounts").text
    factories.sign_in(app.test_client(), kim)


def test_a_session_ends_with_the_row_it_stands_on(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        kim = factories.user(factories.municipality(), Role.CASE_MANAGER)
    factories.sign_in(client, kim)
    assert client.get("/").status_code == 200
    promoted(app, kim)
    answer = client.get("/accounts", follow_redirects=True)
    assert "außerhalb von Casework verändert" in answer.text
    assert alarms(app, TAMPERED_ACCOUNT)


def test_an_exchanged_password_opens_nothing_and_is_told(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        town = factories.municipality()
        kim, other = factories.user(town), factories.user(town, name="Sam", password="Ein anderer Satz 9")
        theirs = row_of(User, other.id)["password_hash"]
        past_casework(User, kim.id, password_hash=theirs)
    for password in (kim.password, other.password):
        assert client.post("/sign-in", data={"email": kim.email, "password": password}).status_code == 422
    assert alarms(app, TAMPERED_ACCOUNT)[:2] == [(kim.id, town.id)] * 2


def test_somebody_opened_again_past_casework_stays_out(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        kim = factories.user(factories.municipality(), Role.CASE_MANAGER)
        with transaction():
            accounts.deactivate(db.session.get_one(User, kim.id))
        past_casework(User, kim.id, is_active=True)
    answer = client.post("/sign-in", data={"email": kim.email, "password": kim.password})
    assert "außerhalb von Casework verändert" in answer.text


def test_the_page_of_a_person_warns(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        town = factories.municipality()
        lead, layla = factories.user(town), factories.person(town, "Haddad")
        past_casework(Person, layla.id, restricted=True)
    factories.sign_in(client, lead)
    page = client.get(f"/people/{layla.id}")
    assert page.status_code == 200
    assert "außerhalb von Casework verändert" in page.text
    assert alarms(app, TAMPERED_PERSON) == [(layla.id, town.id)]
    assert client.post(f"/people/{layla.id}/accept").status_code == 302
    assert "außerhalb von Casework" not in client.get(f"/people/{layla.id}").text


def test_the_command_line_tells_and_lets_in_again(app: Flask) -> None:
    runner = app.test_cli_runner()
    with app.app_context():
        kim = factories.user(factories.municipality(), Role.ADMINISTRATOR)
        factories.person(kim.municipality, "Haddad")
    whole = runner.invoke(args=["audit", "verify", "--json"])
    assert (whole.exit_code, whole.output.count("checked")) == (0, 1)
    assert "Alle Zeilensiegel passen: 2" in runner.invoke(args=["audit", "verify"]).output
    with app.app_context():
        past_casework(User, kim.id, role=Role.TEAM_LEAD)
    broken = runner.invoke(args=["audit", "verify", "--json"])
    assert broken.exit_code == 1
    assert f'"row": "{kim.id}"' in broken.output
    assert f"Konto {kim.id}" in runner.invoke(args=["audit", "verify"]).output
    assert runner.invoke(args=["audit", "accept-account", "niemand@haus.example"]).exit_code == 2
    assert runner.invoke(args=["audit", "accept-account", kim.email]).exit_code == 0
    assert runner.invoke(args=["audit", "verify"]).exit_code == 0


ALL_TYPES = Table(
    "all_types",
    MetaData(),
    Column("id", Uuid, primary_key=True),
    Column("share", Numeric(3, 2)),
    Column("area", Numeric(8, 2)),
    Column("role", String(40)),
    Column("at", Moment),
    Column("on", Date),
    Column("flag", Boolean),
    Column("count", Integer),
    Column("octets", LargeBinary),
)


@pytest.fixture
def all_types(app: Flask) -> Iterator[Table]:
    with app.app_context():
        ALL_TYPES.create(db.engine)
        yield ALL_TYPES


def test_a_row_is_the_same_before_and_after_the_database(all_types: Table) -> None:
    rows: list[dict[str, Any]] = [
        {
            "id": uuid.uuid4(),
            "share": Decimal("0.5"),
            "area": Decimal("28.50"),
            "role": Role.ADMINISTRATOR,
            "at": datetime(2025, 6, 30, 23, 59, 59, 7, timezone(timedelta(hours=2))),
            "on": date(2024, 2, 29),
            "flag": True,
            "count": 3,
            "octets": b"\x00\xff",
        },
        {"id": uuid.uuid4(), "at": datetime(2025, 1, 1, tzinfo=UTC), "share": 1, "flag": False, "role": "ä"},
    ]
    for row in rows:
        with db.engine.begin() as connection:
            connection.execute(insert(all_types), row)
            read = connection.execute(select(all_types).where(all_types.c.id == row["id"])).one()._asdict()
        assert canonical(all_types, read) == canonical(all_types, row)


def test_no_two_rows_look_alike() -> None:
    table = Table("t", MetaData(), Column("a", String(9)), Column("b", String(9)), Column("c", Float))
    looks = [{"a": "x"}, {"b": "x"}, {"a": "xb"}, {"a": "x", "b": ""}, {"a": "", "b": "x"}, {}]
    assert len({canonical(table, row) for row in looks}) == len(looks)
