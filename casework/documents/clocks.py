"""The dates that run from a paper, as proposals: a person looks at each and decides (domain brief §2.1)."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from casework.vocabulary.documents import BIRTH_CERTIFICATE, DECISION_NOTICE
from casework.vocabulary.periods import months_later, weeks_later

WEEKS_FOR_A_SUIT = 2
WEEKS_IN_URGENT_TYPES = 1
MONTHS_FOR_A_TITLE = 6
NEWBORN_MONTHS = 12


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


def proposals(
    kind: str, *, served_on: date | None, filed_on: date, births: Iterable[tuple[uuid.UUID, str, date]]
) -> list[Proposal]:
    """What a paper of this kind sets running; `births` are (id, name, birth date) of the people it is about."""
    if kind == DECISION_NOTICE and served_on is not None:
        return suit_against(served_on)
    if kind == BIRTH_CERTIFICATE:
        return [
            title_for(person_id, name, born_on)
            for person_id, name, born_on in births
            if born_on <= filed_on < months_later(born_on, NEWBORN_MONTHS)
        ]
    return []


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


def title_for(person_id: uuid.UUID, name: str, born_on: date) -> Proposal:
    """Until when a residence title must be applied for, for a child born in Germany (§ 81 (2) AufenthG)."""
    return Proposal(
        f"TITEL {born_on} {person_id}",
        months_later(born_on, MONTHS_FOR_A_TITLE),
        f"Aufenthaltstitel für {name} beantragen",
        "sechs Monate ab Geburt, wenn das Kind in Deutschland geboren ist, § 81 Abs. 2 AufenthG",
    )
