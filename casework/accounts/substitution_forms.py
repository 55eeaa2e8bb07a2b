"""What is asked of an absence: who is away, who stands in, from when, back when."""

import uuid
from collections.abc import Iterable

from flask_babel import lazy_gettext as _
from wtforms.validators import DataRequired

from casework.accounts.models import User
from casework.web.fields import ChoiceField, DayField, as_choices
from casework.web.forms import BaseForm


class SubstitutionForm(BaseForm):
    """A span with a substitute."""

    absent_id = ChoiceField(_("Wer ist abwesend?"), [DataRequired()])
    substitute_id = ChoiceField(_("Wer vertritt?"), [DataRequired(_("Bitte wählen Sie die Vertretung."))])
    starts_on = DayField(_("Abwesend ab"), [DataRequired(_("Bitte geben Sie den ersten Tag an."))])
    ends_on = DayField(
        _("Wieder da am"),
        [DataRequired(_("Bitte geben Sie den Tag der Rückkehr an."))],
        description=_("An diesem Tag endet die Vertretung von selbst."),
    )

    def offer(self, absent: Iterable[User], substitutes: Iterable[User]) -> None:
        """Put those who may be away and those who may stand in into the lists."""
        self.absent_id.choices = as_choices([(str(user.id), user.name) for user in absent])
        named = [(str(user.id), user.name) for user in substitutes]
        self.substitute_id.choices = as_choices([("", _("bitte wählen")), *named])

    @property
    def asked_absent_id(self) -> uuid.UUID:
        """Who is away."""
        return uuid.UUID(self.absent_id.data)

    @property
    def asked_substitute_id(self) -> uuid.UUID:
        """Who stands in."""
        return uuid.UUID(self.substitute_id.data)
