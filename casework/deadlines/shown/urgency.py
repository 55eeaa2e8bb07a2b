"""How urgent a deadline is, in words that say it without a colour."""

from dataclasses import dataclass
from datetime import date, timedelta

from flask_babel import format_timedelta, lazy_gettext, ngettext
from flask_babel import gettext as _

from casework.deadlines.levels import OVERDUE, level
from casework.deadlines.models import What

COUNTED_DAYS = 99
"""So many days are counted; more are told in months and years."""
SOON = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Urgency:
    """A word and the badge that carries it."""

    word: object
    badge: str


LATE = Urgency(lazy_gettext("überfällig"), "danger")
PRESSING = Urgency(lazy_gettext("dringend"), "warning")
RUNS = Urgency(lazy_gettext("läuft"), "info")


def urgency(what: What, day: date) -> Urgency:
    """Late after its last day, pressing in the last week and from its last warning on."""
    reached = level(what.due_on, what.warned_on, day)
    if reached == OVERDUE:
        return LATE
    has_grown = len(what.warned_on) > 1 and reached == len(what.warned_on)
    return PRESSING if has_grown or what.due_on - day <= SOON else RUNS


def time_left(due_on: date, day: date) -> str:
    """„noch 12 Tage“, „heute“, „vor 3 Tagen“, „in 2 Jahren“."""
    days = (due_on - day).days
    if days == 0:
        return str(_("heute"))
    if abs(days) > COUNTED_DAYS:
        return str(format_timedelta(timedelta(days=days), granularity="month", add_direction=True))
    if days < 0:
        return str(ngettext("vor %(num)s Tag", "vor %(num)s Tagen", -days))
    return str(ngettext("noch %(num)s Tag", "noch %(num)s Tage", days))
