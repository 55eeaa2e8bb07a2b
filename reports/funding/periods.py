"""Periods for which evidence is asked: what quarter, half-year or year some days are, and which one ended last."""

from datetime import date

from casework.database.episodes import ONE_DAY
from casework.statistics.work_periods import Period, get_period, quarter_of

OWN = "own"


def name_of(first: date, last: date) -> str:
    """„3. Quartal 2026“; nothing for other days."""
    codes = (quarter_of(first).code, f"{first.year}-H{1 if first.month == 1 else 2}", str(first.year))
    periods = map(get_period, codes)
    return next((period.label for period in periods if (period.first, period.last) == (first, last)), "")


def last_completed(today: date) -> Period:
    """The quarter before the running one."""
    return quarter_of(quarter_of(today).first - ONE_DAY)
