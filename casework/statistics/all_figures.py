"""Every declared figure of a municipality as a table: what is declared stands in it by itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from casework.statistics.answers import ONLY_FOR_A_PERIOD, figures_of
from casework.statistics.facts import Facts
from casework.statistics.figures import Figure
from casework.statistics.parts import PARTS, word_of

NOT_KNOWN, DAY = "–", "Tag"


@dataclass(frozen=True, slots=True)
class AllFigures:
    """A row per number: its part, its words, its value and unit; one that counts by codes has a row for each."""

    facts: Facts

    @property
    def title(self) -> str:
        """Of its sheet."""
        return "Zahlen"

    @property
    def heading(self) -> list[str]:
        return ["Teil", "Zahl", "Wert", "Einheit"]

    @property
    def file_name(self) -> str:
        """Without its ending."""
        return f"zahlen-{self.facts.question.on.isoformat()}"

    def imprint(self) -> list[tuple[str, str]]:
        """It stands beside a table that says where the numbers come from."""
        return []

    def rows(self) -> Iterator[list[Any]]:
        for part, title in PARTS.items():
            for figure in figures_of(part):
                numbers = list(self._numbers(figure, part)) or [(figure.label, None)]
                for words, value in numbers:
                    yield [title, words, with_its_decimals(value), figure.unit]

    def total(self) -> None:
        """Nothing is summed."""

    def definitions(self) -> list[tuple[str, str]]:
        return [(figure.label, figure.definition) for part in PARTS for figure in figures_of(part)]

    def _numbers(self, figure: Figure[Facts], part: str) -> Iterator[tuple[str, Any]]:
        missing = self.facts.question.since is None and part in ONLY_FOR_A_PERIOD
        value = None if missing else figure.read(self.facts)
        if isinstance(value, dict):
            for code, counted in value.items():
                if counted:
                    yield f"{figure.label}: {word_of(figure.name, code)}", counted
        elif isinstance(value, list):
            for entry in value:
                yield from _of_entry(figure.label, entry)
        elif figure.unit == DAY and value is not None:
            yield figure.label, date.fromisoformat(value)
        else:
            yield figure.label, value


def with_its_decimals(value: Any) -> Any:
    """An index keeps all its decimals, where files write other numbers with one."""
    if value is None:
        return NOT_KNOWN
    return float(value) if isinstance(value, Decimal) and value != round(value, 1) else value


def _of_entry(label: str, entry: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """A change from one thing to another with its number; entries about houses stand in their own table."""
    numbers = [value for value in entry.values() if not isinstance(value, str)]
    if len(numbers) == 1:
        words = " → ".join(value for value in entry.values() if isinstance(value, str))
        yield f"{label}: {words}", numbers[0]
