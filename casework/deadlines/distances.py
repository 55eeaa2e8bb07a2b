"""How far away a day is, in the same words wherever a deadline is shown."""

from datetime import date

from flask_babel import gettext as _
from flask_babel import ngettext

from casework.vocabulary.periods import MONTHS_OF_A_YEAR, whole_months

COUNTED_DAYS = 99
COUNTED_MONTHS = 2 * MONTHS_OF_A_YEAR - 1
"""So many are counted; more are told in whole months, and from two years on in whole years."""


def distance(due_on: date, day: date) -> str:
    """„noch 12 Tage“, „heute“, „vor 3 Tagen“, „noch 3 Monate“, „vor 10 Jahren“: whole units, never rounded up."""
    if due_on == day:
        return str(_("heute"))
    return _since(due_on, day) if due_on < day else _until(due_on, day)


def _since(due_on: date, day: date) -> str:
    days, months = (day - due_on).days, whole_months(due_on, day)
    if days <= COUNTED_DAYS:
        return str(ngettext("vor einem Tag", "vor %(num)s Tagen", days))
    if months <= COUNTED_MONTHS:
        return str(_("vor %(num)s Monaten", num=months))
    return str(_("vor %(num)s Jahren", num=months // MONTHS_OF_A_YEAR))


def _until(due_on: date, day: date) -> str:
    days, months = (due_on - day).days, whole_months(day, due_on)
    if days <= COUNTED_DAYS:
        return str(ngettext("noch ein Tag", "noch %(num)s Tage", days))
    if months <= COUNTED_MONTHS:
        return str(_("noch %(num)s Monate", num=months))
    return str(_("noch %(num)s Jahre", num=months // MONTHS_OF_A_YEAR))
