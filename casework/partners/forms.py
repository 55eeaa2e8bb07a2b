"""Forms of the directory."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, EmailField, StringField, TelField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional, Regexp

from casework.partners.operations import DETAILS
from casework.vocabulary.counselling import PARTNER_KINDS
from casework.web.editions import EditForm
from casework.web.fields import ChoiceField

_KINDS = [("", _("bitte wählen")), *PARTNER_KINDS.choices()]


class PartnerForm(EditForm):
    """An organisation with its public contact."""

    name = StringField(_("Name der Stelle"), [DataRequired(), Length(max=200)])
    kind = ChoiceField(_("Art"), [DataRequired(_("Bitte wählen Sie die Art der Stelle."))], choices=_KINDS)
    phone = TelField(_("Telefon"), [Optional(), Length(max=60)])
    email = EmailField(
        _("E-Mail"),
        [
            Optional(),
            Length(max=200),
            Regexp(
                r"[^@\s]+@[^@\s]+\.[^@\s]+",
                message=_("Bitte eine vollständige E-Mail-Adresse eingeben, zum Beispiel name@beispiel.de."),
            ),
        ],
    )
    address = StringField(_("Anschrift"), [Optional(), Length(max=300)])
    offers = TextAreaField(
        _("Angebote"),
        [Optional(), Length(max=1000)],
        description=_("Was die Stelle anbietet, für wen, wann; keine Namen von Klientinnen und Klienten."),
    )
    is_active = BooleanField(_("steht bei Vermittlungen zur Wahl"), default=True)

    def details(self) -> dict[str, Any]:
        """The details as the operations take them."""
        return {name: self[name].data for name in DETAILS}
