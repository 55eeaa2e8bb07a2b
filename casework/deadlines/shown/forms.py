"""The form that says of a deadline that it was seen to."""

import uuid
from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import Field, TextAreaField
from wtforms.validators import DataRequired, Length, Optional, ValidationError

from casework.web.fields import ChecksField, DayField, as_choices
from casework.web.forms import BaseForm

LONGEST_TEXT = 2_000


class ConfirmForm(BaseForm):
    """When it was seen to, for whom, and what became of it."""

    confirmed_on = DayField(_("Erledigt am"), [DataRequired(_("Bitte geben Sie den Tag an."))])
    people = ChecksField(_("Für wen?"), description=_("Für sie läuft dieselbe Frist bis zum selben Tag."))
    remark = TextAreaField(
        _("Bemerkung"),
        [Optional(), Length(max=LONGEST_TEXT)],
        description=_("Zum Beispiel: Verlängerung beantragt, Eingangsbestätigung liegt vor."),
    )

    alone: uuid.UUID | None = None

    def offer(self, people: Sequence[tuple[uuid.UUID, str]]) -> None:
        """Put those into the list for whom it runs; of one alone it is not asked."""
        if len(people) == 1:
            self.alone = people[0][0]
            del self.people
        else:
            self.people.choices = as_choices([(str(person_id), name) for person_id, name in people])

    def validate_people(self, field: Field) -> None:
        if not field.data:
            raise ValidationError(_("Bitte kreuzen Sie an, für wen es erledigt ist."))

    @property
    def chosen(self) -> set[uuid.UUID]:
        """For whom it was seen to."""
        if self.alone is not None:
            return {self.alone}
        return {uuid.UUID(person_id) for person_id in self.people.data or []}

    def details(self) -> dict[str, Any]:
        """The day and the remark as `shown.household.see_to` takes them."""
        return {"on": self.confirmed_on.data, "remark": self.remark.data or None}
