"""Ordinary given and family names by origin; the people made of them are invented.

The table `names.csv` has a line per name: origin, kind (m, w for given names, f for family names), Latin spelling, and
the spelling in the original script where it is not Latin.
"""

import csv
import functools
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

TABLE = Path(__file__).with_name("names.csv")
FAMILY = "f"
OTHER_LATIN = {
    "Ahmad": "Ahmed",
    "Al-Hussein": "Alhusain",
    "Aisha": "Aicha",
    "Fatima": "Fatma",
    "Gebremeskel": "Ghebremeskel",
    "Hussein": "Husain",
    "Khaled": "Chalid",
    "Mohammad": "Muhamed",
    "Mykola": "Nikolaj",
    "Oleksandr": "Alexander",
    "Othman": "Osman",
    "Schewtschenko": "Shevchenko",
    "Serhij": "Sergej",
    "Tkatschenko": "Tkachenko",
    "Weldemariam": "Woldemariam",
    "Yousef": "Jussuf",
    "Zainab": "Zeynab",
}
"""How another office wrote the same name."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name as German offices write it, and as its bearers do."""

    latin: str
    original: str = ""

    @property
    def elsewhere(self) -> str:
        """How another office wrote it; empty where they agree."""
        return OTHER_LATIN.get(self.latin, "")


@functools.cache
def names() -> Mapping[tuple[str, str], Sequence[Name]]:
    """The table by origin and kind."""
    table: dict[tuple[str, str], list[Name]] = defaultdict(list)
    with TABLE.open(encoding="utf-8", newline="") as lines:
        for line in csv.DictReader(lines):
            table[line["origin"], line["kind"]].append(Name(line["latin"], line["original"]))
    return dict(table)
