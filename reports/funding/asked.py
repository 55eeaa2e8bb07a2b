"""What somebody wants evidence of: the period and knowledge of a municipality, and which figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from casework.errors import Refused
from casework.statistics.question import Question
from reports.funding.figures import ALL


@dataclass(frozen=True, slots=True)
class Asked:
    """The question, the names of the figures, and whether rare topics stand together.

    Raises Refused without a figure.
    """

    question: Question
    names: Sequence[str] = ALL
    folds_topics: bool = True

    def __post_init__(self) -> None:
        if not self.names:
            raise Refused("Bitte wenigstens eine Zahl auswählen.")

    @property
    def first(self) -> date:
        """The first day of the period."""
        if self.question.since is None:
            raise Refused("Der Verwendungsnachweis braucht einen Zeitraum.")
        return self.question.since
