"""The directory of partners."""

import uuid

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from werkzeug.wrappers import Response

from casework.access.guard import current_viewer, requires
from casework.access.permissions import Permission
from casework.database.moments import now
from casework.partners import detail_views, operations, queries, record_kinds
from casework.partners.blueprint import blueprint
from casework.partners.districts import Spelling
from casework.partners.forms import PartnerForm
from casework.partners.open_now import open_now
from casework.partners.panels import panels_for
from casework.partners.picking import Asked
from casework.web.navigation import menu_entry
from casework.web.notices import say
from casework.web.paging import page_of_rows
from casework.web.way_back import way_back

__all__ = ["blueprint", "detail_views"]
record_kinds.declare()
menu_entry(lazy_gettext("Partner"), "partners.directory", Permission.PARTNERS_PARTNER_READ, 40)

Page = Response | tuple[str, int]


@blueprint.get("/partners")
@requires(Permission.PARTNERS_PARTNER_READ)
def directory() -> str:
    """The directory, narrowed by need, language, district, kind and words."""
    asked = Asked.of(current_viewer().municipality_id, request.args)
    page = page_of_rows(asked.statement(with_retired=True))
    return render_template("partners/directory.html", page=page, asked=asked)


@blueprint.route("/partners/new", methods=["GET", "POST"])
@requires(Permission.PARTNERS_PARTNER_EDIT)
def new() -> Page:
    """Put an organisation into the directory."""
    municipality_id, form = current_viewer().municipality_id, PartnerForm()
    if form.validate_on_submit():
        entered = form.attempt(lambda: operations.enter_partner(municipality_id, form.details()))
        if entered:
            say(_("Die Stelle steht jetzt im Partnerverzeichnis."))
            return redirect(way_back(url_for("partners.partner", partner_id=entered.id)))
    return _form("partners/new.html", form), form.status


@blueprint.get("/partners/<uuid:partner_id>")
@requires(Permission.PARTNERS_PARTNER_READ)
def partner(partner_id: uuid.UUID) -> str:
    """What a partner offers, when it is open, whom to ask for."""
    viewer = current_viewer()
    found = queries.get_partner(viewer.municipality_id, partner_id)
    return render_template(
        "partners/partner.html",
        partner=found,
        contacts=queries.contacts_of(found),
        open_now=open_now(found.hours, now()),
        panels=panels_for(viewer, found),
    )


@blueprint.route("/partners/<uuid:partner_id>/edit", methods=["GET", "POST"])
@requires(Permission.PARTNERS_PARTNER_EDIT)
def edit(partner_id: uuid.UUID) -> Page:
    """Correct what the directory says."""
    found = queries.get_partner(current_viewer().municipality_id, partner_id)
    form = PartnerForm.showing(found)
    if form.validate_on_submit() and form.accepts(lambda: operations.change_partner(found, form.details())):
        say(_("Die Angaben zur Stelle sind gespeichert."))
        return redirect(way_back(url_for("partners.partner", partner_id=partner_id)))
    return _form("partners/edit.html", form, partner=found), form.status


def _form(template: str, form: PartnerForm, **facts: object) -> str:
    districts = Spelling(current_viewer().municipality_id).names()
    return render_template(template, form=form, districts=districts, **facts)
