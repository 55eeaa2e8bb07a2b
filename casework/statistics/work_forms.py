"""What one says to ask for the work done: a period by its name or by its days, and a moment of knowledge."""

from datetime import date

from flask import request
from flask_babel import lazy_gettext as _

from casework.access.viewer import Viewer
from casework.database.moments import today
from casework.database.turns import last_recorded_at
from casework.errors import Refused
from casework.statistics.question import Question
from casework.statistics.work_periods import Period, get_period, offered, quarter_of
from casework.web.fields import DayField, MomentField
from casework.web.forms import BaseForm

OWN = "own"


class WorkForm(BaseForm):
    """It only asks, so it needs no token; without a choice it is the running quarter up to today."""

    class Meta(BaseForm.Meta):
        """A form that changes nothing."""

        csrf = False

    since = DayField(_("eigener Zeitraum ab"), name="from", id="filter-from")
    on = DayField(_("bis"), id="filter-on")
    known_at = MomentField(_("Wissensstand"), name="as_known_at", id="filter-as_known_at")

    def __init__(self) -> None:
        super().__init__(formdata=request.args)

    @property
    def chosen(self) -> str:
        """The code of the period, OWN for days of one's own."""
        code = request.args.get("period", "")
        return code or (OWN if self.since.data or self.on.data else quarter_of(today()).code)

    def choices(self) -> list[Period]:
        """What the list of periods offers."""
        return offered(today())

    def asked(self, viewer: Viewer) -> Question | None:
        """The question about the viewer's whole municipality; None once something in it was refused."""
        if not self.validate():
            return None
        try:
            first, last = self._days()
            town = (viewer.municipality_id, viewer.municipality_name)
            return Question(*town, last, self.known_at.data or last_recorded_at(), first)
        except Refused as refusal:
            self.blame("since", refusal)
            return None

    def _days(self) -> tuple[date, date]:
        if self.chosen == OWN:
            if self.since.data is None:
                raise Refused("Bitte sagen Sie, ab welchem Tag der eigene Zeitraum zählt.")
            return self.since.data, self.on.data or today()
        if self.since.data or self.on.data:
            raise Refused(
                "Bitte wählen Sie „eigener Zeitraum“, damit die Tage gelten, oder leeren Sie die beiden Felder."
            )
        period = get_period(self.chosen)
        return period.first, max(period.first, min(period.last, today()))
