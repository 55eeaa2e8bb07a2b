"""What is asked before a calendar gets a secret address."""

from flask_babel import lazy_gettext as _
from wtforms import BooleanField

from casework.web.forms import BaseForm


class FeedForm(BaseForm):
    """Whether names and titles leave the house with the calendar."""

    shows_names = BooleanField(
        _("Namen, Titel, Ort und Notiz mitschicken"),
        description=_(
            "Dann liegen Namen von Klientinnen und Klienten unverschlüsselt in Ihrem Kalenderprogramm und bei dessen "
            "Anbieter. Ohne Haken steht dort nur „Termin (Casework)“ mit Tag und Uhrzeit."
        ),
    )
