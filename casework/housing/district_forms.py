"""The form for the inhabitants of a district."""

from datetime import date

from flask_babel import lazy_gettext as _
from wtforms import IntegerField, StringField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange

from casework.web.fields import DayField
from casework.web.forms import BaseForm

MOST_INHABITANTS = 5_000_000


class DistrictCountForm(BaseForm):
    """How many people lived in a district on a day."""

    district = StringField(
        _("Ortsteil"),
        [DataRequired(_("Bitte nennen Sie den Ortsteil.")), Length(max=200)],
        description=_("Wie er bei Unterkünften und Wohnungen steht."),
    )
    counted_on = DayField(_("Stand"), [DataRequired(_("Bitte geben Sie den Tag an."))])
    inhabitants = IntegerField(
        _("Einwohner"),
        [
            InputRequired(_("Bitte geben Sie die Zahl an.")),
            NumberRange(0, MOST_INHABITANTS, _("Bitte eine Zahl von 0 bis 5.000.000 eingeben.")),
        ],
        render_kw={"inputmode": "numeric"},
    )

    def said(self) -> tuple[str, date, int]:
        """District, day and number, once the form is valid."""
        district, counted_on, inhabitants = self.district.data, self.counted_on.data, self.inhabitants.data
        return str(district), counted_on or date.min, int(inhabitants or 0)
