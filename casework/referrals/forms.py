"""Forms of referrals."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import Field, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional, ValidationError

from casework.partners.models import Partner
from casework.partners.queries import by_kind
from casework.referrals.models import Referral
from casework.vocabulary.counselling import PARTNER_KINDS, REFERRAL_STATES
from casework.web.editions import EditForm
from casework.web.fields import ChoiceField, DayField, as_choices
from casework.web.forms import BaseForm

_KINDS = [("", _("bitte wählen")), *PARTNER_KINDS.choices()]


class ReferralForm(BaseForm):
    """To whom, with which request, until when one wants to hear of it; an unknown partner is entered on the way."""

    partner_id = ChoiceField(_("Stelle"))
    new_partner = StringField(_("oder neue Stelle"), [Optional(), Length(max=200)])
    new_partner_kind = ChoiceField(_("Art der neuen Stelle"), choices=_KINDS)
    purpose = TextAreaField(
        _("Anliegen"),
        [DataRequired(_("Bitte geben Sie das Anliegen an.")), Length(max=5000)],
        description=_("Nur für Ihre Akte; die Person geht selbst, die Stelle erhält keine Daten."),
    )
    referred_on = DayField(_("Vermittelt am"), [DataRequired(_("Bitte geben Sie den Tag an."))])
    feedback_due_on = DayField(_("Rückmeldung bis"), [Optional()])

    def __init__(self, partners: Iterable[Partner], **values: Any) -> None:
        super().__init__(**values)
        self.partner_id.choices = as_choices([("", _("bitte wählen")), *as_choices(by_kind(partners))])

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
        return {
            "purpose": self.purpose.data,
            "referred_on": self.referred_on.data,
            "feedback_due_on": self.feedback_due_on.data,
        }


class ReferralStateForm(EditForm):
    """How far a referral has come."""

    state = ChoiceField(_("Stand"), [DataRequired()], choices=REFERRAL_STATES.choices())
    state_on = DayField(_("am"), [DataRequired(_("Bitte geben Sie den Tag an."))])
    remark = TextAreaField(_("Rückmeldung"), [Optional(), Length(max=5000)])
    feedback_due_on = DayField(
        _("Rückmeldung bis"), [Optional()], description=_("Leer: keine Erinnerung mehr.")
    )

    @classmethod
    def as_known(cls, referral: Referral, day: date) -> "ReferralStateForm":
        """Opened on a day with the state that holds."""
        state = referral.state_then()
        return cls(
            data={
                "state": state.state if state else None,
                "state_on": day,
                "feedback_due_on": referral.feedback_due_on,
            }
        )

    def details(self) -> dict[str, Any]:
        """The state as `operations.record_state` takes it."""
        return {name: self[name].data for name in ("state", "state_on", "remark", "feedback_due_on")}
