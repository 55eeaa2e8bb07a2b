"""Every column that lies in clear was looked at by somebody, and says what it is for."""

from pathlib import Path

from flask import Flask
from sqlalchemy import Boolean, Date, Numeric, String

from casework.database.base import Base
from casework.vault.columns import declarations, tables

REVIEWED = Path(__file__).parent / "clear_columns.txt"


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


def test_every_table_says_what_its_rows_are_called_and_how_long_they_are_kept(app: Flask) -> None:
    silent = [name for name, kept in tables().items() if kept is None]
    assert not silent, f"kept = Kept(title, retention), please: {silent}"
    titles = [kept.title for kept in tables().values() if kept]
    assert len(set(titles)) == len(titles)


def test_every_column_says_what_it_is_for_and_how_long_it_is_kept(app: Flask) -> None:
    """Structure need not: what it is for follows from what it is. All else is Sealed(…) or clear(…)."""
    silent = [
        f"{table}.{column}"
        for (table, column), declared in declarations().items()
        if declared is None or not (declared.label and declared.purpose and declared.retention)
    ]
    assert not silent, f"label, purpose and retention, please: {silent}"


def test_what_people_state_is_never_taken_for_structure(app: Flask) -> None:
    taken = [
        f"{table}.{column}"
        for (table, column), declared in declarations().items()
        if declared
        and declared.is_structure
        and isinstance(Base.metadata.tables[table].c[column].type, (String, Date, Numeric, Boolean))
    ]
    assert not taken
