"""Every column that lies in clear was looked at by somebody, and says what it is for."""

from pathlib import Path

from flask import Flask
from sqlalchemy import Boolean, Integer, LargeBinary, Uuid

from casework.database.base import Base
from casework.database.moments import Moment
from casework.vault.columns import declarations

REVIEWED = Path(__file__).parent / "clear_columns.txt"
STRUCTURE = (Uuid, Moment, LargeBinary, Integer, Boolean)
"""What needs no declaration: ids, moments, hashes and indexes, counters, switches. All else says what it is for."""


def reviewed() -> set[str]:
    lines = (line.split("#")[0].strip() for line in REVIEWED.read_text().splitlines())
    return {line for line in lines if line}


def clear() -> set[str]:
    return {
        f"{table}.{column}"
        for (table, column), declared in declarations().items()
        if declared is None or not declared.sealed
    }


def test_every_clear_column_was_reviewed(app: Flask) -> None:
    new = sorted(clear() - reviewed())
    assert not new, (
        "These columns lie readable in the database. Seal them, or, if a stolen dump may show them, "
        f"add them to {REVIEWED.name}: " + ", ".join(new)
    )


def test_the_review_lists_nothing_that_is_gone_or_sealed(app: Flask) -> None:
    gone = sorted(reviewed() - clear())
    assert not gone, f"please take these out of {REVIEWED.name}: " + ", ".join(gone)


def test_every_column_says_what_it_is_for(app: Flask) -> None:
    silent = [
        f"{table}.{column}"
        for (table, column), declared in declarations().items()
        if declared is not None and not (declared.label and declared.purpose)
    ]
    assert not silent, f"label and purpose, please: {silent}"


def test_only_structure_is_undeclared(app: Flask) -> None:
    silent = [
        f"{table.name}.{column.name}"
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if "declaration" not in column.info
        and not column.primary_key
        and not isinstance(column.type, STRUCTURE)
    ]
    assert not silent, f"declare these as Sealed(…) or clear(…): {silent}"


def test_every_sealed_column_says_how_long_it_is_kept(app: Flask) -> None:
    endless = [
        f"{table}.{column}"
        for (table, column), declared in declarations().items()
        if declared is not None and declared.sealed and not declared.retention
    ]
    assert not endless
