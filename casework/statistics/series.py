"""Time series: the same figures of many evenings, as known at one moment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from markupsafe import Markup

from casework.database.moments import BERLIN
from casework.errors import Refused
from casework.housing.queries import house_names
from casework.statistics.evenings_between import STEPS, Step, steps
from casework.statistics.facts import facts_of
from casework.statistics.figures import DEFINITIONS_VERSION
from casework.statistics.line_charts import MOST_LINES, Line, line_chart
from casework.statistics.measures import Measure, Value, find_measure
from casework.statistics.question import Question


@dataclass(frozen=True)
class Series:
    """A value of every measure for every step; `question` is that of the last evening, `first` the first day."""

    question: Question
    first: date
    every: str
    measures: Sequence[Measure]
    steps: Sequence[Step]
    values: Sequence[Sequence[Value]]

    def rows(self) -> list[list[Any]]:
        """Each evening with its values, in the order of the measures."""
        return [[step.on, *values] for step, values in zip(self.steps, self.values, strict=True)]

    @property
    def title(self) -> str:
        """Of its sheet."""
        return "Zeitreihe"

    @property
    def file_name(self) -> str:
        """Without its ending."""
        return f"zeitreihe-{self.question.on.isoformat()}"

    @property
    def heading(self) -> list[str]:
        return ["Abend", *(measure.label for measure in self.measures)]

    def imprint(self) -> list[tuple[str, str]]:
        """Where the numbers come from, so that a list that travels still says so."""
        asked = self.question
        return [
            ("Zeitreihe", asked.municipality_name),
            ("Von", f"{self.first:%d.%m.%Y}"),
            ("Bis", f"{asked.on:%d.%m.%Y}"),
            ("Abstand", STEPS.label(self.every)),
            ("Wissensstand", f"{asked.known_at.astimezone(BERLIN):%d.%m.%Y, %H:%M:%S} Uhr"),
            ("Definitionen", f"Fassung {DEFINITIONS_VERSION}"),
        ]

    def total(self) -> None:
        """Evenings do not add up."""
        return

    def definitions(self) -> list[tuple[str, str]]:
        return [(measure.label, f"{measure.figure.definition} ({measure.unit})") for measure in self.measures]

    def charts(self) -> list[Markup]:
        """A drawing for each unit, since unlike things share no axis."""
        by_unit = sorted(range(len(self.measures)), key=lambda place: self.measures[place].unit)
        return [
            self._chart(unit, list(places))
            for unit, places in groupby(by_unit, key=lambda place: self.measures[place].unit)
        ]

    def _chart(self, unit: str, places: Sequence[int]) -> Markup:
        lines = [
            Line(
                self.measures[place].label,
                [None if row[place] is None else float(row[place] or 0) for row in self.values],
            )
            for place in places
        ]
        span = f"{self.steps[0].on:%d.%m.%Y} bis {self.steps[-1].on:%d.%m.%Y}"
        return line_chart(
            f"{', '.join(line.label for line in lines)}: {span}",
            f"Zeitreihe nach {STEPS.label(self.every)}, {unit}. Dieselben Zahlen stehen in der Tabelle darunter.",
            [step.on for step in self.steps],
            lines,
            unit=unit,
        )


def series(question: Question, first: date, every: str, names: Sequence[str]) -> Series:
    """The measures of these names on every evening of [first, the day of the question] that closes a week, month …

    What is counted over a period is counted over the days that each evening closes. Raises Refused for a name that is
    no number, for none and for more than MOST_LINES.
    """
    if not names:
        raise Refused("Bitte wählen Sie wenigstens eine Zahl.")
    if len(names) > MOST_LINES:
        raise Refused("Bitte wählen Sie höchstens %(most)s Zahlen.", most=MOST_LINES)
    houses = set(house_names(question.municipality_id).values())
    measures = [find_measure(name, houses) for name in dict.fromkeys(names)]
    closed = steps(first, question.on, every)
    facts = facts_of(question)
    values = []
    for step in closed:
        of_step = facts.of_another_day(step.on, step.since)
        values.append([measure.read(of_step) for measure in measures])
    return Series(question, first, every, measures, closed, values)
