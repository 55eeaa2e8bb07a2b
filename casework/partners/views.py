"""The directory of partners."""

import uuid

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from werkzeug.wrappers import Response

from casework.access.guard import current_viewer, requires
from casework.access.permissions import Permission
from casework.partners import operations, queries, record_kinds
from casework.partners.forms import PartnerForm
from casework.vocabulary.counselling import PARTNER_KINDS
from casework.web.navigation import menu_entry
from casework.web.notices import say
from casework.web.paging import page_of
from casework.web.way_back import way_back

blueprint = Blueprint("partners", __name__)
record_kinds.declare()
menu_entry(lazy_gettext("Partner"), "partners.directory", Permission.PARTNERS_PARTNER_READ, 40)

Page = Response | tuple[str, int]


@blueprint.get("/partners")
@requires(Permission.PARTNERS_PARTNER_READ)
def directory() -> str:
    """The directory, narrowed by kind and words."""
    kind, words = request.args.get("kind", ""), request.args.get("q", "")
    found = queries.directory(current_viewer().municipality_id, kind, words)
    return render_template(
        "partners/directory.html", page=page_of(found), kinds=PARTNER_KINDS, kind=kind, words=words
    )


@blueprint.route("/partners/new", methods=["GET", "POST"])
@requires(Permission.PARTNERS_PARTNER_EDIT)
def new() -> Page:
    """Put an organisation into the directory."""
    viewer, form = current_viewer(), PartnerForm()
    if form.validate_on_submit() and form.accepts(
        lambda: operations.enter_partner(viewer.municipality_id, form.details())
    ):
        say(_("Die Stelle steht jetzt im Partnerverzeichnis."))
        return redirect(way_back(url_for("partners.directory")))
    return render_template("partners/new.html", form=form), form.status


@blueprint.route("/partners/<uuid:partner_id>", methods=["GET", "POST"])
@requires(Permission.PARTNERS_PARTNER_EDIT)
def edit(partner_id: uuid.UUID) -> Page:
    """Correct what the directory says."""
    partner = queries.get_partner(current_viewer().municipality_id, partner_id)
    form = PartnerForm(obj=partner).of(partner)
    if form.validate_on_submit() and form.accepts(lambda: operations.change_partner(partner, form.details())):
        say(_("Die Angaben zur Stelle sind gespeichert."))
        return redirect(way_back(url_for("partners.directory")))
    return render_template("partners/edit.html", form=form, partner=partner), form.status
