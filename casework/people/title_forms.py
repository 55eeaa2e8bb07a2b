"""Forms about the residence titles of a person."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional

from casework.people.forms import OPTIONAL
from casework.people.models import ResidenceTitle
from casework.people.titles import LegalEnd
from casework.vocabulary.residence import RESIDENCE_TITLES
from casework.web.editions import EditForm
from casework.web.fields import ChoiceField, DayField

LONGEST_REASON = 2_000


class TitleForm(EditForm):
    """What is said of a title, the days of the notice behind it included, but for which one it is."""

    ends_on = DayField(_("gültig bis"), [Optional()], description=_("Leer lassen, wenn unbefristet."))
    served_on = DayField(_("Zustellung des Bescheids"), [Optional()])
    final_on = DayField(_("Bescheid unanfechtbar seit"), [Optional()])
    remark = StringField(_("Bemerkung"), OPTIONAL)
    legally_until = DayField(
        _("gilt rechtlich bis"), [Optional()], description=_("Der letzte Tag, an dem der Titel gilt.")
    )
    legally_until_reason = TextAreaField(
        _("Warum?"),
        [Optional(), Length(max=LONGEST_REASON)],
        description=_("Die Vorschrift oder der Bescheid, zum Beispiel „§ 2 UkraineAufenthFGV“."),
    )

    def details(self) -> dict[str, Any]:
        """The statement as `people.titles.correct_title` takes it."""
        names = ("ends_on", "served_on", "final_on", "remark")
        reason = (self.legally_until_reason.data or "").strip() or None
        return {name: self[name].data for name in names} | {
            "legal_end": LegalEnd(self.legally_until.data, reason)
        }

    @staticmethod
    def as_typed(title: ResidenceTitle) -> dict[str, Any]:
        """What stands in the form: what was stated."""
        names = ("ends_on", "served_on", "final_on", "remark", "legally_until", "legally_until_reason")
        return {name: getattr(title, name) for name in names}


class NewTitleForm(TitleForm):
    """A residence title or certificate, from its first day on."""

    title = ChoiceField(_("Aufenthaltstitel"), [DataRequired()], choices=RESIDENCE_TITLES.choices())
    starts_on = DayField(_("gültig von"), [DataRequired(_("Bitte geben Sie den ersten Tag an."))])

    def details(self) -> dict[str, Any]:
        """The statement as `people.titles.state_title` takes it."""
        return super().details() | {name: self[name].data for name in ("title", "starts_on")}
