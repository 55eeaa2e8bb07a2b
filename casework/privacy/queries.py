"""The inventory of everything that is stored, drawn from what the columns declare of themselves."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from casework.errors import Refused
from casework.vault.columns import Declaration, declarations, tables


class Protection(StrEnum):
    """How a column lies in the database."""

    SEALED = "sealed"
    CLEAR = "clear"
    STRUCTURE = "structure"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Protection.SEALED: "versiegelt",
    Protection.CLEAR: "lesbar",
    Protection.STRUCTURE: "lesbar, technisch",
}
HEADING = ("Tabelle", "Angabe", "Spalte", "Schutz", "Zweck", "Aufbewahrung")


@dataclass(frozen=True, slots=True)
class Stored:
    """A column with what it declares."""

    column: str
    declared: Declaration

    @property
    def protection(self) -> Protection:
        if self.declared.sealed:
            return Protection.SEALED
        return Protection.STRUCTURE if self.declared.is_structure else Protection.CLEAR


@dataclass(frozen=True, slots=True)
class StoredTable:
    """A table with its columns: what people state first, structure last."""

    name: str
    title: str
    columns: list[Stored]


def read_protection(text: str) -> Protection | None:
    """The protection asked for by its code, if any; Refused for an unknown one."""
    try:
        return Protection(text) if text else None
    except ValueError:
        raise Refused("„%(text)s“ ist keine bekannte Art von Schutz.", text=text) from None


def inventory(protection: Protection | None = None) -> list[StoredTable]:
    """Every table by its title, with all columns or those of one protection."""
    found: dict[str, list[Stored]] = {}
    for (table, column), declared in declarations().items():
        stored = declared and Stored(column, declared)
        if stored and protection in (None, stored.protection):
            found.setdefault(table, []).append(stored)
    order = list(Protection)
    titled = [
        StoredTable(
            name,
            kept.title if kept else name,
            sorted(found[name], key=lambda stored: order.index(stored.protection)),
        )
        for name, kept in tables().items()
        if name in found
    ]
    return sorted(titled, key=lambda table: table.title.casefold())


def counts(stored_tables: Iterable[StoredTable]) -> dict[Protection, int]:
    """How many columns lie in which way."""
    all_columns = [stored.protection for table in stored_tables for stored in table.columns]
    return {protection: all_columns.count(protection) for protection in Protection}


def as_rows(stored_tables: Iterable[StoredTable]) -> Iterator[tuple[str, ...]]:
    """The inventory as one long list, with its heading."""
    yield HEADING
    for table in stored_tables:
        for stored in table.columns:
            said = stored.declared
            place = f"{table.name}.{stored.column}"
            yield table.title, said.label, place, stored.protection.label, said.purpose, said.retention
