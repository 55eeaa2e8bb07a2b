"""What the page of figures shows, put together once."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from markupsafe import Markup

from casework.database.episodes import ONE_DAY
from casework.statistics import stock
from casework.statistics.answers import figures_of
from casework.statistics.charts import bar_chart
from casework.statistics.facts import Facts
from casework.statistics.figures import Figure
from casework.statistics.house_people import HouseFacts
from casework.statistics.houses import assignable_places, occupied
from casework.statistics.measures import is_number
from casework.statistics.parts import PARTS
from casework.statistics.sentence import sentence
from casework.statistics.tables import HouseTable
from casework.web.paging import Page, page_of

SHOWN_PARTS = ("stock", "movement")
FURTHER_PARTS = ("rates", "period", "length_of_stay", "waiting", "quota", "situation")
PEOPLE_BEHIND: dict[str, dict[str, Any]] = {
    "period.births": {"movement": "arrivals", "born": 1},
    "period.deaths": {"movement": "departures", "deceased": 1},
    "length_of_stay.completed_stays": {"movement": "departures"},
    "length_of_stay.running_stays": {},
    "waiting.followup_begun": {"followup_begun": 1},
    "waiting.first_talks": {"first_talk": 1},
    "waiting.still_waiting": {"still_waiting": 1},
    "situation.in_courses": {"in_course": 1},
    "situation.waiting_for_courses": {"waiting_for_course": 1},
    "situation.in_childcare": {"in_childcare": 1},
    "situation.in_school": {"in_school": 1},
    "situation.working": {"working": 1},
}
"""What is asked of the list of people behind a number."""


@dataclass(frozen=True, slots=True)
class Picture:
    """An evening in figures."""

    facts: Facts
    sentence: str
    by_stage: dict[str, int]
    movement: dict[str, Any]
    table: HouseTable
    page: Page[HouseFacts]
    chart: Markup

    @classmethod
    def of(cls, facts: Facts, columns: Collection[str] = ()) -> "Picture":
        """The figures of the page, of the houses these columns; the chart shows what the page of the table says."""
        asked, by_stage = facts.question, stock.by_stage(facts)
        page = page_of(facts.houses)
        rows = [(house.places.name, occupied(house), assignable_places(house)) for house in page.items]
        chart = bar_chart(
            f"Belegung am {asked.on:%d.%m.%Y}",
            "Je Unterkunft ein Balken: belegte von belegbaren Plätzen. Dieselben Zahlen stehen in der Tabelle darüber.",
            rows,
        )
        return cls(
            facts,
            sentence(asked.municipality_name, asked.on, by_stage),
            by_stage,
            {figure.name.partition(".")[2]: figure.read(facts) for figure in figures_of("movement")},
            HouseTable.of(facts, columns),
            page,
            chart,
        )

    @property
    def before_period(self) -> date | None:
        """The evening the period begins from."""
        since = self.facts.question.since
        return since - ONE_DAY if since else None

    @property
    def totals(self) -> dict[str, Any]:
        """The key figures over all houses."""
        everything = HouseTable.of(self.facts)
        return dict(zip([figure.name for figure in everything.figures], everything.total()[2:], strict=True))

    @property
    def all_columns(self) -> list[tuple[str, str]]:
        """The columns of the table of houses there are to choose from: name and label."""
        return [(figure.name, figure.label) for figure in HouseTable.of(self.facts).figures]

    @property
    def of_them(self) -> list[tuple[str, str, int]]:
        """„davon“: label, mark of the list behind, and how many."""
        return [
            ("in einer Privatwohnung", "privately", stock.privately_housed(self.facts)),
            ("in anderer Wohnform", "elsewhere", int(stock.living_elsewhere(self.facts).sum())),
            ("ohne bekannte Wohnung", "without_dwelling", stock.without_dwelling(self.facts)),
            ("Fehlbeleger", "misplaced", stock.misplaced(self.facts)),
            ("als UMA erfasst, aber volljährig", "uma_of_age", stock.uma_of_age(self.facts)),
        ]

    @property
    def more(self) -> list[tuple[str, list[tuple[Figure[Facts], Any, dict[str, Any] | None]]]]:
        """Further parts by title: each figure that is a number, its value, and whom it counts if it counts people."""
        return [
            (
                PARTS[part],
                [
                    (figure, figure.read(self.facts), PEOPLE_BEHIND.get(figure.name))
                    for figure in figures_of(part)
                    if is_number(figure)
                ],
            )
            for part in FURTHER_PARTS
        ]

    def definitions(self) -> Sequence[tuple[str, str]]:
        """Of every number on the page."""
        own = [
            (figure.label, figure.definition)
            for part in (*SHOWN_PARTS, *FURTHER_PARTS)
            for figure in figures_of(part)
        ]
        return [*own, *self.table.definitions()]
