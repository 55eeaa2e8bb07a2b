"""Prepared installations of which every test gets a copy: one that holds nobody, and some in which a town stands."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from flask import Flask

from config import Config
from tests.engines import Engine


@dataclass(frozen=True)
class Template:
    """A prepared installation and what stands in it; tests work on copies of it."""

    name: str
    config: Config
    holds: Any = None


Furnish = Callable[[Flask], Any]


class Templates:
    """Furnishes an installation the first time that somebody wants it so."""

    def __init__(self, engine: Engine, empty: Template) -> None:
        self._engine, self._empty = engine, empty
        self._made: dict[Furnish, Template] = {}

    def holding(self, furnish: Furnish) -> Template:
        """An installation after `furnish`, which returns what the tests need to know of it and change nothing of."""
        if furnish not in self._made:
            self._made[furnish] = self._furnished(furnish, f"furnished_{len(self._made)}")
        return self._made[furnish]

    def _furnished(self, furnish: Furnish, name: str) -> Template:
        from casework.app import create_app
        from casework.audit.resting import write_rested
        from casework.database.base import db

        config = replace(self._empty.config, database_url=self._engine.copy(self._empty.name, name))
        app = create_app(config)
        holds = furnish(app)
        with app.app_context():
            db.session.remove()
            write_rested(all_of_them=True)
            db.engine.dispose()
        return Template(name, config, holds)
