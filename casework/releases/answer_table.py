"""An answer to take along: the frozen numbers, with the number of the answer and the question above."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from casework.releases.models import ReleasedAnswer
from casework.releases.queries import name_of
from casework.statistics.told import Told


@dataclass(frozen=True, slots=True)
class AnswerTable:
    """The table that was released; what is not said here is said as the cross table says it."""

    answer: ReleasedAnswer
    told: Told

    @property
    def title(self) -> str:
        return "Antwort"

    @property
    def file_name(self) -> str:
        """Without its ending."""
        return f"antwort-{self.answer.number}"

    @property
    def heading(self) -> list[str]:
        return self.told.heading

    def imprint(self) -> list[tuple[str, str]]:
        """Number and question first, the fingerprint last."""
        return [
            (name_of(self.answer), self.answer.question),
            *self.told.imprint(),
            ("Prüfwert", self.answer.digest),
        ]

    def rows(self) -> Sequence[Sequence[Any]]:
        return self.told.rows()

    def total(self) -> Sequence[Any]:
        return self.told.total()

    def definitions(self) -> Sequence[tuple[str, str]]:
        return self.told.definitions()
