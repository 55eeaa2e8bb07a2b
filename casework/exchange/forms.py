"""Choosing a list and its file."""

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField, FileRequired
from wtforms.validators import DataRequired

from casework.exchange.importing import LISTS
from casework.web.fields import ChoiceField
from casework.web.forms import BaseForm


class UploadForm(BaseForm):
    """Which list, and the file it is in."""

    list_name = ChoiceField(
        _("Liste"),
        [DataRequired(_("Bitte wählen Sie, welche Liste die Datei enthält."))],
        choices=[("", _("bitte wählen")), *((name, town_list.title) for name, town_list in LISTS.items())],
    )
    file = FileField(
        _("Datei"),
        [FileRequired(_("Bitte wählen Sie eine Datei."))],
        description=_("CSV, wie Excel sie speichert, oder .xlsx; höchstens 20 MB."),
        render_kw={"accept": ".csv,.xlsx,.txt"},
    )
