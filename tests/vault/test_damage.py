"""One value that does not open takes no page down: the rest is shown, and the trail has an alarm."""

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import delete, select, update

from casework.access.roles import Role
from casework.app import create_app
from casework.audit.models import TrailEntry, TrailHead
from casework.database.base import db
from casework.database.moments import now, today
from casework.people.register import _indexes
from casework.statistics.answers import answer
from casework.statistics.question import Question
from casework.vault.models import SubjectKey
from casework.vault.unreadable import NOT_READABLE
from config import Config
from reports import render
from reports.jour_fixe import report_of
from reports.persons import Edition
from tests import factories
from tests.access.addresses import address, rules
from tests.vault.filled_town import Filled, filled, flipped, overwrite, sealed_columns, stored

SHOWN_NOWHERE = {
    ("document", "settled"),
    ("document_file", "fingerprint"),
    ("document_file", "thumbnail"),
    ("document_piece", "content"),
    ("dwelling_episode", "reason"),
    ("residence_title", "remark"),
    ("stage_episode", "reason"),
    ("trail_entry", "detail"),
    ("uploaded_list", "content"),
}
"""Columns whose value no page shows as it stands."""
PERIOD = {"on": today().isoformat(), "from": date(2025, 1, 1).isoformat()}
FURTHER = ("/?", "/people?q=haddad", "/people?q=lesbar", "/occupancy/people?on={on}&stage=VU")
ABOUT_NOBODY = {
    *(
        "accounts.sign_in",
        "accounts.new_user",
        "exchange.template",
        "privacy.inventory",
        "privacy.inventory_file",
    ),
    *("housing.new_accommodation", "housing.edit_accommodation", "housing.block", "housing.state_room"),
    *("partners.directory", "partners.edit", "partners.new", "people.new"),
}
"""Pages on which nothing sealed stands."""
TABS = ("talks", "documents", "plan", "referrals", "stays", "house")
INTERNAL_ERROR = 500

pytestmark = pytest.mark.engine_independent


@pytest.fixture
def town(app: Flask) -> Filled:
    return filled(app)


@pytest.fixture
def fresh(config: Config) -> Iterator[Flask]:
    """The same installation after a restart: nothing is known that was read before."""
    app = create_app(config)
    app.testing = True
    app.config["WTF_CSRF_ENABLED"] = False
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def pages(app: Flask, town: Filled) -> Iterator[str]:
    """Every page of the town and every tab of a person, and the lists as they are searched."""
    for rule, method in rules(app):
        if method == "GET" and not rule.endpoint.endswith("_pdf") and rule.endpoint not in ABOUT_NOBODY:
            place = address(app, rule, town.ids)
            yield f"{place}?on={PERIOD['on']}&from={PERIOD['from']}"
    for tab in TABS:
        yield f"/people/{town.layla.id}?tab={tab}"
    for place in FURTHER:
        yield place.format(**PERIOD)
    yield f"/people/{town.single.id}"


def opened(app: Flask, town: Filled, roles: tuple[Role, ...] = tuple(Role)) -> Iterator[tuple[str, int, str]]:
    """All pages as the team lead opens them, and what others do first."""
    own = {
        Role.CASE_MANAGER: ["/", f"/people/{town.layla.id}"],
        Role.TEAM_LEAD: pages(app, town),
        Role.CONTROLLER: ["/", "/cross", "/answers"],
        Role.HOUSE_DESK: ["/", f"/accommodations/{town.house.id}/desk"],
        Role.ADMINISTRATOR: ["/", "/accounts", f"/accounts/{town.bystander.id}", "/trail", "/occupancy"],
    }
    for user in (town.staff[role] for role in roles):
        client = app.test_client()
        factories.sign_in(client, user)
        for place in own[user.role]:
            seen = client.get(place)
            yield f"{user.role} {place}", seen.status_code, seen.text


def alarms(app: Flask, after: int = 0) -> list[dict[str, object]]:
    with app.app_context():
        entries = db.session.scalars(
            select(TrailEntry).where(
                TrailEntry.action == "vault:field:unreadable", TrailEntry.sequence > after
            )
        )
        return [{"about": entry.about_id, "town": entry.municipality_id, **entry.detail} for entry in entries]


def last_entry(app: Flask) -> int:
    with app.app_context():
        return db.session.get_one(TrailHead, 1).sequence


def lines_out(app: Flask, town: Filled) -> Iterator[str]:
    """What the command line and the reports say."""
    for command in (
        ["figures", "--on", PERIOD["on"], "--from", PERIOD["from"], "--json"],
        ["search", "haddad"],
    ):
        result = app.test_cli_runner().invoke(args=command)
        assert result.exit_code == 0, result.output
        yield result.output
    with app.app_context():
        asked = Question(town.municipality.id, town.municipality.name, today(), now(), date(2025, 1, 1))
        for edition in Edition:
            yield report_of(asked, edition).html()
        db.session.remove()


def test_every_sealed_column_may_be_damaged(app: Flask, town: Filled) -> None:
    with app.app_context():
        columns = sealed_columns()
    wrong = []
    for table, column in columns:
        only = town.bystander.id if table == "user_account" else None
        with app.app_context():
            whole = stored(table, column, only)
            assert whole, f"nothing stands in {table}.{column}; please fill it in tests/vault/filled_town.py"
            overwrite(table, column, flipped(whole))
            before = last_entry(app)
        _indexes.clear()  # as after a restart: what was read before is forgotten
        seen = list(opened(app, town))
        wrong += [
            f"{table}.{column}: {status} {place}" for place, status, _text in seen if status >= INTERNAL_ERROR
        ]
        texts = [text for _place, _status, text in seen] + list(lines_out(app, town))
        if (table, column) not in SHOWN_NOWHERE and not any(NOT_READABLE in text for text in texts):
            wrong.append(f"{table}.{column}: nobody is told")
        told = [
            alarm for alarm in alarms(app, before) if (alarm["table"], alarm["column"]) == (table, column)
        ]
        if (table, column) not in SHOWN_NOWHERE and not told:
            wrong.append(f"{table}.{column}: no alarm")
        with app.app_context():
            overwrite(table, column, whole.items())
    assert not wrong, "\n".join(wrong)


def test_every_sealed_column_may_be_emptied(app: Flask, town: Filled) -> None:
    """What must be there and was taken away past Casework is damage like any other; all columns of a table at once."""
    with app.app_context():
        columns = [place for place in sealed_columns() if place[0] != "trail_entry"]
    wrong = []
    for table in sorted({table for table, _column in columns}):
        only = town.bystander.id if table == "user_account" else None
        with app.app_context():
            whole = {column: stored(table, column, only) for name, column in columns if name == table}
            for column, values in whole.items():
                overwrite(table, column, ((row_id, None) for row_id in values))
        _indexes.clear()
        seen = opened(app, town, roles=(Role.TEAM_LEAD,))
        wrong += [f"{table}: {status} {place}" for place, status, _text in seen if status >= INTERNAL_ERROR]
        with app.app_context():
            for column, values in whole.items():
                overwrite(table, column, values.items())
    assert not wrong, "\n".join(wrong)


def test_the_report_is_printed_whatever_is_damaged(app: Flask, fresh: Flask, town: Filled) -> None:
    with app.app_context():
        for table, column in sealed_columns():
            if table != "user_account":
                overwrite(table, column, flipped(stored(table, column)))
    with fresh.app_context():
        asked = Question(town.municipality.id, town.municipality.name, today(), now(), date(2025, 1, 1))
        assert render.pdf(report_of(asked, Edition.INTERNAL).html()).startswith(b"%PDF")
        figures = answer(asked)
        assert figures["stock"]["total"] == 3, "two by name, one reported"
        assert set(figures["demography"]["by_sex"].values()) == {0, 3}
        db.session.remove()


def test_the_values_of_two_people_swapped_are_both_refused(app: Flask, fresh: Flask, town: Filled) -> None:
    with app.app_context():
        names = stored("person", "family_name")
        pair = [town.layla.id, town.single.id]
        overwrite("person", "family_name", [(pair[0], names[pair[1]]), (pair[1], names[pair[0]])])
    client = fresh.test_client()
    factories.sign_in(client, town.staff[Role.TEAM_LEAD])
    for person_id in pair:
        page = client.get(f"/people/{person_id}")
        assert page.status_code == 200
        assert NOT_READABLE in page.text
    assert {alarm["about"] for alarm in alarms(fresh)} == set(pair)
    assert {alarm["town"] for alarm in alarms(fresh)} == {town.municipality.id}


@pytest.mark.parametrize("how", ["gone", "damaged"])
def test_a_lost_key_takes_no_page_down(app: Flask, fresh: Flask, town: Filled, how: str) -> None:
    with app.app_context(), db.engine.begin() as connection:
        whose = SubjectKey.id == town.layla.id
        if how == "gone":
            connection.execute(delete(SubjectKey).where(whose))
        else:
            connection.execute(update(SubjectKey).where(whose).values(wrapped=bytes(60)))
    wrong = [f"{status} {place}" for place, status, _text in opened(fresh, town) if status >= INTERNAL_ERROR]
    assert not wrong, "\n".join(wrong)
    list(lines_out(fresh, town))
    assert town.layla.id in {alarm["about"] for alarm in alarms(fresh)}
