"""The forms of Mein Tag: until when something may wait and why, and after how many months somebody is asked about."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from flask_babel import gettext as _now
from flask_babel import lazy_gettext as _
from wtforms import IntegerField, StringField
from wtforms.validators import DataRequired, Length, NumberRange, Optional

from casework.deadlines.day.operations import FEWEST_MONTHS, MOST_MONTHS
from casework.deadlines.day.rows import WEEK, Row
from casework.vocabulary.working_days import working_day_after
from casework.web.editions import EditForm
from casework.web.fields import DayField, OneOfField, as_choices
from casework.web.forms import BaseForm

OWN_DAY = "own"
LONGEST_REASON = 300


class LaterForm(BaseForm):
    """Until when a row rests, and why."""

    when = OneOfField(_("Wieder zeigen"), [DataRequired(_("Bitte wählen Sie, wann."))])
    until_on = DayField(_("Anderer Tag"), [Optional()])
    reason = StringField(
        _("Warum kann das warten?"),
        [DataRequired(_("Bitte geben Sie einen Grund an.")), Length(max=LONGEST_REASON)],
        description=_("Alle, die den Eintrag sehen, lesen ihn, auch Ihre Vertretung."),
    )

    @classmethod
    def of_row(cls, row: Row, day: date) -> "LaterForm":
        """Offer the days until which the row may rest."""
        days = [(found.isoformat(), label) for found, label in _offered(row, day)]
        form = cls(data={"when": days[0][0] if days else OWN_DAY})
        form.when.choices = as_choices([*days, (OWN_DAY, _now("an einem anderen Tag"))])
        return form

    def details(self) -> dict[str, Any]:
        """Until when and why, as `operations.put_off` takes it."""
        is_own = self.when.data == OWN_DAY
        until_on = self.until_on.data if is_own else date.fromisoformat(self.when.data)
        return {"until_on": until_on, "reason": self.reason.data}

    def validate(self, extra_validators: object = None) -> bool:
        """Another day must be given where it is chosen; a day that is given is the one that is meant."""
        if self.until_on.raw_data and self.until_on.raw_data[0].strip():
            self.when.data = OWN_DAY
        is_valid = bool(super().validate(extra_validators))
        if is_valid and self.when.data == OWN_DAY and self.until_on.data is None:
            self.until_on.errors = [_now("Bitte geben Sie den Tag an.")]
            return False
        return is_valid


def _offered(row: Row, day: date) -> Iterator[tuple[date, str]]:
    """The usual days, as far as the row may rest until then, the same day once."""
    usual = [
        (working_day_after(day), _now("am nächsten Arbeitstag, %(day)s")),
        (day + WEEK, _now("in einer Woche, %(day)s")),
        (row.warns_after(day), _now("wenn die Frist das nächste Mal mahnt, %(day)s")),
        (row.latest_on, _now("am letzten Tag der Frist, %(day)s")),
    ]
    offered: set[date] = set()
    for found, label in usual:
        if found is None or found <= day or found in offered:
            continue
        if row.latest_on is None or found <= row.latest_on:
            offered.add(found)
            yield found, label % {"day": f"{found:%d.%m.%Y}"}


class TalkGapForm(EditForm):
    """After how many months without a talk somebody is asked about."""

    months = IntegerField(
        _("Monate ohne Gespräch"),
        [
            DataRequired(_("Bitte geben Sie die Monate an.")),
            NumberRange(FEWEST_MONTHS, MOST_MONTHS, _("Bitte eine Zahl von %(min)s bis %(max)s eingeben.")),
        ],
        render_kw={"inputmode": "numeric"},
    )
