"""What late entries changed: every figure that reads otherwise at a later moment of knowledge, and who is behind it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

from casework.access.permissions import Permission
from casework.access.viewer import Viewer
from casework.database.episodes import ONE_DAY
from casework.errors import Refused
from casework.housing.late_entries import Happened, LateEntry, late_entries
from casework.housing.places import in_order
from casework.people.scope import visible_cards
from casework.statistics.answers import declared_figures, figures_of_houses
from casework.statistics.facts import Facts, facts_of
from casework.statistics.parts import PARTS, word_of
from casework.statistics.question import Question

Number = int | Decimal | None
BEGINS = "movement.from"


FIRST_LOOKED_AT = (PARTS["stock"], PARTS["movement"], PARTS["period"])


@dataclass(frozen=True, slots=True)
class Changed:
    """A figure that reads otherwise: of the town (`place` is its part) or of a house (its name)."""

    place: str
    label: str
    unit: str
    before: Number
    after: Number

    @property
    def difference(self) -> Number:
        """None where one of them is unknown."""
        return None if self.before is None or self.after is None else self.after - self.before


@dataclass(frozen=True)
class Corrections:
    """What became known after `earlier` about the evening or period of `question`, whose knowledge is the later one."""

    question: Question
    earlier: datetime

    def __post_init__(self) -> None:
        if self.question.known_at <= self.earlier:
            raise Refused("Der spätere Wissensstand muss nach dem früheren liegen.")

    @cached_property
    def _both(self) -> tuple[Facts, Facts]:
        asked = self.question
        then = Question(asked.municipality_id, asked.municipality_name, asked.on, self.earlier, asked.since)
        return facts_of(then), facts_of(asked)

    @cached_property
    def of_town(self) -> list[Changed]:
        """The figures of the town that changed, part by part."""
        found = [
            Changed(PARTS[figure.name.rpartition(".")[0]], label, figure.unit, before, after)
            for figure in declared_figures()
            if figure.name != BEGINS
            for label, before, after in _differing(figure, *self._both)
        ]
        order = list(PARTS.values())
        return sorted(found, key=lambda changed: order.index(changed.place))

    @property
    def first(self) -> list[Changed]:
        """Those one looks at first: of stock, movement and period."""
        return [changed for changed in self.of_town if changed.place in FIRST_LOOKED_AT]

    @property
    def further(self) -> list[Changed]:
        """All others of the town."""
        return [changed for changed in self.of_town if changed.place not in FIRST_LOOKED_AT]

    @cached_property
    def of_houses(self) -> list[Changed]:
        """The figures of houses that changed, by house."""
        then, now = ({house.places.name: house for house in facts.houses} for facts in self._both)
        found = []
        for name in sorted({*then, *now}, key=in_order):
            for figure in figures_of_houses():
                before, after = (figure.read(at[name]) if name in at else None for at in (then, now))
                if before != after:
                    found.append(Changed(name, figure.label, figure.unit, before, after))
        return found

    @cached_property
    def entries(self) -> list[LateEntry]:
        """All that became known of stays and changes the evening or period, the latest first."""
        asked = self.question
        first = asked.on if asked.since is None else asked.since - ONE_DAY
        return late_entries(asked.municipality_id, first, asked.on, self.earlier, asked.known_at)

    def visible_to(self, viewer: Viewer) -> list[LateEntry]:
        """Those about people whom a viewer may know of."""
        if not viewer.may(Permission.HOUSING_RESIDENTS_READ):
            return []
        records = {record.person_id for card in visible_cards(viewer) for record in card.records}
        return [entry for entry in self.entries if entry.record_id in records]

    def count(self, happened: Happened) -> int:
        return sum(entry.happened is happened for entry in self.entries)

    @property
    def counts(self) -> list[tuple[str, int]]:
        """How many entries of each kind there are, of those that occur."""
        counted = [(str(happened), self.count(happened)) for happened in Happened]
        return [(words, times) for words, times in counted if times]


def _differing(figure: Any, then: Facts, now: Facts) -> Iterator[tuple[str, Number, Number]]:
    before, after = _by_word(figure, figure.read(then)), _by_word(figure, figure.read(now))
    for word in dict.fromkeys([*before, *after]):
        old, new = before.get(word, _none_of(after)), after.get(word, _none_of(before))
        if old != new:
            yield f"{figure.label}: {word}" if word else figure.label, old, new


def _none_of(counted: dict[str, Number]) -> Number:
    """What stands for a word that does not occur: none, where the others are counts."""
    return 0 if all(isinstance(number, int) for number in counted.values()) else None


def _by_word(figure: Any, value: Any) -> dict[str, Number]:
    """The numbers of a figure by the word of each; a plain number has none."""
    if isinstance(value, dict):
        return {word_of(figure.name, code): number for code, number in value.items()}
    if isinstance(value, list):
        return {
            f"{row['from']} → {row['to']}": row["persons"] for row in value if "persons" in row
        }  # what houses were used for stands with the houses
    return {"": value}
