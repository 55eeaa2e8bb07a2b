"""The page on which a municipality says what it asks for."""

from flask import Blueprint, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from werkzeug.wrappers import Response

from casework.access.guard import current_viewer, requires
from casework.access.permissions import Permission
from casework.organisation.forms import FieldsForm
from casework.organisation.operations import ask_for
from casework.organisation.queries import unasked
from casework.web.navigation import menu_entry
from casework.web.notices import say

CONFLICT = 409

blueprint = Blueprint("organisation", __name__)
menu_entry(
    lazy_gettext("Felder"), "organisation.fields", Permission.ORGANISATION_FIELDS_SWITCH, 40, group="admin"
)


@blueprint.route("/fields", methods=["GET", "POST"])
@requires(Permission.ORGANISATION_FIELDS_SWITCH)
def fields() -> str | Response | tuple[str, int]:
    """Switch fields off and on; what was stored stays, and whoever saves second sees that somebody was faster."""
    viewer = current_viewer()
    off = unasked(viewer.municipality_id)
    form = FieldsForm.as_stored(off)
    is_valid = form.validate_on_submit()
    is_stale = is_valid and form.version.data != form.edition(off)
    if is_valid and not is_stale:
        changed = ask_for(viewer.municipality_id, form.asked.data or ())
        say(_("Die Auswahl ist gespeichert.") if changed else _("Es war nichts zu ändern."))
        return redirect(url_for("organisation.fields"))
    form.version.data = form.edition(off)
    page = render_template("organisation/fields.html", form=form, off=off, is_stale=is_stale)
    return page, CONFLICT if is_stale else form.status
