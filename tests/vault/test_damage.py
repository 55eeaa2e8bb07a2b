"""One value that does not open takes no page down: the rest is shown, and the trail has an alarm."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import chain, groupby, zip_longest

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
from tests.templates import Template, Templates
from tests.vault.filled_town import Filled, filled
from tests.vault.stored_values import flipped, overwrite, sealed_columns, stored

SHOWN_NOWHERE = {
    ("deadline", "what"),
    ("deadline_confirmation", "remark"),
    ("deadline_confirmation", "what"),
    ("document", "settled"),
    ("document_file", "fingerprint"),
    ("document_file", "thumbnail"),
    ("document_piece", "content"),
    ("dwelling_episode", "reason"),
    ("protection", "retracted_because"),
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
TABS = ("talks", "documents", "plan", "referrals", "stays", "house", "protection")
INTERNAL_ERROR = 500
Column = tuple[str, str]
"""A table and one of its columns, by name."""

pytestmark = pytest.mark.engine_independent


@pytest.fixture(scope="module")
def template(templates: Templates) -> Template:
    return templates.holding(filled)


@pytest.fixture
def town(template: Template) -> Filled:
    return template.holds


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


@dataclass(frozen=True, slots=True)
class Seen:
    """A page as somebody saw it."""

    role: Role
    place: str
    status: int
    text: str

    @property
    def is_down(self) -> bool:
        return self.status >= INTERNAL_ERROR


def look(app: Flask, town: Filled, role: Role, places: Iterable[str]) -> Iterator[Seen]:
    """These pages, as somebody in a role opens them one after the other."""
    client = app.test_client()
    factories.sign_in(client, town.staff[role])
    for place in places:
        answered = client.get(place)
        text = answered.data.decode(errors="replace")  # some of it are pictures and papers
        yield Seen(role, place, answered.status_code, text)


def opened(app: Flask, town: Filled, roles: tuple[Role, ...] = tuple(Role)) -> Iterator[Seen]:
    """All pages as the team lead opens them, and what others do first."""
    own = {
        Role.CASE_MANAGER: ["/", f"/people/{town.layla.id}"],
        Role.TEAM_LEAD: pages(app, town),
        Role.CONTROLLER: ["/", "/cross", "/answers"],
        Role.HOUSE_DESK: ["/", f"/accommodations/{town.house.id}/desk"],
        Role.ADMINISTRATOR: ["/", "/accounts", f"/accounts/{town.bystander.id}", "/trail", "/occupancy"],
    }
    for role in roles:
        yield from look(app, town, role, own[role])


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


def one_of_each_table(columns: list[Column]) -> list[list[Column]]:
    """The columns in rounds: in each round one column of every table that has so many."""
    by_table = [list(found) for _table, found in groupby(columns, key=lambda column: column[0])]
    return [[column for column in found if column] for found in zip_longest(*by_table)]


def stored_by_somebody(town: Filled, column: Column) -> dict[uuid.UUID, bytes]:
    """The sealed bytes by row; of the accounts that of the bystander, so that the others can sign in."""
    return stored(*column, town.bystander.id if column[0] == "user_account" else None)


@contextmanager
def damaged(app: Flask, town: Filled, columns: list[Column]) -> Iterator[None]:
    """These columns with one bit of each value turned, as after a restart; afterwards they are whole again."""
    with app.app_context():
        whole = {column: stored_by_somebody(town, column) for column in columns}
        for column, values in whole.items():
            assert values, f"nothing stands in {column}; please fill it in tests/vault/filled_town.py"
            overwrite(*column, flipped(values))
    _indexes.clear()  # what was read before is forgotten
    yield
    with app.app_context():
        for column, values in whole.items():
            overwrite(*column, values.items())


def read_where(app: Flask, town: Filled, columns: list[Column]) -> tuple[list[str], dict[Column, list[Seen]]]:
    """The pages that went down over these damaged columns, and for each the pages that came upon it."""
    down, met = [], defaultdict(list)
    with damaged(app, town, columns):
        before = last_entry(app)
        for seen in opened(app, town):
            if seen.is_down:
                down.append(f"{columns}: {seen.status} {seen.place}")
            for alarm in alarms(app, before):
                met[(str(alarm["table"]), str(alarm["column"]))].append(seen)
            before = last_entry(app)
        list(lines_out(app, town))
    return down, met


def is_told(app: Flask, town: Filled, column: Column, where: list[Seen]) -> bool:
    """Whether one of the pages that came upon this damaged column says so, or else the commands and papers."""
    likely_first = sorted(where, key=lambda seen: NOT_READABLE not in seen.text)
    with damaged(app, town, [column]):
        shown = (page.text for seen in likely_first for page in look(app, town, seen.role, [seen.place]))
        return any(NOT_READABLE in text for text in chain(shown, lines_out(app, town)))


@contextmanager
def emptied(app: Flask, town: Filled, columns: list[Column]) -> Iterator[None]:
    """What must be there was taken away past Casework; afterwards it is there again."""
    with app.app_context():
        whole = {column: stored_by_somebody(town, column) for column in columns}
        for column, values in whole.items():
            overwrite(*column, ((row_id, None) for row_id in values))
    _indexes.clear()
    yield
    with app.app_context():
        for column, values in whole.items():
            overwrite(*column, values.items())


def down_when_empty(app: Flask, town: Filled, met: Mapping[Column, list[Seen]]) -> Iterator[str]:
    """The pages that go down when all columns of a table are empty, of those that read any of them."""
    for table in sorted({table for table, _column in met if table != "trail_entry"}):
        columns = [column for column in met if column[0] == table]
        where = defaultdict(set)
        for seen in (seen for column in columns for seen in met[column]):
            where[seen.role].add(seen.place)
        with emptied(app, town, columns):
            for role, places in where.items():
                yield from (
                    f"{table} emptied: {page.status} {page.place}"
                    for page in look(app, town, role, sorted(places))
                    if page.is_down
                )


@pytest.mark.slow
def test_every_sealed_column_may_be_damaged_or_emptied(app: Flask, town: Filled) -> None:
    """No page goes down over one, an alarm tells of each, and somebody reads that it is not readable."""
    with app.app_context():
        columns = sealed_columns()
    wrong = []
    met: dict[Column, list[Seen]] = {}
    for together in one_of_each_table(columns):
        down, found = read_where(app, town, together)
        wrong += down
        met |= found
    for column in (column for column in columns if column not in SHOWN_NOWHERE):
        if column not in met:
            wrong.append(f"{column}: no alarm")
        elif not is_told(app, town, column, met[column]):
            wrong.append(f"{column}: nobody is told")
    wrong += down_when_empty(app, town, met)
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
    wrong = [f"{page.status} {page.place}" for page in opened(fresh, town) if page.is_down]
    assert not wrong, "\n".join(wrong)
    list(lines_out(fresh, town))
    assert town.layla.id in {alarm["about"] for alarm in alarms(fresh)}
