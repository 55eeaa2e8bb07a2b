"""The menu shows what the viewer may open, and where they are."""

from types import SimpleNamespace

import pytest
from flask import Blueprint, Flask
from flask_babel import Babel

from casework.access.permissions import Permission
from casework.web import navigation

pytestmark = pytest.mark.engine_independent


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch) -> Flask:
    monkeypatch.setattr(navigation, "_declared", {})
    monkeypatch.setattr(navigation, "_search", {})
    app = Flask(__name__)
    Babel(app)
    people = Blueprint("people", __name__, url_prefix="/personen")
    people.add_url_rule("/", "register", lambda: "")
    people.add_url_rule("/neu", "create", lambda: "")
    app.register_blueprint(people)
    app.add_url_rule("/statistik", "figures", lambda: "")
    navigation.menu_entry("Statistik", "figures", Permission.STATISTICS_FIGURES_READ, 60)
    navigation.menu_entry("Personen", "people.register", Permission.PEOPLE_PERSON_READ, 20)
    navigation.menu_entry("Noch nicht gebaut", "nowhere", None, 10)
    navigation.menu_entry("Impressum", "figures.imprint", None, 10, group="footer")
    navigation.search_at("people.register", Permission.PEOPLE_PERSON_READ)
    return app


def who(monkeypatch: pytest.MonkeyPatch, *permissions: Permission) -> None:
    viewer = SimpleNamespace(may=lambda permission: permission in permissions) if permissions else None
    monkeypatch.setattr(navigation, "find_viewer", lambda: viewer)


def lines(app: Flask, path: str) -> list[tuple[str, str | None]]:
    with app.test_request_context(path):
        return [(entry.label, entry.current) for entry in navigation.menu_entries("main")]


def test_in_declared_order_with_the_current_page_marked(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    who(monkeypatch, Permission.PEOPLE_PERSON_READ, Permission.STATISTICS_FIGURES_READ)
    assert lines(app, "/personen/") == [("Personen", "page"), ("Statistik", None)]
    assert lines(app, "/personen/neu") == [("Personen", "true"), ("Statistik", None)]


def test_only_what_the_viewer_may_open(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    who(monkeypatch, Permission.STATISTICS_FIGURES_READ)
    assert lines(app, "/statistik") == [("Statistik", "page")]
    with app.test_request_context("/statistik"):
        assert navigation.search_address() is None


def test_nobody_sees_no_menu(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    who(monkeypatch)
    assert lines(app, "/statistik") == []


def test_search_leads_to_the_declared_page(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    who(monkeypatch, Permission.PEOPLE_PERSON_READ)
    with app.test_request_context("/statistik"):
        assert navigation.search_address() == "/personen/"


def test_a_section_opens_where_one_is(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    navigation.menu_entry("Aufnehmen", "people.create", None, 25, below="people.register")
    who(monkeypatch, Permission.PEOPLE_PERSON_READ)
    with app.test_request_context("/personen/neu"):
        (section,) = navigation.menu_sections()
    assert (section.label, section.current) == ("Personen", "true")
    assert [(entry.label, entry.current) for entry in section.beside] == [
        ("Personen", None),
        ("Aufnehmen", "page"),
    ]


def test_who_may_not_open_a_section_finds_its_lines_in_the_first_row(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    navigation.menu_entry("Aufnehmen", "people.create", None, 25, below="people.register")
    who(monkeypatch, Permission.STATISTICS_AGGREGATES_READ)
    with app.test_request_context("/personen/neu"):
        assert [(entry.label, entry.beside) for entry in navigation.menu_sections()] == [("Aufnehmen", ())]


def test_the_administration_is_one_section(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    app.add_url_rule("/konten", "accounts", lambda: "")
    app.add_url_rule("/felder", "fields", lambda: "")
    navigation.menu_entry("Felder", "fields", Permission.ORGANISATION_FIELDS_SWITCH, 40, group="admin")
    navigation.menu_entry("Konten", "accounts", Permission.ACCOUNTS_USER_MANAGE, 10, group="admin")
    who(monkeypatch, Permission.ACCOUNTS_USER_MANAGE, Permission.ORGANISATION_FIELDS_SWITCH)
    with app.test_request_context("/felder"):
        (section,) = navigation.menu_sections()
    assert (section.label, section.url, section.current) == ("Verwaltung", "/konten", "true")
    assert [(entry.label, entry.current) for entry in section.beside] == [
        ("Konten", None),
        ("Felder", "page"),
    ]


def test_a_page_lies_in_one_section(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    navigation.menu_entry("Regeln", "people.create", None, 40, group="admin")
    who(monkeypatch, Permission.PEOPLE_PERSON_READ)
    with app.test_request_context("/personen/"):
        assert [(entry.label, entry.current) for entry in navigation.menu_sections()] == [
            ("Personen", "page"),
            ("Verwaltung", None),
        ]
