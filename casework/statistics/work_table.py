"""The figures of the work side by side, as page, CSV and XLSX show them: counted, per full-time post, and compared."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from casework.database.moments import BERLIN
from casework.statistics.all_figures import with_its_decimals
from casework.statistics.attribution import HELD, LED
from casework.statistics.benchmarks import BENCHMARKS, NO_TARGET
from casework.statistics.figures import DEFINITIONS_VERSION, Figure
from casework.statistics.parts import word_of
from casework.statistics.question import Question
from casework.statistics.work_columns import Column
from casework.statistics.work_figures import BY_TOPIC, PAGE, PER_POST, Shown

CASELOAD = Shown("caseload_per_fte")
Number = int | Decimal | None
WITHHELD = (
    "Ein Team, dessen Zahlen verrieten, was eine einzelne andere Person getan hat, steht hier ohne Zahlen; ist es das "
    "einzige, auch das kleinste andere Team, weil sonst der Unterschied dasselbe verriete."
)


@dataclass(frozen=True, slots=True)
class Line:
    """A figure, or one topic of it, with a number per column; `behind` says which rows a number counts."""

    label: str
    figure: Figure[Any]
    numbers: Sequence[Number]
    behind: dict[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """Lines under one heading."""

    title: str
    lines: Sequence[Line]
    is_by_topic: bool = False


@dataclass(frozen=True)
class WorkTable:
    """A column per town, team or worker, a line per figure."""

    columns: Sequence[Column]

    @property
    def question(self) -> Question:
        """Of the whole town."""
        return self.columns[0].facts.question

    @cached_property
    def sections(self) -> list[Section]:
        """Everything, part by part."""
        found = [
            Section(part.title, [line for one in part.lines for line in self._lines(one)], part.is_by_topic)
            for part in PAGE
        ]
        return [section for section in found if section.lines]

    @cached_property
    def per_post(self) -> list[Section]:
        """What is told per full-time post, and how many cases one leads on the day."""
        found = [Section(part.title, [self._line_per_post(one) for one in part.per_post]) for part in PAGE]
        return [
            *(section for section in found if section.lines),
            Section("Fälle", list(self._lines(CASELOAD))),
        ]

    def _line_per_post(self, one: Shown) -> Line:
        return Line(one.figure.label, one.figure, [self._per_post(column, one) for column in self.columns])

    def _lines(self, one: Shown) -> Iterator[Line]:
        """The line of a figure; of one that counts by topics a line for each that occurs, as all columns together
        have them."""
        figure = one.figure
        values = [None if column.is_withheld else figure.read(column.facts) for column in self.columns]
        if one.name not in BY_TOPIC:
            yield Line(figure.label, figure, values, {"rows": one.behind} if one.behind else None)
            return
        whole: dict[str, int] = values[0] or {}
        for topic in sorted(whole, key=lambda code: (-whole[code], code)):
            numbers = [None if value is None else value.get(topic, 0) for value in values]
            behind = {"rows": BY_TOPIC[one.name], "topic": topic}
            yield Line(word_of(one.name, topic), figure, numbers, behind)

    def _per_post(self, column: Column, one: Shown) -> Decimal | None:
        value = None if column.is_withheld else one.figure.read(column.facts)
        return None if value is None else column.facts.work.per_post(value)

    @property
    def withholds(self) -> bool:
        """Whether a column has no numbers because they would tell of one person."""
        return any(column.is_withheld for column in self.columns)

    @property
    def title(self) -> str:
        """Of its sheet."""
        return "Arbeit"

    @property
    def heading(self) -> list[str]:
        return ["Teil", "Zahl", "Einheit", *(column.label for column in self.columns)]

    def rows(self) -> Iterator[list[Any]]:
        for section in self.sections:
            for line in section.lines:
                yield [section.title, line.label, line.figure.unit, *map(with_its_decimals, line.numbers)]

    def total(self) -> None:
        """Nothing is summed: whoever was in two teams' talks is one person."""

    def imprint(self) -> list[tuple[str, str]]:
        """Where the numbers come from, so that a list that travels still says so."""
        asked = self.question
        known_at = asked.known_at.astimezone(BERLIN)
        return [
            ("Arbeit", asked.municipality_name),
            ("Zeitraum", f"{asked.first_day:%d.%m.%Y} bis {asked.on:%d.%m.%Y}"),
            ("Wissensstand", f"{known_at:%d.%m.%Y, %H:%M:%S} Uhr"),
            ("Definitionen", f"Fassung {DEFINITIONS_VERSION}"),
        ]

    def definitions(self) -> list[tuple[str, str]]:
        """Whose work it was first, then what is counted."""
        shown = {one.name: one.figure for part in PAGE for one in part.lines}
        return [
            ("Wessen Gespräche", HELD),
            ("Wessen Pläne, Ziele und Fälle", LED),
            (
                "Ohne Team",
                "Was nach diesen Regeln bei keinem Team zählt: so ergeben die Spalten zusammen die Kommune.",
            ),
            ("Je Vollzeitstelle", PER_POST),
            *([("Nicht allein gezeigt", WITHHELD)] if self.withholds else []),
            *((figure.label, figure.definition) for figure in shown.values()),
            ("Vergleichszahlen", NO_TARGET),
        ]

    @property
    def file_name(self) -> str:
        """Without its ending."""
        return f"arbeit-{self.question.first_day.isoformat()}-{self.question.on.isoformat()}"

    def beside(self) -> "tuple[PerPostTable, Comparison]":
        """The tables that stand beside it in a file."""
        return PerPostTable(self), Comparison()


class _Beside:
    """A table that says where its numbers come from through the one beside which it stands."""

    file_name = ""

    def imprint(self) -> list[tuple[str, str]]:
        return []

    def total(self) -> None:
        """Nothing is summed."""

    def definitions(self) -> list[tuple[str, str]]:
        return []


@dataclass(frozen=True)
class PerPostTable(_Beside):
    """The same columns, per full-time post."""

    table: WorkTable
    title = "Vollzeitstelle"

    @property
    def heading(self) -> list[str]:
        return ["Je Vollzeitstelle", "Zahl", "Einheit", *(column.label for column in self.table.columns)]

    def rows(self) -> Iterator[list[Any]]:
        for section in self.table.per_post:
            for line in section.lines:
                yield [section.title, line.label, line.figure.unit, *map(with_its_decimals, line.numbers)]


class Comparison(_Beside):
    """What other offices published."""

    title = "Vergleich"
    heading = ("Kommune", "Zeit", "Was", "Zahl", "Stellen", "Je Vollzeitstelle")

    def rows(self) -> Iterator[list[Any]]:
        for one in BENCHMARKS:
            yield [one.place, one.when, one.what, one.number, one.posts, one.per_post]
