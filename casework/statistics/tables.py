"""The table of houses as page, CSV and XLSX show it: one column per declared figure, and the sum of all houses."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from casework.database.moments import BERLIN
from casework.statistics.answers import figures_of_houses
from casework.statistics.facts import Facts
from casework.statistics.figures import DEFINITIONS_VERSION, Figure, house_total
from casework.statistics.house_people import HouseFacts

TOTAL = "Summe"
NAME, KIND = "Unterkunft", "Art"
_COUNTS_PEOPLE = {"occupied": "", "misplaced": "misplaced", "reserved": "reserved", "minors": "minors"}


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
    def title(self) -> str:
        """Of its sheet."""
        return "Belegung"

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
    def file_name(self) -> str:
        """Without its ending."""
        return f"belegung-{self.facts.question.on.isoformat()}"
