"""How far a deadline has grown: one row that gets louder, never four alarms (domain brief §2.2)."""

from collections.abc import Sequence
from datetime import date

NOT_YET, FIRST = 0, 1
OVERDUE = 100


def level(due_on: date, warned_on: Sequence[date], day: date) -> int:
    """NOT_YET before it is shown, then how many of its warnings have passed, OVERDUE from the day after its last.

    One without warnings is shown from the beginning.
    """
    if day > due_on:
        return OVERDUE
    if not warned_on:
        return FIRST
    return sum(warning <= day for warning in warned_on)
