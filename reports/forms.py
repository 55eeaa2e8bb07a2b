"""What one says to get a paper."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask import request
from flask_babel import lazy_gettext as _
from wtforms import SelectField, StringField
from wtforms.validators import InputRequired

from casework.access.viewer import Viewer
from casework.database.moments import now, read_moment, today
from casework.errors import Refused
from casework.statistics.question import Question
from casework.web.fields import DayField
from casework.web.forms import BaseForm
from reports.persons import Edition


class MomentField(StringField):
    """A moment of knowledge; a bare day means its end, nothing means now."""

    data: Any

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = None
        if valuelist and valuelist[0].strip():
            self.data = self.read(valuelist[0].strip())

    @staticmethod
    def read(text: str) -> datetime:
        """As typed, TT.MM.JJJJ with or without HH:MM, or ISO; ValueError carries the sentence."""
        for pattern, iso in (
            ("%d.%m.%Y %H:%M", "%Y-%m-%dT%H:%M"),
            ("%d.%m.%Y, %H:%M", "%Y-%m-%dT%H:%M"),
            ("%d.%m.%Y", "%Y-%m-%d"),
        ):
            try:
                text = datetime.strptime(text, pattern).strftime(iso)  # noqa: DTZ007  # read_moment sets the zone
            except ValueError:
                continue
        try:
            return read_moment(text)
        except Refused:
            raise ValueError(
                _(
                    "„%(text)s“ ist kein Zeitpunkt. Bitte als 02.04.2025 oder 02.04.2025 10:00 angeben.",
                    text=text,
                )
            ) from None

    def _value(self) -> str:
        return str(self.raw_data[0]) if self.raw_data else ""


class JourFixeForm(BaseForm):
    """Day, period, knowledge and edition; it only asks, so it stands in the address and needs no token."""

    class Meta(BaseForm.Meta):
        """A form that changes nothing."""

        csrf = False

    on = DayField(_("Stichtag"), [InputRequired()])
    since = DayField(_("Zeitraum ab"), name="from", description=_("leer: ab dem Ersten des Monats"))
    known_at = MomentField(
        _("Wissensstand"), name="as-known-at", description=_("leer: jetzt; ein Tag meint sein Ende")
    )
    edition = SelectField(_("Ausgabe"))

    def __init__(self, editions: Sequence[Edition]) -> None:
        super().__init__(
            formdata=request.args or None, on=today(), since=today().replace(day=1), edition=editions[0]
        )
        self.edition.choices = [(edition.value, edition.label) for edition in editions]

    def asked(self, viewer: Viewer) -> Question | None:
        """The question about the viewer's municipality; None once something in it was refused."""
        if request.args and not self.validate():
            return None
        on = self.on.data or today()
        since = self.since.data or on.replace(day=1)
        try:
            return Question(
                viewer.municipality_id, viewer.municipality_name, on, self.known_at.data or now(), since
            )
        except Refused as refusal:
            self.blame("since", refusal)
            return None
