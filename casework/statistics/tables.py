"""The table of houses as page, CSV and XLSX show it: one column per declared figure, and the sum of all houses.

Any other table that says the same of itself can be taken along in the same way.
"""

import io
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol

import xlsxwriter

from casework.database.moments import BERLIN
from casework.statistics.answers import figures_of_houses
from casework.statistics.facts import Facts, HouseFacts
from casework.statistics.figures import DEFINITIONS_VERSION, Figure, house_total
from casework.web.delimited import write_delimited

TOTAL = "Summe"
NAME, KIND = "Unterkunft", "Art"
_COUNTS_PEOPLE = {"occupied": "", "misplaced": "misplaced", "reserved": "reserved", "minors": "minors"}


class Portable(Protocol):
    """A table to take along: where its numbers come from, a heading, rows, a row of totals, and what is said below."""

    @property
    def sheet_name(self) -> str: ...
    @property
    def file_name(self) -> str: ...
    @property
    def heading(self) -> Sequence[str]: ...
    def imprint(self) -> Sequence[tuple[str, str]]: ...
    def rows(self) -> Iterable[Sequence[Any]]: ...
    def total(self) -> Sequence[Any]: ...
    def definitions(self) -> Sequence[tuple[str, str]]: ...


@dataclass(frozen=True, slots=True)
class HouseTable:
    """What all three show."""

    facts: Facts
    figures: Sequence[Figure[HouseFacts]]

    @classmethod
    def of(cls, facts: Facts, names: Collection[str] = ()) -> "HouseTable":
        """The figures of these names, or all of them."""
        return cls(facts, [one for one in figures_of_houses() if not names or one.name in names])

    def part(self, *, about_people: bool) -> "HouseTable":
        """The figures about the people, or about the places."""
        return HouseTable(
            self.facts, [figure for figure in self.figures if figure.about_people is about_people]
        )

    @property
    def heading(self) -> list[str]:
        return [NAME, KIND, *(figure.label for figure in self.figures)]

    def rows(self) -> Iterator[list[Any]]:
        """A row per house: name, kind, and the figures."""
        for house in self.facts.houses:
            yield [
                house.places.name,
                house.places.kind,
                *(figure.read(house) for figure in self.figures),
            ]

    def total(self) -> list[Any]:
        """The last row."""
        return [TOTAL, "", *(house_total(figure, self.facts.houses) for figure in self.figures)]

    def behind(self, figure_name: str, house: HouseFacts) -> dict[str, Any] | None:
        """Which people a number of a house counts, for the address of their list; None where it counts none."""
        mark = _COUNTS_PEOPLE.get(figure_name)
        if mark is None:
            return None
        return {"house": house.places.accommodation_id} | ({mark: 1} if mark else {})

    def imprint(self) -> list[tuple[str, str]]:
        """Where the numbers come from, so that a list that travels still says so."""
        asked = self.facts.question
        known_at = asked.known_at.astimezone(BERLIN)
        return [
            ("Belegung", asked.municipality_name),
            ("Stichtag", f"{asked.on:%d.%m.%Y}"),
            ("Zeitraum ab", f"{asked.since:%d.%m.%Y}" if asked.since else "–"),
            ("Wissensstand", f"{known_at:%d.%m.%Y, %H:%M:%S} Uhr"),
            ("Definitionen", f"Fassung {DEFINITIONS_VERSION}"),
        ]

    def definitions(self) -> list[tuple[str, str]]:
        return [(figure.label, figure.definition) for figure in self.figures]

    @property
    def sheet_name(self) -> str:
        return "Belegung"

    @property
    def file_name(self) -> str:
        """Without its ending."""
        return f"belegung-{self.facts.question.on.isoformat()}"


def as_csv(table: Portable) -> bytes:
    """As German Excel opens it, with where the numbers come from above and the definitions below."""
    rows: list[Sequence[Any]] = [*table.imprint(), [], table.heading, *table.rows(), table.total()]
    return write_delimited([*rows, [], ["Definitionen"], *table.definitions()])


def as_xlsx(table: Portable) -> bytes:
    """A sheet with a real table and a sheet with the definitions; text is written as text."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False})
    bold, one_decimal = book.add_format({"bold": True}), book.add_format({"num_format": "0.0"})
    sheet = book.add_worksheet(table.sheet_name)
    for line, pair in enumerate(table.imprint()):
        for column, text in enumerate(pair):
            sheet.write_string(line, column, text)
    top, rows = len(table.imprint()) + 1, list(table.rows())
    columns = [{"header": title} for title in table.heading]
    sheet.add_table(
        top, 0, top + max(len(rows), 1), len(columns) - 1, {"columns": columns, "name": table.sheet_name}
    )
    for line, row in enumerate([*rows, table.total()], start=top + 1):
        for column, value in enumerate(row):
            _write(sheet, line, column, value, one_decimal)
    sheet.set_column(0, 0, 32)
    sheet.set_column(1, len(columns) - 1, 13)
    notes = book.add_worksheet("Definitionen")
    for line, (label, definition) in enumerate(table.definitions()):
        notes.write_string(line, 0, label, bold)
        notes.write_string(line, 1, definition)
    notes.set_column(0, 0, 24)
    notes.set_column(1, 1, 110)
    book.close()
    return file.getvalue()


def _write(sheet: Any, line: int, column: int, value: Any, one_decimal: Any) -> None:
    if isinstance(value, str):
        sheet.write_string(line, column, value)
    elif isinstance(value, Decimal):
        sheet.write_number(line, column, float(value), one_decimal)
    elif value is not None:
        sheet.write_number(line, column, value)


FILES: Mapping[str, tuple[Callable[[Portable], bytes], str]] = {
    "csv": (as_csv, "text/csv"),
    "xlsx": (as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
"""By ending: how a table is written, and what a browser is told it is."""
