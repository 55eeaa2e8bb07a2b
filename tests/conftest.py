"""Every test gets an instance of its own: key file, folders and a migrated, prepared, empty database.

The application is imported by those fixtures that need it: a fault in one slice does not
stop the tests of pure functions.
"""

import gc
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient, FlaskCliRunner
from flask_sqlalchemy import SQLAlchemy
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import Engine as DatabaseEngine
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.util import LRUCache
from werkzeug.routing import Rule

from config import Config
from tests.engines import Engine, Sqlite, postgresql
from tests.templates import Template, Templates

CHROMIUM = Path("/usr/bin/chromium")
NUMBERS = count(1)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--engine",
        choices=("sqlite", "postgresql"),
        default="sqlite",
        help="the database engine the tests run on",
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The slow ones first, so that at the end no worker waits long for another."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


def pytest_report_header(config: pytest.Config) -> str:
    return f"database engine: {config.getoption('--engine')}"


@pytest.fixture(scope="session")
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """The database engine asked for with --engine; each worker of pytest-xdist has one of its own."""
    if request.config.getoption("--engine") == "postgresql":
        with postgresql() as server:
            yield server
    else:
        yield Sqlite(tmp_path_factory.mktemp("databases"))


@pytest.fixture(scope="session")
def empty(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Template:
    """Holds nobody; made once, by the real migrations and the product's own way of preparing an installation."""
    from casework.app import create_app
    from casework.database.base import db
    from casework.installation import prepare

    folder = tmp_path_factory.mktemp("template")
    config = Config(
        instance=folder / "instance",
        key_file=folder / "keys" / "casework.key",
        database_url=engine.create("template"),
        environment="test",
        password_memory_kib=8,
        password_passes=1,
    )
    app = create_app(config)
    with app.app_context():
        prepare(app)
        db.session.remove()
        db.engine.dispose()
    return Template("template", config)


@pytest.fixture(scope="session")
def templates(engine: Engine, empty: Template) -> Templates:
    """Installations in which a town stands already, each furnished once."""
    return Templates(engine, empty)


@pytest.fixture(scope="session")
def template(empty: Template) -> Template:
    """What every test begins with; files whose tests share a town say so by a fixture of this name."""
    return empty


@pytest.fixture
def config(engine: Engine, template: Template, tmp_path: Path) -> Iterator[Config]:
    """The settings of an installation that belongs to this test alone."""
    name = f"test_{next(NUMBERS)}"
    key_file = tmp_path / "keys" / template.config.key_file.name
    key_file.parent.mkdir(mode=0o700)
    shutil.copy(template.config.key_file, key_file)
    (tmp_path / "instance").mkdir()
    yield replace(
        template.config,
        instance=tmp_path / "instance",
        key_file=key_file,
        database_url=engine.copy(template.name, name),
    )
    engine.drop(name)


@pytest.fixture(scope="session", autouse=True)
def _what_is_the_same_for_all_is_made_once(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Every test has an application of its own; its templates and routes compile to the same for all.

    Nor is there much to be found for the garbage collection, which would look through ever more applications.
    """
    folder = tmp_path_factory.mktemp("templates")
    Flask.jinja_options = {"bytecode_cache": FileSystemBytecodeCache(str(folder))}
    compile_builder, compiled = Rule._compile_builder, {}

    def remembered(rule: Rule, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        key = (rule.rule, rule.endpoint, str(rule.defaults), rule.build_only, append_unknown)
        if key not in compiled:
            compiled[key] = compile_builder(rule, append_unknown)
        return compiled[key]

    Rule._compile_builder = remembered
    _statements_compile_once()
    gc.set_threshold(100_000, 50, 100)


def _statements_compile_once() -> None:
    """Statements are remembered per dialect, and all databases of a run speak the same one."""
    DefaultDialect.__eq__ = lambda one, other: type(one) is type(other)
    DefaultDialect.__hash__ = lambda dialect: hash(type(dialect))
    make, statements = SQLAlchemy._make_engine, LRUCache(5000)

    def made(*arguments: Any) -> DatabaseEngine:
        database = make(*arguments)
        database._compiled_cache = statements
        return database

    SQLAlchemy._make_engine = made


@pytest.fixture
def database_url(config: Config) -> str:
    """The address of this test's own database."""
    return config.database_url


@pytest.fixture
def app(config: Config) -> Iterator[Flask]:
    """The application over this test's own installation; no context is pushed."""
    from casework.app import create_app
    from casework.audit.resting import write_rested
    from casework.database.base import db

    app = create_app(config)
    app.testing = True
    app.config["WTF_CSRF_ENABLED"] = (
        False  # tests/access turns it on again to see that every form has its token
    )
    yield app
    with app.app_context():
        db.session.remove()
        write_rested(all_of_them=True)  # as at the end of a process
        db.engine.dispose()


@pytest.fixture
def start() -> Iterator[Callable[[Config], Flask]]:
    """Starts an application over an installation once more, as another process would, with these settings."""
    from casework.app import create_app
    from casework.database.base import db

    started = []

    def another(config: Config) -> Flask:
        app = create_app(config)
        app.testing = True
        app.config["WTF_CSRF_ENABLED"] = False
        started.append(app)
        return app

    yield another
    for app in started:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser without a screen, not signed in."""
    return app.test_client()


@pytest.fixture
def runner(app: Flask) -> FlaskCliRunner:
    """The command line: `runner.invoke(args=["figures", "--on", "2020-06-17", "--json"])`."""
    return app.test_cli_runner()


@pytest.fixture(scope="session")
def chromium() -> Path:
    """The browser for journeys; who has none skips them, except in CI."""
    if not CHROMIUM.exists():
        how = "Kein Chromium; es kommt mit: apt-get install --no-install-recommends chromium"
        if os.environ.get("CI"):
            pytest.fail(how)
        pytest.skip(how)
    return CHROMIUM
