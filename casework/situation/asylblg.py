"""When benefits under the AsylbLG end, and when they change (§§ 1 (3), 2 (1) AsylbLG; domain brief §2.3)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from casework.database.episodes import ONE_DAY
from casework.vocabulary.periods import end_of_month
from casework.vocabulary.residence import RESIDENCE_TITLES, is_residence_permit
from casework.vocabulary.situation import ASYLBLG_3, NO_LATER

STILL_UNDER_ASYLBLG = frozenset({"AE_23", "AE_24", "AE_25_4", "AE_25_5"})
"""Permits whose holders may stay under the AsylbLG (§ 1 (1) no. 3, 8 AsylbLG): for them nothing falls away."""
MONTHS_OF_BASIC_BENEFITS = 36


class Issued(Protocol):
    """What of a residence title counts here."""

    @property
    def title(self) -> str: ...
    @property
    def starts_on(self) -> date: ...
    @property
    def final_on(self) -> date | None: ...


@dataclass(frozen=True, slots=True)
class AsylblgEnd:
    """The day on which the condition of the benefits fell away: a notice became final, or else a permit was issued."""

    fell_away_on: date
    is_final: bool
    title: str

    @property
    def last_day(self) -> date:
        """The benefits end with the month."""
        return end_of_month(self.fell_away_on)

    @property
    def following(self) -> date:
        """The first day of whatever comes then."""
        return self.last_day + ONE_DAY

    @property
    def why(self) -> str:
        """What happened, with its day and the title."""
        what = "Bescheid unanfechtbar" if self.is_final else "Titel erteilt"
        return f"{what} am {self.fell_away_on:%d.%m.%Y}: {RESIDENCE_TITLES.label(self.title)}"


def find_end(titles: Iterable[Issued]) -> AsylblgEnd | None:
    """When the first permit took its holder out of the AsylbLG, or None."""
    fell_away = [
        (title.final_on or title.starts_on, title.final_on is not None, title.title)
        for title in titles
        if is_residence_permit(title.title) and title.title not in STILL_UNDER_ASYLBLG
    ]
    return AsylblgEnd(*min(fell_away)) if fell_away else None


def counts_months(regime: str | None, precision: str) -> bool:
    """Whether from the beginning of a regime one can count towards Analogleistungen."""
    return regime == ASYLBLG_3 and precision != NO_LATER
