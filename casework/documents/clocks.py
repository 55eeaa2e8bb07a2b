"""The dates that run from a paper, as proposals: a person looks at each and decides (domain brief §2.1).

What runs from facts about a person, whatever papers there are, is a clock of the slice `deadlines`: that for a child
born here a title must be applied for is no proposal of its birth certificate.
"""

from dataclasses import dataclass
from datetime import date

from casework.vocabulary.documents import DECISION_NOTICE
from casework.vocabulary.periods import weeks_later

WEEKS_FOR_A_SUIT = 2
WEEKS_IN_URGENT_TYPES = 1


@dataclass(frozen=True, slots=True)
class Proposal:
    """A deadline that may run; proposals of one `basis` are alternatives, of which at most one is meant."""

    basis: str
    due_on: date
    title: str
    reason: str

    @property
    def key(self) -> str:
        """What a form sends to name it."""
        return f"{self.basis} {self.due_on}"


def proposals(kind: str, served_on: date | None) -> list[Proposal]:
    """What a paper of this kind sets running."""
    return suit_against(served_on) if kind == DECISION_NOTICE and served_on is not None else []


def suit_against(served_on: date) -> list[Proposal]:
    """Until when a suit can be brought against a notice of the BAMF: calendar days from the service (§ 74 (1) AsylG).

    Weekends and holidays, which may move the end, do not count here: the earlier day is the safe one.
    """
    basis = f"KLAGE {served_on}"
    return [
        Proposal(
            basis,
            weeks_later(served_on, WEEKS_FOR_A_SUIT),
            "Klagefrist (§ 74 AsylG)",
            "zwei Wochen ab Zustellung, § 74 Abs. 1 AsylG",
        ),
        Proposal(
            basis,
            weeks_later(served_on, WEEKS_IN_URGENT_TYPES),
            "Klagefrist im Eilfall (§ 74 AsylG)",
            "eine Woche ab Zustellung, etwa bei „offensichtlich unbegründet“ oder „unzulässig“",
        ),
    ]
