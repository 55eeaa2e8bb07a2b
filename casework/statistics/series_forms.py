"""What one says to ask for a time series, or for what late entries changed; all of it stands in the address."""

from datetime import date, timedelta

from flask import request
from flask_babel import lazy_gettext as _
from wtforms.validators import Optional

from casework.access.viewer import Viewer
from casework.database.moments import now, today
from casework.database.turns import last_recorded_at
from casework.statistics.corrections import Corrections
from casework.statistics.evenings_between import MONTH, STEPS
from casework.statistics.measures import AT_A_HOUSE, is_of_houses
from casework.statistics.question import Question
from casework.statistics.series import Series, series
from casework.web.fields import ChoiceField, DayField, MomentField
from casework.web.forms import BaseForm

SHOWN_AT_FIRST = ["stock.total", "stock.by_stage.VU", "stock.by_stage.AU", "stock.by_stage.UMA"]
A_WEEK = timedelta(days=7)


class _Asking(BaseForm):
    """It only asks, so it needs no token."""

    class Meta(BaseForm.Meta):
        """A form that changes nothing."""

        csrf = False

    def __init__(self) -> None:
        super().__init__(formdata=request.args)


class SeriesForm(_Asking):
    """A span, how far apart its evenings are, a moment of knowledge, and figures, to which one can be added."""

    first = DayField(_("Von"), name="from", id="filter-from")
    last = DayField(_("Bis"), name="to", id="filter-to")
    every = ChoiceField(_("Abstand"), [Optional()], choices=STEPS.choices(), id="filter-every")
    known_at = MomentField(_("Wissensstand"), name="as_known_at", id="filter-as_known_at")

    @property
    def names(self) -> list[str]:
        """The measures asked for, with the one that is added last."""
        asked = request.args.getlist("figure")
        added, house = request.args.get("add", ""), request.args.get("house", "")
        if added:
            asked.append(f"{added}{AT_A_HOUSE}{house}" if house and is_of_houses(added) else added)
        return list(dict.fromkeys(asked)) or SHOWN_AT_FIRST

    @property
    def span(self) -> tuple[date, date]:
        """The first and last day; without a choice the twelve months that end today."""
        last = self.last.data or today()
        return self.first.data or last.replace(year=last.year - 1, day=1), last

    def asked(self, viewer: Viewer) -> Series | None:
        """The series of the viewer's municipality; None once something in it was refused."""
        if not self.validate():
            return None
        first, last = self.span
        town = (viewer.municipality_id, viewer.municipality_name)
        question = Question(*town, last, self.known_at.data or last_recorded_at())
        return self.attempt(lambda: series(question, first, self.every.data or MONTH, self.names))


class CorrectionsForm(_Asking):
    """An evening or a period, and the two moments between which something became known."""

    on = DayField(_("Stichtag"), id="filter-on")
    since = DayField(_("Zeitraum ab"), name="from", id="filter-from")
    earlier = MomentField(_("Früherer Wissensstand"), id="filter-earlier")
    later = MomentField(_("Späterer Wissensstand"), id="filter-later")

    def asked(self, viewer: Viewer) -> Corrections | None:
        """What changed; without moments in the last seven days. None once something was refused."""
        if not self.validate():
            return None
        town = (viewer.municipality_id, viewer.municipality_name)
        on, later = self.on.data or today(), self.later.data or now()
        earlier = self.earlier.data or later - A_WEEK
        return self.attempt(lambda: Corrections(Question(*town, on, later, self.since.data), earlier))
