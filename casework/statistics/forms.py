"""What one says to ask for figures: a day, perhaps a period and a moment; all of it stands in the address."""

from flask import request
from flask_babel import lazy_gettext as _

from casework.access.viewer import Viewer
from casework.database.moments import today
from casework.database.turns import last_recorded_at
from casework.errors import Refused
from casework.statistics.question import Question
from casework.web.fields import DayField, MomentField
from casework.web.forms import BaseForm


class QuestionForm(BaseForm):
    """It only asks, so it needs no token; without a beginning the period begins with the month."""

    class Meta(BaseForm.Meta):
        """A form that changes nothing."""

        csrf = False

    on = DayField(_("Am Abend des"), id="filter-on")
    since = DayField(_("Zeitraum ab"), name="from", id="filter-from")
    known_at = MomentField(_("Wissensstand"), name="as_known_at", id="filter-as_known_at")

    def __init__(self) -> None:
        super().__init__(formdata=request.args)

    def asked(self, viewer: Viewer) -> Question | None:
        """The question about the viewer's municipality; None once something in it was refused."""
        if not self.validate():
            return None
        on = self.on.data or today()
        since = self.since.data or on.replace(day=1)
        town = (viewer.municipality_id, viewer.municipality_name)
        try:
            return Question(*town, on, self.known_at.data or last_recorded_at(), since)
        except Refused as refusal:
            self.blame("since", refusal)
            return None
