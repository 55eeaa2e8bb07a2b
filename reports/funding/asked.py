"""What somebody wants evidence of: whose work over which period, as known when, and in which figures."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from casework.errors import Refused
from casework.statistics.question import Question
from reports.funding.figures import ALL


@dataclass(frozen=True, slots=True)
class Asked:
    """The question, whole or narrowed, the names of the figures, and how topics and posts are told.

    `withholds_small` puts rare topics together and tells no waiting of one or two people.
    `reader_id` is who makes the evidence and knows their own work. Raises Refused without a figure.
    """

    question: Question
    names: Sequence[str] = ALL
    withholds_small: bool = True
    names_workers: bool = False
    reader_id: uuid.UUID | None = None

    def __post_init__(self) -> None:
        if not self.names:
            raise Refused("Bitte wenigstens eine Zahl auswählen.")

    @property
    def first(self) -> date:
        """The first day of the period."""
        if self.question.since is None:
            raise Refused("Der Verwendungsnachweis braucht einen Zeitraum.")
        return self.question.since
