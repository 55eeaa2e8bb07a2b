"""The form of an absence."""

from datetime import date

from flask_babel import lazy_gettext as _
from wtforms.validators import DataRequired, Optional

from casework.database.moments import today
from casework.vocabulary.housing import ABSENCES
from casework.web.fields import ChoiceField, DayField
from casework.web.forms import BaseForm


class AbsenceForm(BaseForm):
    """Why somebody is away, and from when until when."""

    kind = ChoiceField(
        _("Grund"),
        [DataRequired(_("Bitte wählen Sie den Grund."))],
        choices=[("", _("bitte wählen")), *ABSENCES.choices()],
    )
    starts_on = DayField(_("abwesend ab"), [DataRequired(_("Bitte geben Sie den ersten Tag an."))])
    ends_on = DayField(
        _("wieder da am"),
        [Optional()],
        description=_("Leer, solange die Person noch fort ist. Zum Nachtragen denselben ersten Tag angeben."),
    )

    def details(self) -> tuple[str, date, date | None]:
        """The absence as `housing.absences.state_absence` takes it."""
        return self.kind.data or "", self.starts_on.data or today(), self.ends_on.data
