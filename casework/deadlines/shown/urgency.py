"""How urgent a deadline is, in words that say it without a colour."""

from dataclasses import dataclass
from datetime import date, timedelta

from flask_babel import lazy_gettext as _

from casework.deadlines.levels import NOT_YET, OVERDUE, level
from casework.deadlines.models import What

SOON = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Urgency:
    """A word and the badge that carries it."""

    word: object
    badge: str


LATE = Urgency(_("überfällig"), "danger")
PRESSING = Urgency(_("dringend"), "warning")
RUNS = Urgency(_("läuft"), "info")
AHEAD = Urgency(_("später"), "info")
WORDS = (
    (LATE, _("Der letzte Tag ist vorbei, und niemand hat die Frist als erledigt festgehalten.")),
    (PRESSING, _("Es bleiben höchstens sieben Tage, oder der letzte Hinweis vor dem Ende ist erreicht.")),
    (RUNS, _("Ein Hinweis vor dem Ende ist erreicht: Bitte kümmern Sie sich darum.")),
    (AHEAD, _("Der erste Hinweis kommt noch; zurzeit ist nichts zu tun.")),
)
"""What each of the words means, the most urgent first."""


def urgency(what: What, day: date) -> Urgency:
    """Late after its last day, pressing in the last week and from its last warning on, ahead before the first."""
    reached = level(what.due_on, what.warned_on, day)
    if reached == OVERDUE:
        return LATE
    if reached == NOT_YET:
        return AHEAD
    has_grown = len(what.warned_on) > 1 and reached == len(what.warned_on)
    return PRESSING if has_grown or what.due_on - day <= SOON else RUNS
