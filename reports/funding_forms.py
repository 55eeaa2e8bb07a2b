"""What one says to get funding evidence."""

from datetime import date

from flask import request
from flask_babel import lazy_gettext as _
from wtforms.validators import DataRequired, InputRequired

from casework.access.viewer import Viewer
from casework.database.moments import today
from casework.database.turns import last_recorded_at
from casework.errors import Refused
from casework.statistics.figures import definition_of
from casework.statistics.question import Question
from casework.web.components import day
from casework.web.fields import ChecksField, ChoiceField, DayField, MomentField
from casework.web.forms import BaseForm
from reports.funding.asked import Asked
from reports.funding.figures import ALL, PARTS, labelled
from reports.funding.periods import OWN, offered, span_of, words_of

FOLDED, EXACT = "folded", "exact"


class FundingForm(BaseForm):
    """Period, knowledge and figures; it only asks, so it stands in the address and needs no token."""

    class Meta(BaseForm.Meta):
        """A form that changes nothing."""

        csrf = False

    period = ChoiceField(_("Zeitraum"), [InputRequired()])
    since = DayField(_("Von"), name="from", description=_("nur bei eigenem Zeitraum"))
    on = DayField(_("Bis"), description=_("der letzte Tag, zugleich Stichtag"))
    known_at = MomentField(
        _("Wissensstand"), name="as-known-at", description=_("leer: jetzt; ein Tag meint sein Ende")
    )
    topics = ChoiceField(
        _("Hauptthemen"),
        choices=[
            (FOLDED, _("seltene zusammengefasst")),
            (EXACT, _("jedes einzeln")),
        ],
        description=_("selten: in einem oder zwei Gesprächen"),
    )
    figures = ChecksField(
        _("Zahlen"),
        [DataRequired(_("Bitte wenigstens eine Zahl auswählen."))],
        choices=[
            (name, labelled(part, definition_of(name))) for part, names in PARTS.items() for name in names
        ],
    )

    def __init__(self) -> None:
        codes = offered(today())
        super().__init__(formdata=request.args or None, period=codes[0], figures=list(ALL), topics=FOLDED)
        if self.period.data not in codes and span_of(self.period.data or ""):
            codes.append(self.period.data)
        self.period.choices = [*((code, _words(code)) for code in codes), (OWN, _("eigener Zeitraum"))]

    def asked(self, viewer: Viewer) -> Asked | None:
        """What is wanted of the viewer's municipality; None once something in it was refused."""
        if request.args and not self.validate():
            return None
        span = span_of(self.period.data) or self._own_span()
        if span is None:
            return None
        known_at = self.known_at.data or last_recorded_at()
        town = (viewer.municipality_id, viewer.municipality_name)
        return self.attempt(lambda: self._asked(Question(*town, span[1], known_at, span[0])), at="since")

    def _own_span(self) -> tuple[date, date] | None:
        for name in ("since", "on"):
            if self[name].data is None:
                self.blame(name, Refused("Bitte angeben, oder oben ein Quartal oder Jahr wählen."))
        return (self.since.data, self.on.data) if self.since.data and self.on.data else None

    def _asked(self, question: Question) -> Asked:
        return Asked(question, self.figures.data or (), self.topics.data != EXACT)


def _words(code: str) -> str:
    first, last = span_of(code) or (today(), today())
    return f"{words_of(first, last)} ({day(first)} – {day(last)})"
