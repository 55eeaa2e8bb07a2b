"""What one says to get funding evidence."""

import uuid
from contextlib import suppress
from datetime import date
from typing import Any

from flask import request
from flask_babel import lazy_gettext as _
from wtforms.validators import DataRequired, InputRequired, Optional

from casework.access.viewer import Viewer
from casework.database.moments import today
from casework.database.turns import last_recorded_at
from casework.errors import Refused
from casework.statistics.question import Question
from casework.statistics.work_periods import get_period, offered
from casework.web.fields import ChecksField, ChoiceField, DayField, MomentField
from casework.web.forms import BaseForm
from reports.funding.asked import Asked
from reports.funding.figures import ALL, PARTS, find_figure, labelled
from reports.funding.periods import OWN, last_completed
from reports.funding.workers import may_name_workers, posts_to_choose, teams_to_choose

FOLDED, EXACT = "folded", "exact"
PSEUDONYMOUS, BY_NAME = "pseudonymous", "names"


class FundingForm(BaseForm):
    """Period, people, knowledge and figures; it only asks, so it stands in the address and needs no token."""

    class Meta(BaseForm.Meta):
        """A form that changes nothing."""

        csrf = False

    period = ChoiceField(_("Zeitraum"), [InputRequired()])
    since = DayField(_("Von"), name="from", description=_("nur bei eigenem Zeitraum"))
    on = DayField(_("Bis"), description=_("der letzte Tag, zugleich Stichtag"))
    known_at = MomentField(
        _("Wissensstand"), name="as-known-at", description=_("leer: jetzt; ein Tag meint sein Ende")
    )
    team = ChoiceField(_("Wessen Arbeit"), [Optional()])
    called = ChoiceField(_("Stellen"), [Optional()], description=_("pseudonym: „Stelle 1“ statt des Namens"))
    posts = ChecksField(_("Nur diese Stellen"), [Optional()], description=_("leer: alle"))
    topics = ChoiceField(
        _("Kleine Zahlen"),
        [Optional()],
        choices=[(FOLDED, _("geschützt")), (EXACT, _("jede einzeln"))],
        description=_(
            "geschützt: Themen mit einem oder zwei Gesprächen zusammen, keine Wartezeit von weniger als drei Personen"
        ),
    )
    figures = ChecksField(
        _("Zahlen"),
        [DataRequired(_("Bitte wenigstens eine Zahl auswählen."))],
        choices=[
            (name, labelled(part, find_figure(name))) for part, names in PARTS.items() for name in names
        ],
    )

    def __init__(self, viewer: Viewer) -> None:
        super().__init__(
            formdata=request.args or None,
            period=last_completed(today()).code,
            posts=[],
            figures=list(ALL),
            topics=FOLDED,
            called=PSEUDONYMOUS,
        )
        self.viewer = viewer
        self.period.choices = self._periods()
        self.team.choices = teams_to_choose(viewer.municipality_id)
        called = [(PSEUDONYMOUS, _("pseudonym"))]
        self.called.choices = [*called, (BY_NAME, _("mit Namen"))] if may_name_workers(viewer) else called
        self.posts.choices = posts_to_choose(viewer.municipality_id, names=may_name_workers(viewer))

    def _periods(self) -> list[tuple[str, Any]]:
        """The periods that have begun, any other one that an address names, and days of one's own."""
        found = {period.code: period for period in offered(today())}
        if (wanted := self.period.data or "") not in (*found, OWN):
            with suppress(Refused):
                found[wanted] = get_period(wanted)
        named = [(code, period.label) for code, period in found.items()]
        return [*named, (OWN, _("eigener Zeitraum"))]

    def asked(self) -> Asked | None:
        """What is wanted of the viewer's municipality; None once something in it was refused."""
        if request.args and not self.validate():
            return None
        span = self._span()
        return self.attempt(lambda: self._asked(*span), at="since") if span else None

    def _span(self) -> tuple[date, date] | None:
        if self.period.data != OWN:
            period = get_period(self.period.data)
            return period.first, period.last
        for name in ("since", "on"):
            if self[name].data is None:
                self.blame(name, Refused("Bitte angeben, oder oben ein Quartal oder Jahr wählen."))
        return (self.since.data, self.on.data) if self.since.data and self.on.data else None

    def _asked(self, first: date, last: date) -> Asked:
        question = Question(
            self.viewer.municipality_id,
            self.viewer.municipality_name,
            last,
            self.known_at.data or last_recorded_at(),
            first,
            team_id=uuid.UUID(self.team.data) if self.team.data else None,
            worker_ids=frozenset(map(uuid.UUID, self.posts.data or ())),
        )
        return Asked(
            question,
            self.figures.data or (),
            withholds_small=self.topics.data != EXACT,
            names_workers=self.called.data == BY_NAME,
            reader_id=self.viewer.user_id,
        )
