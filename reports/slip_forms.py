"""What is said before a slip is printed: in which language, where to, when, what to bring, what it is about."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional

from casework.vocabulary.phrases.languages import sheet_choices
from casework.vocabulary.slips import THE_SLIP, TO_BRING
from casework.web.clock import ClockField
from casework.web.fields import ChecksField, ChoiceField, DayField
from casework.web.forms import BaseForm

LONGEST_LINE, LONGEST_TEXT = 200, 500


class SlipForm(BaseForm):
    """The slip as it will be printed; nothing of it is stored."""

    language = ChoiceField(_("Sprache neben dem Deutschen"), choices=sheet_choices())
    place = StringField(_("Wohin?"), [DataRequired(), Length(max=LONGEST_LINE)])
    address = StringField(_("Anschrift"), [Optional(), Length(max=LONGEST_LINE)])
    access = StringField(
        _("Etage und Zugang"),
        [Optional(), Length(max=LONGEST_LINE)],
        description=_("Zum Beispiel: 2. Stock, Zimmer 204, Aufzug vorhanden"),
    )
    day = DayField(_("Tag"), [Optional()], description=_("Leer: zu den Öffnungszeiten, sonst nach Anruf"))
    clock = ClockField(_("Uhrzeit"), [Optional()])
    bring = ChecksField(_("Mitbringen"), choices=TO_BRING.choices())
    bring_besides = TextAreaField(_("Außerdem mitbringen"), [Optional(), Length(max=LONGEST_TEXT)])
    about = TextAreaField(
        _("Worum geht es?"),
        [Optional(), Length(max=LONGEST_TEXT)],
        description=_(
            "In Ihren Worten, kurz. Der Zettel kann verloren gehen: nichts, was andere nicht wissen sollen."
        ),
    )

    @classmethod
    def as_known(cls, known: Mapping[str, Any]) -> "SlipForm":
        """Opened with what is known already."""
        return cls(data={"bring": [THE_SLIP], **known})
