"""The migrations lead to exactly the tables the models describe, on every engine."""

from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from sqlalchemy import CheckConstraint, Index, inspect

from casework.database.base import Base, db


def test_the_migrated_schema_equals_the_models(app: Flask) -> None:
    with app.app_context(), db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences: list[Any] = compare_metadata(context, Base.metadata)
    assert not differences, f"a migration is missing: {differences}"


def test_the_migrated_rules_equal_the_models(app: Flask) -> None:
    """Checks and partial indexes, which Alembic does not compare."""
    with app.app_context():
        inspector = inspect(db.engine)
        for table in Base.metadata.sorted_tables:
            checks = {str(rule.name) for rule in table.constraints if isinstance(rule, CheckConstraint)}
            assert {str(rule["name"]) for rule in inspector.get_check_constraints(table.name)} == checks
            found = {str(index["name"]): index for index in inspector.get_indexes(table.name)}
            for index in table.indexes:
                where = found[str(index.name)].get("dialect_options", {}).get(f"{db.engine.name}_where")
                assert (where is not None) == (condition(index) is not None), index.name


def condition(index: Index) -> object:
    return index.dialect_options[db.engine.name]["where"]
