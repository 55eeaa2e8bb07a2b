"""Forms for answers that leave the house, and for views that are kept."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, HiddenField, StringField
from wtforms.validators import DataRequired, Length

from casework.web.editions import EditForm
from casework.web.forms import BaseForm


class AnswerForm(BaseForm):
    """Which question the numbers answer."""

    question = StringField(
        _("Welche Frage wird beantwortet?"),
        [DataRequired(), Length(max=300)],
        description=_(
            "Zum Beispiel: Anfrage im Gemeinderat vom 17.06.2025. Bitte keine Namen von Klientinnen und Klienten."
        ),
    )


class ViewForm(EditForm):
    """What a view is called, and who has it."""

    name = StringField(
        _("Name der Ansicht"),
        [DataRequired(), Length(max=80)],
        description=_("Bitte keine Namen von Personen."),
    )
    is_shared = BooleanField(_("mit dem Team teilen"))

    def details(self) -> dict[str, Any]:
        """What the operations take."""
        return {field.name: field.data for field in self if field.name not in ("csrf_token", "edition")}


class KeepViewForm(ViewForm):
    """The same, with the page as it is."""

    endpoint = HiddenField(validators=[DataRequired()])
    query = HiddenField(validators=[Length(max=2000)])
