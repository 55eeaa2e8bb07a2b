"""The form of a review."""

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import TextAreaField
from wtforms.validators import DataRequired, Length, Optional

from casework.web.fields import DayField
from casework.web.forms import BaseForm

LONGEST_TEXT = 5000
_WHICH_DAY = _("Bitte geben Sie den Tag an.")
_CHOOSE = ("", _("bitte wählen"))


class ReviewForm(BaseForm):
    """A day on which the plan was gone through together."""

    reviewed_on = DayField(_("Überprüft am"), [DataRequired(_WHICH_DAY)])
    remark = TextAreaField(_("Bemerkung"), [Optional(), Length(max=LONGEST_TEXT)])
    next_on = DayField(_("Nächste Überprüfung"), [DataRequired(_WHICH_DAY)])

    @classmethod
    def as_usual(cls, day: date, next_on: date) -> "ReviewForm":
        """Today, and again when the municipality does so."""
        return cls(data={"reviewed_on": day, "next_on": next_on})

    def details(self) -> dict[str, Any]:
        """The review as `operations.review` takes it."""
        return {name: self[name].data for name in ("reviewed_on", "remark", "next_on")}
