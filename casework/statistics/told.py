"""A cross table as it is told: inside with all its numbers, to the outside with the small ones protected."""

from dataclasses import asdict, dataclass, field
from typing import Any

from casework.database.moments import BERLIN
from casework.errors import Refused
from casework.statistics.cross import CrossTable, words_of_groups
from casework.statistics.disclosure import ROUND5, SUPPRESS, rounded, sums_differ, suppressed_cells
from casework.statistics.figures import DEFINITIONS_VERSION
from casework.statistics.published import Beside, cell_name, published

INTERNAL = "internal"
MODES = {
    INTERNAL: "intern: alle Zahlen",
    SUPPRESS: "kleine gesperrt (•)",
    ROUND5: "auf 5 gerundet",
}
DOT = "•"
TOTAL = "Summe"
_SUPPRESSED = (
    "• steht für 1 oder 2 Personen oder für eine Zahl, aus der sich eine solche errechnen ließe; auch 0 ist "
    "möglich."
)
_COUNTED = (
    "Gezählt",
    (
        "Personen, für die am Abend des Stichtags eine Stufe gilt. Der Tag des Einzugs zählt, der Tag des Auszugs "
        "nicht; jede Person zählt einmal. Ohne Namen Gemeldete haben keine Merkmale und sind nicht enthalten."
    ),
)
_ROUNDED = (
    "Jede Zahl ist für sich auf ein Vielfaches von 5 gerundet (0–2 auf 0, 3–7 auf 5 …), auch die Summen."
)
_SUMS_DIFFER = "Deshalb weichen Summen von der Summe der gerundeten Zahlen ab."


@dataclass(frozen=True)
class Told:
    """What page, CSV, XLSX, JSON and the kept answer show; None is a suppressed number. Plain text and numbers only."""

    municipality: str
    on: str
    known_at: str
    mode: str
    asked: dict[str, Any]
    row_dimension: str
    column_dimension: str | None
    only: list[list[str]]
    row_labels: list[str]
    column_labels: list[str]
    names: list[list[str]]
    numbers: list[list[int | None]]
    notes: list[str]
    defined: list[list[str]]
    version: str = DEFINITIONS_VERSION
    withheld: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, table: CrossTable, mode: str) -> "Told":
        """The table in a mode; Refused where it cannot be told beside what was published."""
        asked, shown = table.asked.question, slice(table.width_shown)
        numbers, notes, withheld = _protected(table, mode)
        height, width = table.counts.shape
        names = [
            [cell_name(table.groups_of((row, column))) for column in range(width)] for row in range(height)
        ]
        return cls(
            municipality=asked.municipality_name,
            on=f"{asked.on:%d.%m.%Y}",
            known_at=f"{asked.known_at.astimezone(BERLIN):%d.%m.%Y, %H:%M:%S} Uhr",
            mode=mode,
            asked={"rows": table.asked.rows, "columns": table.asked.columns, "only": dict(table.asked.only)},
            row_dimension=table.row_dimension.label,
            column_dimension=table.column_dimension.label if table.column_dimension else None,
            only=[list(pair) for pair in words_of_groups(table.facts, table.asked.only)],
            row_labels=[*table.rows.labels, TOTAL],
            column_labels=[*table.columns.labels, TOTAL][shown],
            names=[row[shown] for row in names],
            numbers=[row[shown] for row in numbers],
            notes=notes,
            defined=[[dimension.label, dimension.definition] for dimension in table.dimensions()],
            withheld=withheld,
        )

    def plain(self) -> dict[str, Any]:
        """As it is kept, and as it goes into JSON; `withheld` is for who asks only."""
        return {name: value for name, value in asdict(self).items() if name != "withheld"}

    @property
    def subject(self) -> str:
        """„Stufe nach Geschlecht“."""
        if self.column_dimension is None:
            return self.row_dimension
        return f"{self.row_dimension} nach {self.column_dimension}"

    @property
    def heading(self) -> list[str]:
        return [self.row_dimension, *self.column_labels]

    def rows(self) -> list[list[Any]]:
        """A row per group with its label, dots for what is suppressed."""
        return self._lines[:-1]

    def total(self) -> list[Any]:
        """The last row."""
        return self._lines[-1]

    @property
    def _lines(self) -> list[list[Any]]:
        return [
            [label, *(DOT if number is None else number for number in numbers)]
            for label, numbers in zip(self.row_labels, self.numbers, strict=True)
        ]

    def definitions(self) -> list[tuple[str, str]]:
        """What the numbers mean, and what was done to them."""
        notes = [("Schutz", note) for note in self.notes]
        return [*notes, _COUNTED, *((label, text) for label, text in self.defined)]

    @property
    def title(self) -> str:
        """Of its sheet."""
        return "Auswertung"

    def imprint(self) -> list[tuple[str, str]]:
        """Where the numbers come from, so that a list that travels still says so."""
        return [
            ("Auswertung", f"{self.subject}, {self.municipality}"),
            ("Stichtag", f"Abend des {self.on}"),
            ("Wissensstand", self.known_at),
            *(("nur", f"{dimension}: {group}") for dimension, group in self.only),
            ("Schutz", MODES[self.mode]),
            ("Definitionen", f"Fassung {self.version}"),
        ]

    @property
    def file_name(self) -> str:
        """Without its ending."""
        day, month, year = self.on.split(".")
        return f"auswertung-{year}-{month}-{day}"


def _protected(table: CrossTable, mode: str) -> tuple[list[list[int | None]], list[str], list[str]]:
    """The numbers as they may be told, what is noted below them, and what was withheld because of an earlier table."""
    counts: list[list[int | None]] = table.counts.tolist()
    if mode == INTERNAL:
        return counts, [], []
    if mode not in MODES:
        raise Refused("Diesen Schutz gibt es nicht. Möglich sind: %(modes)s.", modes=", ".join(MODES))
    beside = Beside(table, published(table.asked.question.municipality_id))
    beside.check_mode(mode)
    if mode == ROUND5:
        notes = [_ROUNDED, *([_SUMS_DIFFER] if sums_differ(table.counts) else [])]
        return [[rounded(people or 0) for people in row] for row in counts], notes, []
    past, withheld = beside.past()
    hidden = suppressed_cells(table.counts, table.unseen, past)
    for row, column in hidden:
        counts[row][column] = None
    if hidden and not any(any(row[: table.width_shown]) for row in counts):
        raise Refused(
            "Von dieser Tabelle bliebe keine Zahl übrig. Bitte fassen Sie sie gröber, oder nehmen Sie einen "
            "anderen Stichtag."
        )
    return counts, [_SUPPRESSED] if hidden else [], withheld


def mode_for(asked: str, *, sees_people: bool) -> str:
    """The mode somebody gets: exact numbers, suppressed or not, only for who may know the people behind them."""
    if not sees_people:
        return ROUND5
    return asked if asked in MODES else INTERNAL
