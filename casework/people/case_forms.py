"""Forms about the case that is led for a person, and about their residence titles."""

import uuid
from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import StringField
from wtforms.validators import DataRequired, Optional

from casework.accounts.models import User
from casework.people.forms import OPTIONAL
from casework.people.models import IntegrationCase
from casework.vocabulary.residence import RESIDENCE_TITLES
from casework.web.editions import EditForm
from casework.web.fields import ChoiceField, DayField, as_choices
from casework.web.forms import BaseForm


class CaseForm(EditForm):
    """Who leads the case of a person, from when to when."""

    case_manager_id = ChoiceField(_("Zuständig"), [Optional()])
    starts_on = DayField(
        _("Fall ab"), [DataRequired(_("Bitte geben Sie an, ab wann der Fall geführt wird."))]
    )
    ends_on = DayField(
        _("Fall bis"), [Optional()], description=_("Der erste Tag, an dem er nicht mehr läuft.")
    )

    def offer(self, managers: Iterable[User]) -> None:
        """Put the people who may lead a case into the list, and say of whom the account is closed."""
        named = [
            (str(user.id), user.name if user.is_active else _("%(name)s (Konto gesperrt)", name=user.name))
            for user in managers
        ]
        self.case_manager_id.choices = as_choices([("", _("noch niemand")), *named])

    def details(self) -> dict[str, Any]:
        """The statement as `people.cases.lead_case` takes it."""
        chosen = self.case_manager_id.data
        return {
            "starts_on": self.starts_on.data,
            "ends_on": self.ends_on.data,
            "case_manager_id": uuid.UUID(chosen) if chosen else None,
        }

    @staticmethod
    def as_typed(case: IntegrationCase | None) -> dict[str, Any]:
        """What stands in the form: the case that is led."""
        if case is None:
            return {}
        return {
            "case_manager_id": str(case.case_manager_id or ""),
            "starts_on": case.starts_on,
            "ends_on": case.ends_on,
        }


class TitleForm(BaseForm):
    """A residence title or certificate and the days of the notice behind it."""

    title = ChoiceField(_("Aufenthaltstitel"), [DataRequired()], choices=RESIDENCE_TITLES.choices())
    starts_on = DayField(_("gültig von"), [DataRequired(_("Bitte geben Sie den ersten Tag an."))])
    ends_on = DayField(_("gültig bis"), [Optional()], description=_("Leer lassen, wenn unbefristet."))
    served_on = DayField(_("Zustellung des Bescheids"), [Optional()])
    final_on = DayField(_("Bescheid unanfechtbar seit"), [Optional()])
    remark = StringField(_("Bemerkung"), OPTIONAL)

    def details(self) -> dict[str, Any]:
        """The statement as `people.titles.state_title` takes it."""
        names = ("title", "starts_on", "ends_on", "served_on", "final_on", "remark")
        return {name: self[name].data for name in names}
