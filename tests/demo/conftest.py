"""The demo in full, built once for all tests that only look at it."""

import shutil
from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask

from tests.conftest import Template
from tests.engines import Engine


@pytest.fixture(scope="session")
def demo(engine: Engine, template: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """Both towns with their whole history; not to be changed by a test."""
    from casework.app import create_app
    from casework.database.base import db
    from casework.demo.build import fill

    folder = tmp_path_factory.mktemp("demo")
    key_file = folder / "keys" / template.config.key_file.name
    key_file.parent.mkdir(mode=0o700)
    shutil.copy(template.config.key_file, key_file)
    config = replace(
        template.config,
        instance=folder / "instance",
        key_file=key_file,
        database_url=engine.copy(template.name, "demo"),
    )
    config.instance.mkdir()
    app = create_app(config)
    app.testing = True
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        fill()
        db.session.remove()
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    engine.drop("demo")
