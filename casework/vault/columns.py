"""Every column says whether it is sealed or clear, for what purpose and how long: declared here, then collected."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from casework.database.base import Base


@dataclass(frozen=True, slots=True)
class Declaration:
    """What a data-protection officer wants to know of a column."""

    label: str
    sealed: bool
    purpose: str = ""
    retention: str = ""


def clear(label: str, *args: Any, purpose: str = "", retention: str = "", **kwargs: Any) -> Mapped[Any]:
    """A column readable in the database, with the reason on record."""
    return mapped_column(*args, info={"declaration": Declaration(label, False, purpose, retention)}, **kwargs)


def declarations() -> dict[tuple[str, str], Declaration | None]:
    """Every column of every table with what it declares; None for structure (keys between rows, moments, versions)."""
    return {
        (table.name, column.name): column.info.get("declaration")
        for table in Base.metadata.sorted_tables
        for column in table.columns
    }
