"""The page on which a municipality says what it asks for."""

from flask import Blueprint, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from werkzeug.wrappers import Response

from casework.access.guard import current_viewer, requires
from casework.access.permissions import Permission
from casework.organisation.forms import FieldsForm
from casework.organisation.operations import ask_for
from casework.organisation.queries import unasked_rows
from casework.web.navigation import menu_entry
from casework.web.notices import say

blueprint = Blueprint("organisation", __name__)
menu_entry(
    lazy_gettext("Felder"), "organisation.fields", Permission.ORGANISATION_FIELDS_SWITCH, 40, group="admin"
)


@blueprint.route("/fields", methods=["GET", "POST"])
@requires(Permission.ORGANISATION_FIELDS_SWITCH)
def fields() -> str | Response | tuple[str, int]:
    """Switch fields off and on; what was stored stays."""
    viewer = current_viewer()
    form = FieldsForm.as_stored(unasked_rows(viewer.municipality_id))
    if form.validate_on_submit():
        changed = ask_for(viewer.municipality_id, form.asked.data or ())
        say(_("Die Auswahl ist gespeichert.") if changed else _("Es war nichts zu ändern."))
        return redirect(url_for("organisation.fields"))
    return render_template("organisation/fields.html", form=form), form.status
