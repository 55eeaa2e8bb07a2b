"""Clocks of the AsylbLG: its end, and the months after which benefits follow the SGB XII (domain brief §2.3)."""

from collections.abc import Iterator

from casework.database.episodes import find_holding
from casework.deadlines.due import Running, Watch
from casework.situation.asylblg import counts_months, find_end
from casework.vocabulary.deadlines import ANALOGOUS_BENEFITS, ASYLBLG_END
from casework.vocabulary.situation import DAY, UNDER_ASYLBLG


def asylblg_end(watch: Watch) -> Iterator[Running]:
    """The benefits end with the month in which a permit ended their condition, until the regime after is on record."""
    regimes = watch.life.regimes
    end = find_end(watch.life.titles) if regimes else None
    if end is None:
        return
    holding = find_holding(regimes, end.following)
    if holding is not None and holding.regime in UNDER_ASYLBLG:
        yield watch.runs(ASYLBLG_END, end.fell_away_on, end.why, due_on=end.last_day)


def analogous_benefits(watch: Watch) -> Iterator[Running]:
    """After the months of basic benefits the higher ones are due, unless benefits end anyway."""
    holding = find_holding(watch.life.regimes, watch.day)
    if holding is None or not counts_months(holding.regime, holding.precision):
        return
    end = find_end(watch.life.titles)
    why = f"Grundleistungen seit {holding.starts_on:%d.%m.%Y}; maßgeblich ist der Aufenthalt"
    running = watch.runs(ANALOGOUS_BENEFITS, holding.starts_on, why, is_uncertain=holding.precision != DAY)
    if end is None or running.due_on <= end.last_day:
        yield running
