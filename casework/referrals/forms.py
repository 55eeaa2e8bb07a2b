"""Forms of referrals."""

import uuid
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import Field, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional, ValidationError

from casework.referrals.models import Referral, ReferralState
from casework.vocabulary.counselling import PARTNER_KINDS
from casework.vocabulary.referrals import ALONE, FIRST_FEEDBACK, WAYS, state_choices
from casework.vocabulary.working_days import working_day_after
from casework.web.editions import EditForm
from casework.web.fields import ChecksField, ChoiceField, DayField, OneOfField, as_choices
from casework.web.forms import BaseForm

_KINDS = [("", _("bitte wählen")), *PARTNER_KINDS.choices()]
Choices = list[tuple[str, str]]


class ReferralForm(BaseForm):
    """To whom, with which request, until when one wants to hear of it; an unknown partner is entered on the way."""

    partner_id = ChoiceField(_("An welche Stelle?"), default="")
    new_partner = StringField(_("Name der neuen Stelle"), [Optional(), Length(max=200)])
    new_partner_kind = ChoiceField(_("Art der neuen Stelle"), choices=_KINDS)
    purpose = TextAreaField(
        _("Anliegen"),
        [DataRequired(_("Bitte geben Sie das Anliegen an.")), Length(max=5000)],
        description=_("Für Ihre Akte; was die Stelle erfährt, wählen Sie erst beim Senden."),
    )
    way = OneOfField(
        _("Wie?"),
        choices=WAYS.choices(),
        default=ALONE,
        description=_(
            "Geht die Person selbst, wird nichts übermittelt. Daten gehen nur mit Einwilligung hinaus."
        ),
    )
    people = ChecksField(
        _("Auch für"), choices=[], description=_("Für jede Person entsteht eine Vermittlung.")
    )
    referred_on = DayField(_("Vermittelt am"), [DataRequired(_("Bitte geben Sie den Tag an."))])
    feedback_due_on = DayField(_("Rückmeldung bis"), [Optional()], description=_("Leer: keine Erinnerung."))

    @staticmethod
    def as_usual(day: date, partner: str) -> dict[str, Any]:
        """What stands in the form as it is opened on a day, perhaps for a partner."""
        return {
            "referred_on": day,
            "feedback_due_on": working_day_after(day, FIRST_FEEDBACK),
            "partner_id": partner,
        }

    def offer(self, partners: Choices, household: Choices) -> None:
        """Put the partners found and the others of the household into the lists; without others it is not asked."""
        self.partner_id.choices = as_choices([("", _("keine davon")), *partners])
        if household:
            self.people.choices = as_choices(household)
        else:
            del self.people

    @property
    def chosen_ids(self) -> list[uuid.UUID]:
        """The others for whom the same holds."""
        return [uuid.UUID(chosen) for chosen in self.people.data or ()] if "people" in self else []

    def validate_partner_id(self, field: Field) -> None:
        if field.data and self.new_partner.data:
            raise ValidationError(
                _("Bitte entweder eine Stelle wählen oder eine neue eintragen, nicht beides.")
            )
        if not field.data and not self.new_partner.data:
            raise ValidationError(_("Bitte wählen Sie eine Stelle oder tragen Sie eine neue ein."))

    def validate_new_partner_kind(self, field: Field) -> None:
        if self.new_partner.data and not field.data:
            raise ValidationError(_("Bitte wählen Sie die Art der neuen Stelle."))

    def details(self) -> dict[str, Any]:
        """The referral as `operations.refer` takes it, without the partner."""
        return {name: self[name].data for name in ("purpose", "way", "referred_on", "feedback_due_on")}


class ReferralStateForm(EditForm):
    """How far a referral has come."""

    state = ChoiceField(_("Stand"), [DataRequired()])
    state_on = DayField(_("am"), [DataRequired(_("Bitte geben Sie den Tag an."))])
    remark = TextAreaField(_("Rückmeldung"), [Optional(), Length(max=5000)])
    feedback_due_on = DayField(
        _("Rückmeldung bis"), [Optional()], description=_("Leer: keine Erinnerung mehr.")
    )

    @classmethod
    def as_known(cls, referral: Referral, day: date) -> "ReferralStateForm":
        """Opened on a day with the state that holds; what usually follows it is offered first."""
        held = referral.state_then()
        said = {"state": held and held.state, "state_on": day, "feedback_due_on": referral.feedback_due_on}
        return offering(cls(data=said), held.state if held else None)

    @classmethod
    def as_noted(cls, state: ReferralState) -> "ReferralStateForm":
        """Opened for a state that was noted wrongly."""
        names = ("state", "state_on", "remark", "feedback_due_on")
        return offering(cls(data={name: getattr(state, name) for name in names}), None)

    def details(self) -> dict[str, Any]:
        """The state as `operations.record_state` takes it."""
        return {name: self[name].data for name in ("state", "state_on", "remark", "feedback_due_on")}


def offering(form: ReferralStateForm, state: str | None) -> ReferralStateForm:
    """The form with what usually follows a state offered first."""
    form.state.choices = as_choices(state_choices(state))
    return form


class InquiryForm(BaseForm):
    """A partner was asked; left as it is, today, and the usual days until they should have answered."""

    asked_on = DayField(_("Nachgefragt am"), [Optional()], description=_("Leer: heute."))
    feedback_due_on = DayField(
        _("Rückmeldung bis"), [Optional()], description=_("Leer: in fünf Arbeitstagen.")
    )
    remark = TextAreaField(_("Vermerk"), [Optional(), Length(max=5000)])

    def details(self, day: date) -> dict[str, Any]:
        """The inquiry as `operations.ask` takes it, made on a day unless told."""
        return {
            "asked_on": self.asked_on.data or day,
            "feedback_due_on": self.feedback_due_on.data,
            "remark": self.remark.data,
        }
