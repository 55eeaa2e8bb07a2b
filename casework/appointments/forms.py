"""The form of an appointment, and the one that puts it off."""

import uuid
from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import Field, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional, ValidationError

from casework.appointments.models import Appointment
from casework.appointments.operations import LONGEST_TITLE, STATEMENTS
from casework.people.models import Person
from casework.vocabulary.appointments import APPOINTMENT_KINDS
from casework.web.clock import ClockField
from casework.web.editions import EditForm
from casework.web.fields import ChecksField, ChoiceField, DayField, MinutesField, as_choices
from casework.web.forms import BaseForm


class OwnAppointmentForm(EditForm):
    """An appointment, a task or a deadline that is about nobody."""

    title = StringField(
        _("Worum geht es?"),
        [DataRequired(_("Bitte geben Sie an, worum es geht.")), Length(max=LONGEST_TITLE)],
    )
    planned_on = DayField(_("Tag"), [DataRequired(_("Bitte geben Sie den Tag an."))])
    starts_at = ClockField(_("Uhrzeit"), [Optional()])
    minutes = MinutesField(_("Minuten"), [Optional()])
    kind = ChoiceField(_("Art"), [DataRequired()], choices=APPOINTMENT_KINDS.choices())
    place = StringField(_("Ort"), [Optional(), Length(max=LONGEST_TITLE)])
    note = TextAreaField(_("Notiz"), [Optional(), Length(max=5000)])

    def validate_minutes(self, field: Field) -> None:
        if field.data and not self.starts_at.data and not self.starts_at.errors:
            raise ValidationError(_("Zu einer Dauer gehört eine Uhrzeit."))

    def details(self) -> dict[str, Any]:
        """What is said as `operations.change` takes it."""
        return {name: self[name].data for name in STATEMENTS}


class AppointmentForm(OwnAppointmentForm):
    """An appointment with people of a household."""

    present = ChecksField(_("Mit wem?"))

    def offer(self, people: Iterable[tuple[str, str]]) -> None:
        """Put the people who may be there into the list."""
        self.present.choices = as_choices(people)

    def validate_present(self, field: Field) -> None:
        if not field.data:
            raise ValidationError(_("Bitte kreuzen Sie an, um wen es geht."))

    @property
    def present_ids(self) -> list[uuid.UUID]:
        """Whom it is about."""
        return [uuid.UUID(person_id) for person_id in self.present.data or []]


class MoveForm(BaseForm):
    """To which day it is put off."""

    to = DayField(_("Auf einen anderen Tag"), [DataRequired(_("Bitte geben Sie den neuen Tag an."))])


def as_known(appointment: Appointment, people: Iterable[Person]) -> dict[str, Any]:
    """What stands in the form when an appointment is opened by somebody who may know of these people."""
    return {name: getattr(appointment, name) for name in STATEMENTS} | {
        "present": [str(person.id) for person in people],
    }
