"""Forms about the case that is led for a person."""

import uuid
from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import TextAreaField
from wtforms.validators import DataRequired, Length, Optional

from casework.accounts.models import User
from casework.database.moments import today
from casework.people.models import IntegrationCase
from casework.web.editions import EditForm
from casework.web.fields import ChoiceField, DayField, as_choices

LONGEST_REASON = 2_000


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


class ExtensionForm(EditForm):
    """When it was decided that the counselling goes on into the fourth year, and why."""

    extended_on = DayField(
        _("Entschieden am"), [DataRequired(_("Bitte geben Sie an, wann das entschieden wurde."))]
    )
    reason = TextAreaField(
        _("Begründung"),
        [DataRequired(_("Bitte begründen Sie die Verlängerung.")), Length(max=LONGEST_REASON)],
        description=_("Warum gerade dieser Mensch länger als drei Jahre Beratung braucht."),
    )

    @staticmethod
    def as_typed(case: IntegrationCase) -> dict[str, Any]:
        """What stands in the form: what was stated, or today."""
        return {"extended_on": case.extended_on or today(), "reason": case.extended_reason}
