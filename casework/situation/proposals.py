"""What is worth a look in the benefit regime: proposed, with its reason, and never decided (domain brief §2.3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from casework.database.episodes import ONE_DAY
from casework.people.models import Person, ResidenceTitle
from casework.people.queries import titles_of
from casework.situation.asylblg import MONTHS_OF_BASIC_BENEFITS, counts_months, find_end
from casework.situation.kinds import REGIME
from casework.situation.lanes import value_on
from casework.situation.models import LifeFact
from casework.vocabulary.periods import months_later
from casework.vocabulary.situation import ASYLBLG_2, SGB2, UNDER_ASYLBLG

HINT_BEFORE = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A regime that may hold from a day on, and why."""

    regime: str
    starts_on: date
    title: str
    reason: str

    @property
    def last_day(self) -> date:
        """The last day of the regime before."""
        return self.starts_on - ONE_DAY


def proposals_for(person: Person, facts: Sequence[LifeFact], day: date) -> list[Proposal]:
    """What may have changed in a person's benefit regime, as far as it is not yet on record."""
    regimes = [fact for fact in facts if fact.kind is not None and fact.kind.key == REGIME]
    if not any(fact.answer in UNDER_ASYLBLG for fact in regimes):
        return []
    found = [_end_of_asylblg(titles_of(person), regimes), _analogous_benefits(regimes, day)]
    return [proposal for proposal in found if proposal is not None][:1]


def _end_of_asylblg(titles: Sequence[ResidenceTitle], regimes: Sequence[LifeFact]) -> Proposal | None:
    """The entitlement ends with the month in which its condition falls away (§ 1 (3) AsylbLG)."""
    end = find_end(titles)
    if end is None:
        return None
    holding = value_on(regimes, end.following)
    if holding is None or holding.answer not in UNDER_ASYLBLG:
        return None
    return Proposal(
        SGB2,
        end.following,
        f"AsylbLG endet vermutlich mit dem {end.last_day:%d.%m.%Y}",
        f"{end.why}, § 1 (3) AsylbLG",
    )


def _analogous_benefits(regimes: Sequence[LifeFact], day: date) -> Proposal | None:
    """After 36 months in the country benefits follow the SGB XII; when those months began, people must look up."""
    holding = value_on(regimes, day)
    if holding is None or not counts_months(holding.answer, holding.precision):
        return None
    due = months_later(holding.starts_on, MONTHS_OF_BASIC_BENEFITS)
    if due > day + HINT_BEFORE:
        return None
    return Proposal(
        ASYLBLG_2,
        due,
        f"Analogleistungen vermutlich ab dem {due:%d.%m.%Y}",
        f"36 Monate nach {holding.starts_on:%d.%m.%Y}; maßgeblich ist der Aufenthalt, § 2 (1) AsylbLG",
    )
