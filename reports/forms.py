"""What one says to get a paper."""

from collections.abc import Sequence

from flask import request
from flask_babel import lazy_gettext as _
from wtforms import SelectField
from wtforms.validators import InputRequired

from casework.access.viewer import Viewer
from casework.database.moments import today
from casework.database.turns import last_recorded_at
from casework.errors import Refused
from casework.statistics.question import Question
from casework.web.fields import DayField, MomentField
from casework.web.forms import BaseForm
from reports.persons import Edition


class JourFixeForm(BaseForm):
    """Day, period, knowledge and edition; it only asks, so it stands in the address and needs no token."""

    class Meta(BaseForm.Meta):
        """A form that changes nothing."""

        csrf = False

    on = DayField(_("Stichtag"), [InputRequired()], description=_("Stand am Abend dieses Tages"))
    since = DayField(_("Zeitraum ab"), name="from", description=_("leer: ab dem Ersten des Monats"))
    known_at = MomentField(
        _("Wissensstand"), name="as-known-at", description=_("leer: jetzt; ein Tag meint sein Ende")
    )
    edition = SelectField(_("Ausgabe"), description=_("pseudonym: Aktenzeichen statt Namen"))

    def __init__(self, editions: Sequence[Edition]) -> None:
        super().__init__(formdata=request.args or None, on=today(), edition=editions[0])
        self.edition.choices = [(edition.value, edition.label) for edition in editions]

    def asked(self, viewer: Viewer) -> Question | None:
        """The question about the viewer's municipality; None once something in it was refused."""
        if request.args and not self.validate():
            return None
        on = self.on.data or today()
        since = self.since.data or on.replace(day=1)
        try:
            return Question(
                viewer.municipality_id,
                viewer.municipality_name,
                on,
                self.known_at.data or last_recorded_at(),
                since,
            )
        except Refused as refusal:
            self.blame("since", refusal)
            return None
