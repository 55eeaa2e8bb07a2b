"""Whether a partner is open now, and when it opens next; on public holidays nobody knows."""

from datetime import datetime, timedelta

from flask_babel import gettext as _

from casework.database.moments import BERLIN
from casework.partners.opening_hours import DAYS, OpeningHours, clock
from casework.vocabulary.working_days import holiday_on

DAYS_AHEAD = 8


def open_now(hours: OpeningHours, moment: datetime) -> str:
    """A sentence for a moment: open until when, or open again when; empty where no times are known."""
    if not hours.has_times:
        return ""
    here = moment.astimezone(BERLIN)
    minute = here.hour * 60 + here.minute
    if holiday := holiday_on(here.date()):
        return str(_("Heute ist Feiertag (%(holiday)s): bitte vorher fragen.", holiday=holiday))
    for begins, ends in hours.spans[here.weekday()]:
        if begins <= minute < ends:
            return str(_("Jetzt geöffnet, bis %(time)s Uhr.", time=clock(ends)))
        if minute < begins:
            return str(_("Jetzt geschlossen; öffnet heute um %(time)s Uhr.", time=clock(begins)))
    return _next_opening(hours, here)


def _next_opening(hours: OpeningHours, here: datetime) -> str:
    for ahead in range(1, DAYS_AHEAD):
        day = here.date() + timedelta(days=ahead)
        spans = hours.spans[day.weekday()]
        if spans and not holiday_on(day):
            return str(
                _(
                    "Jetzt geschlossen; öffnet %(weekday)s, %(day)s, um %(time)s Uhr.",
                    weekday=DAYS[day.weekday()],
                    day=f"{day:%d.%m.}",
                    time=clock(spans[0][0]),
                )
            )
    return str(_("Jetzt geschlossen."))
